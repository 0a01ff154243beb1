"""The stop page of a mail, the administrator's page of mail, and the call sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from directory.district_settings.school_calendar import SchoolCalendar
from directory.mail import outbox
from directory.mail.outbox import Mail
from directory.models.codes import MailKind, Recipient
from directory.referrals.answers.links import make_link
from directory.referrals.work import NOBODY, Work
from directory.storage.engine import writing
from directory.storage.referrals import referrals as stored
from tests.district import District
from tests.letters.pdfs import pages
from tests.web.browsing import Site, browse, utc_now
from tests.web.forms import forms_of

ADDRESS = "eudora@family.example.org"


def mailed(site: Site, *, language: str = "es") -> str:
    """Queues a reminder about the district's own referral; returns the path of its answer page."""
    with writing(site.database) as session:
        work = Work(session, site.keys, NOBODY, SchoolCalendar(), utc_now().date(), utc_now())
        row = stored.lock_for_link(session, site.ids.own.referral)
        mail_id = outbox.reserve(work, row, audience=Recipient.FAMILY, kind=MailKind.REMINDER, to=ADDRESS)
        link = make_link(work, row, Recipient.FAMILY, language, mail_id=mail_id, with_code=False)
        outbox.write(work, row, mail_id, Mail(ADDRESS, "A note", "Text"))
        return f"/a/{link.token}"


def test_a_reader_stops_the_reminders(site: Site) -> None:
    """The page asks in the mail's language; its button stops the address, takes back what waits, and is noted once."""
    page = f"{mailed(site)}/stop"
    shown = site.get(page)
    assert shown.status_code == 200
    assert '<html lang="es"' in shown.text
    assert site.rows("SELECT count(*) FROM mail_stop") == [(0,)], "looking changes nothing"
    done = site.post(page)
    assert (done.status_code, done.headers["location"]) == (303, "?said=stopped")
    assert "No recibirá más notas" in site.get(f"{page}?said=stopped").text
    assert site.post(page).status_code == 303
    assert site.rows("SELECT state, sealed FROM outbox_mail") == [("stopped", None)]
    assert site.rows("SELECT count(*) FROM mail_stop") == [(1,)]
    assert site.rows("SELECT staff_id, detail FROM audit_entry WHERE action = 'mail.stopped'") == [(None, "family")]


def test_a_stop_page_stays_in_the_language_that_was_tapped(site: Site) -> None:
    """Switched to English, its form leads to English thanks, and so does the way on to the answers."""
    page = f"{mailed(site)}/stop"
    (form,) = forms_of(site.get(f"{page}?in=en").text)
    done = site.post(form.action)
    assert done.headers["location"] == "?said=stopped&in=en"
    thanks = site.get(f"{page}{done.headers['location']}").text
    assert "You will get no more notes" in thanks
    assert f'href="{page.removesuffix("/stop")}?in=en"' in thanks


@pytest.mark.parametrize("how", ["urlencoded", "multipart"])
def test_a_mail_program_stops_with_one_click(site: Site, how: str) -> None:
    """Its POST brings one field, no cookie and no token of a form, and is answered without a redirect (RFC 8058)."""
    page = f"{mailed(site)}/stop"
    site.client.cookies.clear()
    field = {"List-Unsubscribe": "One-Click"}
    done = site.client.post(
        page, **({"data": field} if how == "urlencoded" else {"files": {k: (None, v) for k, v in field.items()}})
    )
    assert done.status_code == 200
    assert "No recibirá más notas" in done.text
    assert site.rows("SELECT count(*) FROM mail_stop") == [(1,)]
    assert site.rows("SELECT state FROM outbox_mail") == [("stopped",)]


def test_a_stop_page_names_nobody(site: Site) -> None:
    """Neither the student nor the guardian nor the address stands on it, and its address is not passed on."""
    shown = site.get(f"{mailed(site, language='en')}/stop")
    assert "Do you want no more notes by e-mail?" in shown.text
    assert not any(word in shown.text for word in ("Perpetua", "Quillfeather", "Eudora", ADDRESS, "Talking Helps"))
    assert shown.headers["referrer-policy"] == "no-referrer"


def test_an_ended_link_still_stops_and_a_letters_link_stops_nothing(site: Site) -> None:
    """A link that has run out answers no more but stops all the same; one that came with a letter has no address to stop."""
    page = mailed(site)
    site.run("UPDATE answer_link SET expires_at = '2026-01-02 00:00:00' WHERE mail_id IS NOT NULL")
    assert site.get(page).status_code == 410
    assert f'href="{page}"' not in site.get(f"{page}/stop").text
    assert site.post(f"{page}/stop").status_code == 303
    assert site.rows("SELECT count(*) FROM mail_stop") == [(1,)]
    other = mailed(site)
    site.run("UPDATE answer_link SET mail_id = NULL")
    assert site.get(f"{other}/stop").status_code == 404
    assert site.post(f"{other}/stop").status_code == 404


