"""Consents over HTTP: signed with the signer there, shown, withdrawn, and what each of these opens and ends."""

from __future__ import annotations

import datetime
import io
import json
import re
from dataclasses import replace

import httpx
import pytest
from PIL import Image

from directory.models.codes import Role
from directory.storage.engine import writing
from directory.storage.scope import Scope
from directory.students import caseload, changes, guardians
from directory.students.consent_form import default_until
from tests.web.browsing import Site, utc_now
from tests.web.forms import form_to
from tests.web.referring import MARKUP, path

DRAWING = json.dumps([[20, 100, 200, 20, 300, 180], [320, 90, 500, 90]])


def form(site: Site) -> str:
    return f"/students/{site.ids.own.student}/consents"


def organization(site: Site) -> str:
    return str(site.rows("SELECT organization_id FROM referral WHERE id = :id", id=site.ids.own.referral)[0][0])


def whole(site: Site) -> dict[str, str | list[str]]:
    """A consent of the mother for the agency of the student's referral, typed next to the specialist."""
    return {
        "recipients": [organization(site)],
        "records": ["name", "contact"],
        "purpose": "To start help",
        "until": default_until(datetime.date.today()).isoformat(),  # the desk's own day
        "signer": site.ids.own.guardian,
        "how": "typed",
        "typed_name": "Hyacintha Quillfeather",
        "present": "yes",
        "referral": site.ids.own.referral,
    }


def consents(site: Site) -> int:
    return int(site.rows("SELECT count(*) FROM consent WHERE student_id = :id", id=site.ids.own.student)[0][0])


def share(site: Site, consent: str, **more: str) -> str:
    """Makes a link for the provider under a consent, and returns its path."""
    site.get(f"{path(site)}/share")
    shared = site.post(f"{path(site)}/share", {"consent": consent, "how": "link", "message": "Please expect a call.", **more})
    found = re.search(r"/a/[\w-]+", shared.text)
    assert found is not None, shared.status_code
    return found[0]


@pytest.fixture
def unsigned(site_on_each: Site) -> Site:
    """A specialist at the desk, before anything is signed."""
    for name in ("attachment_part", "attachment", "consent"):
        site_on_each.run(f"DELETE FROM {name}")
    site_on_each.sign_in("specialist")
    return site_on_each


def test_a_signature_opens_sharing_and_its_withdrawal_ends_it(unsigned: Site) -> None:
    """Drawn on the screen it names the provider, opens a link, is shown as it was drawn, and withdrawn it ends at the next request."""
    site = unsigned
    page = site.get(f"{form(site)}?referral={site.ids.own.referral}").text
    assert "Hyacintha Quillfeather, Mother" in page
    until_end = default_until(datetime.date.today())
    assert f'value="{until_end.month}/{until_end.day}/{until_end.year}"' in page
    assert re.search(r"Ignatius Quillfeather</strong>: A no-contact order", page)
    drawn = whole(site) | {"how": "drawn", "signature": DRAWING, "typed_name": "", "present": "", "other": MARKUP}
    done = site.post(form(site), drawn)
    assert done.headers["location"] == f"{path(site)}?done=consent_given"
    ((consent, kind, until),) = site.rows("SELECT id, kind, until FROM consent")
    assert (kind, str(until)) == ("signed", drawn["until"])
    shown = site.get(f"{form(site)}/{consent}").text
    assert '<polyline points="20,100 200,20 300,180"' in shown
    assert "&lt;b&gt;" in shown
    link = share(site, consent)
    assert "Cedar Counseling" in site.get(f"/students/{site.ids.own.student}/disclosures").text
    token = site.client.cookies.get("desk-demo-session")
    site.leave()
    assert site.get(link).status_code == 200
    site.set_cookie("desk-demo-session", str(token))
    end = f"{form(site)}/{consent}/withdraw"
    words: dict[str, str | list[str]] = {**form_to(site.get(f"{form(site)}/{consent}").text, end).as_it_is()}
    assert site.post(end, {**words, "withdrawn_by": ""}).status_code == 422
    words |= {"withdrawn_by": "Her mother", "withdrawn_words": "By phone"}
    gone = site.post(end, words)
    assert gone.headers["location"].endswith("?done=consent_withdrawn#consents")
    twice = site.post(end, words | {"withdrawn_words": "She said so to me too"})
    assert twice.status_code == 409
    assert "She said so to me too" in twice.text
    assert "by Her mother" in site.get(f"{form(site)}/{consent}").text
    assert "No signed consent names Cedar Counseling" in site.get(path(site)).text
    site.leave()
    assert site.get(link).status_code == 410
    assert site.post(link, {"answer": "received"}).status_code == 410


