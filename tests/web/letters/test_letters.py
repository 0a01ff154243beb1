"""The pages of letters, over HTTP."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from tests.district import District
from tests.web.browsing import Site, browse
from tests.web.forms import form_to

TOKEN = re.compile(r'name="token" value="([\w-]+)"')
CODE = re.compile(r'name="code" value="([\w-]+)"')


def _text(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.fixture
def specialist(site: Site) -> Site:
    site.sign_in("specialist")
    return site


def test_the_preview_gives_nothing(specialist: Site) -> None:
    """Looking at the letter in another language or in large print changes no referral and makes no link."""
    backup = specialist.ids.own.backup
    before = specialist.rows("SELECT (SELECT count(*) FROM answer_link), (SELECT count(*) FROM referral_event)")
    page = specialist.get(f"/referrals/{backup}/letter?language=es&large=yes")
    assert page.status_code == 200
    assert "Un lugar que puede ayudar" in page.text
    assert specialist.rows("SELECT (SELECT count(*) FROM answer_link), (SELECT count(*) FROM referral_event)") == before


def test_a_letter_is_given_and_is_the_same_as_pdf(specialist: Site) -> None:
    """The letter on the screen has a link and a code, its PDF has the same, and the kept copy has neither."""
    path = f"/referrals/{specialist.ids.own.backup}/letter"
    specialist.get(path)
    page = specialist.post(path, {"language": "es", "way": "print", "letters": "0"})
    assert page.status_code == 200
    (token,), (code,) = TOKEN.findall(page.text), CODE.findall(page.text)
    letter_id = re.findall(r"/letters/([\w-]+)/again", page.text)[0]
    out = specialist.post(f"/letters/{letter_id}/again", {"token": token, "code": code, "as": "pdf"})
    assert out.headers["content-type"] == "application/pdf"
    printed = _text(out.content)
    assert token in printed.replace("\r\n", "").replace("\n", "")
    assert code in printed
    kept = specialist.get(f"/letters/{letter_id}").text
    assert "Un lugar que puede ayudar" in kept
    assert token not in kept
    assert code not in kept


@pytest.mark.parametrize("status", ["sent", "cancelled"])
def test_the_links_of_a_letter_that_was_lost_are_ended(specialist: Site, status: str) -> None:
    """The page of the letter ends them, also once the referral is closed, when no letter can be given any more."""
    of = f"/referrals/{specialist.ids.own.backup}"
    specialist.get(f"{of}/letter")
    (token,) = TOKEN.findall(specialist.post(f"{of}/letter", {"language": "es", "way": "print", "letters": "0"}).text)
    if status != "sent":
        specialist.post(f"{of}/events", {"kind": status})
        assert f'<a href="{of}/letter">A letter was lost</a>' in specialist.get(of).text
    assert f'action="{of}/letter/end-links"' in specialist.get(f"{of}/letter").text
    assert specialist.get(f"/a/{token}").status_code == 200
    assert specialist.post(f"{of}/letter/end-links").headers["location"] == f"{of}/letter?done=letter_links_ended"
    assert specialist.get(f"/a/{token}").status_code == 410
    assert specialist.rows("SELECT count(*) FROM audit_entry WHERE action = 'letter.links_ended'") == [(1,)]


def test_a_letter_as_pdf_says_first_that_it_counts_as_given(specialist: Site) -> None:
    """“Give it as PDF” says that the letter counts as given and how to take that back, and offers the file, whose name tells of nobody."""
    path = f"/referrals/{specialist.ids.own.backup}/letter"
    specialist.get(path)
    page = specialist.post(path, {"language": "en", "way": "pdf", "large": "yes", "letters": "0"}).text
    assert "From now on this letter counts as given." in page
    assert f'href="/referrals/{specialist.ids.own.backup}#history">Take “Letter given” back' in page
    (token,) = TOKEN.findall(page)
    (again,) = re.findall(r'action="(/letters/[\w-]+/again)"', page)
    (code,) = re.findall(r'name="code" value="([^"]+)"', page)
    out = specialist.post(again, {"token": token, "code": code, "as": "pdf"})
    assert out.headers["content-type"] == "application/pdf"
    assert re.search(r'filename="letter-\w{3}-\w{3}-en\.pdf"', out.headers["content-disposition"])
    assert "A place that can help" in _text(out.content)


def test_a_letter_that_cannot_be_given_says_why(specialist: Site) -> None:
    """A provider that was marked “do not refer” meanwhile answers 409 with the reason, and the referral stays a draft."""
    backup = specialist.ids.own.backup
    specialist.get(f"/referrals/{backup}/letter")
    specialist.run("UPDATE service SET do_not_refer = true")
    out = specialist.post(f"/referrals/{backup}/letter", {"language": "en", "way": "print", "letters": "0"})
    assert out.status_code == 409
    assert "do not refer" in out.text
    assert specialist.rows("SELECT status FROM referral WHERE id = :id", id=backup) == [("draft",)]


def test_letters_are_given_as_one_file_or_not_at_all(specialist: Site) -> None:
    """All that are ticked come as one PDF; where one cannot be given none is, and the page has all others as they were
    sent, ticked or not."""
    specialist.run("UPDATE referral SET due_on = opened_on WHERE id = :id", id=specialist.ids.own.backup)
    page = specialist.get("/letters")
    assert f'value="{specialist.ids.own.backup}"' in page.text
    refused = specialist.post("/letters", {"referral": [specialist.ids.own.backup, specialist.ids.other.backup]})
    assert refused.status_code == 409
    assert form_to(refused.text, "/letters").as_it_is()["referral"] == [specialist.ids.own.backup]
    without = specialist.post("/letters", {"referral": [specialist.ids.other.backup]})
    assert (without.status_code, "referral" in form_to(without.text, "/letters").as_it_is()) == (409, False)
    assert specialist.rows("SELECT status FROM referral WHERE id = :id", id=specialist.ids.own.backup) == [("draft",)]
    out = specialist.post("/letters", {"referral": [specialist.ids.own.backup]})
    assert out.headers["content-type"] == "application/pdf"
    assert specialist.rows("SELECT status FROM referral WHERE id = :id", id=specialist.ids.own.backup) == [("sent",)]


def test_a_batch_marks_the_letter_that_cannot_be_drawn(district_on_sqlite: District) -> None:
    """A character that no font has is told beside its letter, and nothing is given."""
    with browse(district_on_sqlite, replace(district_on_sqlite.settings(), district="Lakeside 學區")) as site:
        site.sign_in("specialist")
        site.run("UPDATE referral SET due_on = opened_on WHERE id = :id", id=site.ids.own.backup)
        site.get("/letters")
        out = site.post("/letters", {"referral": [site.ids.own.backup]})
        assert out.status_code == 409
        row = out.text.partition(f'value="{site.ids.own.backup}"')[2].partition("</li>")[0]
        assert "which our fonts cannot print" in row
        assert site.rows("SELECT status FROM referral WHERE id = :id", id=site.ids.own.backup) == [("draft",)]


def test_a_name_is_printed_as_it_is(specialist: Site) -> None:
    """Markup and marks that turn the direction of writing in a provider's name neither run nor turn the letter."""
    specialist.run("UPDATE referral SET due_on = opened_on")
    page = specialist.get(f"/referrals/{specialist.ids.own.backup}/letter?language=%3Cb%3E&to=nobody")
    assert page.status_code == 200
    assert "<b>" not in page.text


def test_the_letter_on_paper_bears_the_logo(district_on_sqlite: District, tmp_path: Path) -> None:
    """The page that is printed shows the district's logo, from an address of our own, which the strict page allows."""
    picture = tmp_path / "logo.png"
    Image.new("RGB", (90, 20), "black").save(picture)
    with browse(district_on_sqlite, replace(district_on_sqlite.settings(), logo=picture)) as site:
        site.sign_in("specialist")
        site.get(f"/referrals/{site.ids.own.backup}/letter")
        page = site.post(f"/referrals/{site.ids.own.backup}/letter", {"language": "en", "way": "print", "letters": "0"})
        (address,) = re.findall(r'<img src="([^"]+)"', page.text)
        out = site.get(address)
        assert (out.content, out.headers["content-type"]) == (picture.read_bytes(), "image/png")