def test_an_administrator_sees_what_waits_and_what_failed(site: Site) -> None:
    """By reference number and reason, without a name or an address; a wrong setting is told without its value."""
    mailed(site)
    mailed(site)
    site.run(
        "UPDATE outbox_mail SET state = 'failed', error = 'The address does not take mail' WHERE id = (SELECT max(id) FROM outbox_mail)"
    )
    site.sign_in("administrator")
    shown = site.get("/mails")
    ((reference,),) = site.rows("SELECT reference FROM referral WHERE id = :id", id=site.ids.own.referral)
    assert shown.text.count(f">{reference}</a>") == 2
    assert "The address does not take mail" in shown.text
    assert "1 mail waits" in shown.text
    assert "REFERRAL_DESK_SMTP" in shown.text
    assert not any(word in shown.text for word in ("Perpetua", "Quillfeather", "Eudora", ADDRESS))


def test_a_mail_of_another_kind_is_listed(site: Site) -> None:
    """A kind that this version does not know is shown as it is stored."""
    mailed(site)
    site.run("UPDATE outbox_mail SET kind = 'survey'")
    site.sign_in("administrator")
    assert "survey to the family" in site.get("/mails").text


@pytest.fixture
def mailing_site(district_on_sqlite: District) -> Iterator[Site]:
    """The service with a mail server whose password has a letter that must be written otherwise."""
    settings = replace(district_on_sqlite.settings(), smtp="smtp://desk:s3cret/@mail.example.org")
    with browse(district_on_sqlite, settings) as site:
        yield site


def test_wrong_settings_are_told_without_their_values(mailing_site: Site) -> None:
    """Each setting that keeps mail from going out is named, and no password is shown."""
    mailing_site.sign_in("administrator")
    shown = mailing_site.get("/mails").text
    assert all(f"REFERRAL_DESK_{name}" in shown for name in ("SMTP", "MAIL_FROM", "PUBLIC_URL"))
    assert "s3cret" not in shown
    assert "No mail goes out: a setting is wrong." in mailing_site.get("/").text


def test_mail_that_nobody_sends_is_told_on_the_first_page(district_on_sqlite: District) -> None:
    """Two days after its time the administrator reads that `remind` does not run; until then nothing is said."""
    settings = replace(
        district_on_sqlite.settings(),
        smtp="smtp://mail.example.org",
        mail_from="desk@schools.example.org",
        public_url="https://desk.example.org",
    )
    with browse(district_on_sqlite, settings) as site:
        mailed(site)
        site.sign_in("administrator")
        assert "nobody sends" not in site.get("/").text
        site.run("UPDATE outbox_mail SET next_at = '2026-01-02 00:00:00'")
        assert "1 mail waits, and nobody sends" in site.get("/").text


def test_a_specialist_calls_whom_no_mail_reaches(site: Site) -> None:
    """The sheet has the families of one's own referrals, on screen and on paper; looking at it is noted."""
    site.sign_in("specialist")
    shown = site.get("/work/calls")
    assert "Quillfeather, Perpetua" in shown.text
    assert "(517) 555-0141" in shown.text
    assert "Ignatius" not in shown.text
    paper = site.post("/work/calls")
    assert paper.headers["content-type"] == "application/pdf"
    assert re.search(r"Hyacintha\s+Quillfeather", " ".join(pages(paper.content)))
    assert site.rows("SELECT count(*) FROM audit_entry WHERE action = 'student.listed'") == [(2,)]
    site.sign_in("other_specialist")
    theirs = site.ids.staff["specialist"]
    assert "Perpetua" not in site.get("/work/calls").text
    assert "Perpetua" not in site.get(f"/work/calls?owner={theirs}").text
    assert "Perpetua" not in " ".join(pages(site.post("/work/calls", {"owner": theirs}).content))


def test_an_administrator_prints_the_calls_of_somebody_who_is_away(site: Site) -> None:
    """By the link on that list; nobody's are unknown."""
    site.sign_in("administrator")
    path = f"/work/calls?owner={site.ids.staff['specialist']}"
    assert f'href="{path}"' in site.get(f"/work?owner={site.ids.staff['specialist']}").text
    assert "Quillfeather, Perpetua" in site.get(path).text
    assert "Perpetua" not in site.get("/work/calls").text
    assert site.get("/work/calls?owner=nobody-here").status_code == 404