@pytest.mark.parametrize("keep_the_other", [False, True])
def test_a_withdrawal_shows_what_else_is_signed_for_the_provider(unsigned: Site, keep_the_other: bool) -> None:
    """Another consent for the same provider is withdrawn with it, unless it is left out on purpose; a new one is shown first."""
    site = unsigned
    for records in (["name"], ["name", "contact"]):
        site.get(form(site))
        assert site.post(form(site), whole(site) | {"records": records}).status_code == 303
    (first, second), words = [one for (one,) in site.rows("SELECT id FROM consent ORDER BY made_at")], {"withdrawn_by": "Mother"}
    page, end = f"{form(site)}/{first}", f"{form(site)}/{first}/withdraw"
    old = form_to(site.get(page).text, end).as_it_is()
    assert old["also"] == [second]
    site.get(form(site))
    assert site.post(form(site), whole(site) | {"records": ["need"]}).status_code == 303
    shown = site.post(end, {**old, **words})
    assert shown.status_code == 409
    again = form_to(shown.text, end).as_it_is()
    assert (len(again["also"]), again["withdrawn_by"]) == (2, ["Mother"])
    assert site.post(end, again | ({"also": []} if keep_the_other else {})).status_code == 303
    still = "SELECT count(*) FROM consent WHERE withdrawn_at IS NULL"
    assert site.rows(still) == [(2 if keep_the_other else 0,)]
    assert ("No signed consent names Cedar Counseling" in site.get(path(site)).text) is not keep_the_other


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"recipients": "organization-of-nobody"}, "recipients"),
        ({"records": "diagnosis"}, "records"),
        ({"until": "1/1/2020"}, "until"),
        ({"how": "drawn", "signature": ""}, "signature"),
        ({"how": "drawn", "signature": "[[1,1]]"}, "signature"),
        ({"typed_name": "Ignatius"}, "typed_name"),
        ({"present": ""}, "present"),
        ({"how": "spoken_by_phone"}, "how"),
    ],
)
def test_a_form_that_is_wrong_records_nothing(desk: Site, change: dict[str, str | list[str]], wrong: str) -> None:
    """What was not offered, not signed, or is over already is told beside its field, and what was typed is kept."""
    before = consents(desk)
    desk.get(form(desk))
    done = desk.post(form(desk), whole(desk) | change)
    assert (done.status_code, consents(desk)) == (422, before)
    assert f'id="{wrong}-wrong"' in done.text
    assert 'value="To start help"' in done.text


def test_nobody_signs_for_a_student_who_is_not_theirs(desk: Site) -> None:
    """A guardian of another student, one under a no-contact order, and the student before 18 are none who may sign."""
    father = desk.rows("SELECT id FROM guardian WHERE student_id = :id", id=desk.ids.own.student)
    barred = [row[0] for row in father if row[0] != desk.ids.own.guardian]
    before = consents(desk)
    desk.get(form(desk))
    for signer in (desk.ids.other.guardian, *barred, desk.ids.own.student, ""):
        done = desk.post(form(desk), whole(desk) | {"signer": signer})
        assert (done.status_code, 'id="signer-wrong"' in done.text) == (422, True)
    assert consents(desk) == before
    assert desk.post(f"/students/{desk.ids.other.student}/consents", whole(desk)).status_code == 404


def test_a_student_of_18_signs_alone(desk: Site) -> None:
    """From the birthday on the mother's consent is on hold, says so, opens nothing, and only the student is offered."""
    student, today = desk.ids.own.student, utc_now().date()
    born = today.replace(year=today.year - 18, day=min(today.day, 28))
    with writing(desk.database) as session:
        scope = Scope("", Role.ADMINISTRATOR)
        file = caseload.open_student(session, desk.keys, scope, student)
        changes.change(session, desk.keys, scope, student, replace(file.profile, birth_date=born), now=utc_now())
    assert "On hold: the student is 18" in desk.get(f"/students/{student}").text
    assert "Ask the family for a signature first" in desk.get(f"{path(desk)}/share").text
    page = desk.get(form(desk)).text
    assert f'<option value="{desk.ids.own.guardian}"' not in page
    typed = whole(desk) | {"signer": student, "typed_name": "Perpetua Quillfeather"}
    assert desk.post(form(desk), typed).status_code == 303
    assert "Ask the family for a signature first" not in desk.get(f"{path(desk)}/share").text


def test_a_no_contact_order_holds_what_was_signed(desk: Site) -> None:
    """The consent stays, on hold with its reason; the provider's link is dead from the next request on."""
    own = desk.ids.own
    link = share(desk, own.consent)
    with writing(desk.database) as session:
        scope = Scope(desk.ids.staff["administrator"], Role.ADMINISTRATOR)
        mother = caseload.open_student(session, desk.keys, scope, own.student).guardians[0]
        order = replace(mother.details, ways=(), no_contact=True, no_contact_words="An order of the court")
        guardians.change(session, desk.keys, scope, own.student, own.guardian, details=order, now=utc_now())
    assert "On hold: who signed may not be contacted" in desk.get(f"/students/{own.student}").text
    desk.leave()
    assert desk.get(link).status_code == 410


def test_spoken_words_open_nothing(unsigned: Site) -> None:
    """A spoken yes is kept as what it is, and sharing still asks for a signature."""
    unsigned.get(form(unsigned))
    assert unsigned.post(f"{form(unsigned)}/spoken", {"said": "You may call"}).status_code == 422
    said = {"said": "You may tell the counselor", "said_by": "Hyacintha", "said_how": "spoken_by_phone"}
    assert unsigned.post(f"{form(unsigned)}/spoken", said).status_code == 303
    ((consent, kind),) = unsigned.rows("SELECT id, kind FROM consent")
    assert kind == "spoken"
    assert "opens no sharing" in unsigned.get(f"/students/{unsigned.ids.own.student}").text
    refused = unsigned.post(f"{path(unsigned)}/share", {"consent": consent, "how": "phone", "message": "Hello"})
    assert refused.status_code == 422
    assert unsigned.rows("SELECT count(*) FROM disclosure") == [(0,)]


def test_no_more_is_told_than_the_consent_covers(unsigned: Site) -> None:
    """What is ticked beyond it is refused, and so is a message that was changed to tell more."""
    site = unsigned
    site.get(form(site))
    assert site.post(form(site), whole(site) | {"records": ["contact"]}).status_code == 303
    ((consent,),) = site.rows("SELECT id FROM consent")
    site.get(f"{path(site)}/share")
    chosen = {"consent": consent, "how": "phone"}
    refused = site.post(f"{path(site)}/share/message", chosen | {"name": "yes"})
    assert (refused.status_code, "does not cover this: the student’s name" in refused.text) == (422, True)
    for message in ("Perpetua will come", "She is 9 years old", "It is about Anxiety"):
        told = site.post(f"{path(site)}/share", chosen | {"message": message})
        assert (told.status_code, "The consent does not cover this" in told.text) == (422, True)
    assert site.rows("SELECT count(*) FROM disclosure") == [(0,)]
    site.get(f"{path(site)}/share")
    assert site.post(f"{path(site)}/share", chosen | {"message": "Please call Hyacintha Quillfeather."}).status_code == 200


def test_a_consent_that_ends_between_the_page_and_the_form_opens_nothing(desk: Site) -> None:
    """The page offered it; when the form comes its last day is over, and nothing is told."""
    desk.get(f"{path(desk)}/share")
    desk.run("UPDATE consent SET until = :day", day=(utc_now().date() - datetime.timedelta(days=2)).isoformat())
    told = desk.post(f"{path(desk)}/share", {"consent": desk.ids.own.consent, "how": "phone", "message": "Hello"})
    assert (told.status_code, desk.rows("SELECT count(*) FROM disclosure")) == (422, [(0,)])


def test_another_agency_is_not_named(unsigned: Site) -> None:
    """A consent for one provider opens no sharing with the backup of the same referral."""
    site = unsigned
    site.get(form(site))
    assert site.post(form(site), whole(site)).status_code == 303
    ((backup,),) = site.rows("SELECT organization_id FROM referral WHERE id = :id", id=site.ids.own.backup)
    assert backup != organization(site)
    assert "Ask the family for a signature first" in site.get(f"/referrals/{site.ids.own.backup}/share").text


def photo(size: tuple[int, int] = (300, 400)) -> bytes:
    """A photo of a signed paper, as a phone makes it."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Camera of the mother"
    Image.new("RGB", size, "white").save(out, "JPEG", exif=exif)
    return out.getvalue()


def on_paper(site: Site, data: bytes, name: str = "paper.jpg", kind: str = "image/jpeg") -> httpx.Response:
    """Sends a consent that was signed on paper yesterday, with a file."""
    yesterday = (datetime.date.today() - datetime.timedelta(days=1)).isoformat()
    fields = whole(site) | {"how": "paper", "signed_on": yesterday, "typed_name": "", "present": ""}
    site.get(form(site))
    return site.post(form(site), fields, files={"papers": (name, data, kind)})


def test_a_signed_paper_is_attached_and_shown_to_those_who_may(unsigned: Site) -> None:
    """Its photo is kept sealed and without what the camera hid in it, shown in the consent, and each look is in the audit."""
    site = unsigned
    assert on_paper(site, photo()).status_code == 303
    ((consent,),) = site.rows("SELECT id FROM consent")
    ((attachment, subject, sealed),) = site.rows(
        "SELECT a.id, a.subject_id, p.sealed FROM attachment a JOIN attachment_part p ON p.attachment_id = a.id"
    )
    assert subject == consent
    assert b"JFIF" not in bytes(sealed)
    address = f"/students/{site.ids.own.student}/attachments/{attachment}"
    assert f'src="{address}"' in site.get(f"{form(site)}/{consent}").text
    shown = site.get(address)
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
    assert b"Camera of the mother" not in shown.content
    assert shown.headers["cache-control"] == "no-store"
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in shown.headers["content-security-policy"]
    assert site.rows("SELECT count(*) FROM audit_entry WHERE action = 'attachment.looked_at'") == [(1,)]
    site.sign_in("other_specialist")
    assert site.get(address).status_code == 404
    site.sign_in("coordinator")
    assert site.get(address).status_code == 403


def test_a_pdf_is_saved_and_never_shown(unsigned: Site) -> None:
    """It comes back as a file to keep, byte by byte."""
    data = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\nstartxref\n9\n%%EOF\n"
    assert on_paper(unsigned, data, "scan.pdf", "application/pdf").status_code == 303
    ((attachment,),) = unsigned.rows("SELECT id FROM attachment")
    kept = unsigned.get(f"/students/{unsigned.ids.own.student}/attachments/{attachment}")
    assert (kept.content, kept.headers["content-disposition"]) == (data, 'attachment; filename="scan.pdf"')


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "paper.jpg", "image/jpeg"),
        (b"<script>alert(1)</script>", "paper.png", "image/png"),
        (b"MZ\x90\x00 a program", "paper.pdf", "application/pdf"),
        (b"\xff\xd8\xff" + b"x" * 10_000_001, "paper.jpg", "image/jpeg"),
        (b"", "paper.jpg", "image/jpeg"),
        (b"", "", "application/octet-stream"),
    ],
    ids=["svg", "html", "program", "large", "empty", "none"],
)
def test_a_file_of_a_wrong_kind_is_refused(desk: Site, data: bytes, name: str, kind: str) -> None:
    """What is in it decides, whatever it is called; the consent is not recorded without its paper."""
    before = consents(desk), desk.rows("SELECT count(*) FROM attachment")
    done = on_paper(desk, data, name, kind)
    assert (done.status_code, 'id="papers-wrong"' in done.text) == (422, True)
    assert (consents(desk), desk.rows("SELECT count(*) FROM attachment")) == before


@pytest.mark.parametrize(("language", "title"), [("en", "May we share this?"), ("es", "¿Nos permite compartir esto?")])
def test_the_form_on_paper_says_what_was_chosen(desk: Site, language: str, title: str) -> None:
    """In the family's language, with the English behind it until somebody fluent has read it; and it records nothing."""
    before = consents(desk)
    desk.get(form(desk))
    paper = desk.post(f"{form(desk)}/paper", whole(desk) | {"language": language, "other": MARKUP}).text
    assert f"<title>{title}</title>" in paper
    for words in ("Perpetua Quillfeather", "Cedar Counseling", "Hyacintha Quillfeather", "&lt;b&gt;", "May we share this?"):
        assert words in paper
    assert ("Age and grade" in paper, "La edad" in paper) == (False, False)
    assert desk.post(f"{form(desk)}/paper", whole(desk) | {"recipients": "forged"}).status_code == 422
    assert consents(desk) == before


def test_the_work_list_asks_for_a_signature(desk: Site) -> None:
    """Put there from the page of sharing, it stands on the list with what to do, and goes with the decision that none is needed."""
    desk.run("DELETE FROM consent")
    desk.get(f"{path(desk)}/share")
    assert desk.post(f"{path(desk)}/signature", {"decision": "ask"}).headers["location"] == f"{path(desk)}?done=signature_asked"
    page = desk.get("/work").text
    assert "Ask for a signature (1)" in page
    assert f"/students/{desk.ids.own.student}/consents?referral={desk.ids.own.referral}" in page
    assert desk.post(f"{path(desk)}/signature", {"decision": "not_needed"}).headers["location"] == "/work?done=signature_settled"
    assert "Ask for a signature" not in desk.get("/work").text
