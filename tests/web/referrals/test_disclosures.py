"""The provider told over HTTP: what a consent allows, what was ticked, by which way, and links that are ended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from directory.models.codes import Role
from directory.referrals import disclosures
from directory.storage.engine import writing
from directory.storage.scope import Scope
from directory.students import caseload, guardians
from directory.students.profile import GuardianDetails
from tests.district import District
from tests.web.browsing import Site, browse, utc_now
from tests.web.referring import MARKUP, path, refer, referred


def test_nothing_goes_to_the_provider_without_a_consent(desk: Site) -> None:
    """The page says what to do; a consent that was withdrawn meanwhile does not count."""
    desk.get(f"{path(desk)}/share")
    chosen = {"consent": desk.ids.own.consent, "how": "phone", "message": "Hello"}
    desk.run("UPDATE consent SET withdrawn_at = made_at")
    assert desk.post(f"{path(desk)}/share", chosen).status_code == 422
    assert "Ask the family for a signature first" in desk.get(f"{path(desk)}/share").text
    assert "No signed consent names Cedar Counseling: nothing may go" in desk.get(path(desk)).text
    assert desk.rows("SELECT count(*) FROM disclosure") == [(0,)]


def test_what_is_told_is_what_was_ticked(site_on_each: Site) -> None:
    """The message names nobody until it is ticked; sent, it stands in the disclosure record, and a link opens."""
    site = site_on_each
    site.sign_in("specialist")
    site.get(f"{path(site)}/share")
    chosen = {"consent": site.ids.own.consent, "how": "link"}
    plain = site.post(f"{path(site)}/share/message", chosen).text
    for personal in ("Perpetua", "Hyacintha", "555-0141", "Anxiety"):
        assert personal not in _area(plain)
    full = site.post(f"{path(site)}/share/message", chosen | {"name": "yes", "guardian": site.ids.own.guardian}).text
    assert "Perpetua" in _area(full)
    assert "(517) 555-0141" in _area(full)
    assert "Ignatius" not in _area(full)
    told = chosen | {"message": f"Referral for Perpetua {MARKUP}", "once": "share-once"}
    shared = site.post(f"{path(site)}/share", told)
    assert shared.status_code == 200
    link = re.search(r"/a/[\w-]+", shared.text)
    assert link is not None
    assert site.post(f"{path(site)}/share", told).headers["location"].startswith(path(site))
    record = site.get(f"/students/{site.ids.own.student}/disclosures").text
    assert record.count("Referral for Perpetua &lt;b&gt;") == 1
    assert "Talking Helps, Cedar Counseling" in record
    assert "Sent to the provider" in site.get(path(site)).text
    site.leave()
    assert site.get(link[0]).status_code == 200


def test_a_link_that_went_to_a_wrong_address_is_ended(site_on_each: Site) -> None:
    """The page of telling ends the provider's links, and then speaks of none; the family's letter keeps its own."""
    site = site_on_each
    site.sign_in("specialist")
    assert "wrong address" not in site.get(path(site)).text
    fields = {"consent": site.ids.own.consent, "how": "link", "message": "Please expect a call."}
    site.get(f"{path(site)}/share")
    theirs = re.search(r"/a/[\w-]+", site.post(f"{path(site)}/share", fields).text)
    ours = re.search(r"/a/[\w-]+", site.post(f"{path(site)}/letter", {"language": "en", "way": "print", "letters": "9"}).text)
    assert theirs is not None
    assert ours is not None
    assert "/share#wrong-address" in site.get(path(site)).text
    assert "End the provider’s link" in site.get(f"{path(site)}/share").text
    done = site.post(f"{path(site)}/share/end-links")
    assert done.headers["location"] == f"{path(site)}/share?done=provider_links_ended"
    after = site.get(done.headers["location"]).text
    assert "The provider’s links are ended" in after
    assert "wrong-address" not in after
    assert "Sent to the provider" in site.get(path(site)).text
    assert "Taken back" in site.get(path(site)).text
    assert site.rows("SELECT count(*) FROM audit_entry WHERE action = 'provider.links_ended'") == [(1,)]
    assert site.rows("SELECT count(*) FROM disclosure") == [(1,)]
    site.leave()
    assert [site.get(link[0]).status_code for link in (theirs, ours)] == [410, 200]


def test_a_provider_gets_no_number_that_is_not_safe(desk: Site) -> None:
    """A number that somebody with a no-contact order has too is not told; a guardian without any other is not offered."""
    own = desk.ids.own
    shared, safe = "+15175550141", "+15175550149"
    with writing(desk.database) as session:
        scope = Scope(desk.ids.staff["administrator"], Role.ADMINISTRATOR)
        file = caseload.open_student(session, desk.keys, scope, own.student)
        mother = next(one.details for one in file.guardians if one.id == own.guardian)
        barred = GuardianDetails("Ignatius", phones=(shared,), no_contact=True)
        guardians.add(session, desk.keys, scope, own.student, barred, now=utc_now())
    assert shared in mother.phones
    assert f'value="{own.guardian}"' not in desk.get(f"{path(desk)}/share").text
    with writing(desk.database) as session:
        both = replace(mother, phones=(shared, safe), ways=("text",))
        guardians.change(session, desk.keys, scope, own.student, own.guardian, details=both, now=utc_now())
    desk.get(f"{path(desk)}/share")
    chosen = {"consent": own.consent, "how": "link", "guardian": own.guardian}
    told = _area(desk.post(f"{path(desk)}/share/message", chosen).text)
    assert f"Please text {mother.name} at (517) 555-0149." in told
    assert "555-0141" not in told


def _area(html: str) -> str:
    """What stands in the message of a page."""
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", html, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture
def mailing(district_on_each: District) -> Iterator[Site]:
    """The service with a mail server in its settings, on each engine in turn."""
    settings = replace(district_on_each.settings(), smtp="smtp://mail.example.org:587", mail_from="desk@example.org")
    with browse(district_on_each, settings) as site:
        site.sign_in("specialist")
        yield site


def test_the_provider_is_told_by_mail(mailing: Site) -> None:
    """Where mail goes out and the listing had an address, the message is put into the outbox, once."""
    record = mailing.ids.records["Homework Club"]
    mailing.run("UPDATE service SET email = 'club@provider.example.org' WHERE name = 'Homework Club'")
    mailing.get(refer(mailing, "Homework Club"))
    opened = referred(mailing, mailing.ids.own.student, {"record": record, "need": mailing.ids.own.need})
    to = opened.headers["location"].partition("?")[0]
    assert "By e-mail from here" in mailing.get(f"{to}/share").text
    fields = {"consent": mailing.ids.own.consent, "how": "email", "message": "Please expect a call."}
    assert mailing.post(f"{to}/share", fields).status_code == 303
    assert mailing.rows("SELECT audience, state FROM outbox_mail") == [("provider", "waiting")]
    assert mailing.rows("SELECT how FROM disclosure") == [("email",)]


@pytest.mark.parametrize(
    ("state", "words"),
    [("waiting", "It has not gone out yet."), ("stopped", "It was stopped and did not go out."), ("sent", None)],
)
def test_the_record_says_what_became_of_a_mail(mailing: Site, state: str, words: str | None) -> None:
    """A telling by mail that waits, or that was stopped since its link was ended, stands in the disclosure record as what it is."""
    mailing.run("UPDATE service SET email = 'help@provider.example.org' WHERE name = 'Talking Helps'")
    mailing.get(f"{path(mailing)}/share")
    fields = {"consent": mailing.ids.own.consent, "how": "email", "message": "Please expect a call."}
    assert mailing.post(f"{path(mailing)}/share", fields).status_code == 303
    if state == "sent":
        mailing.run("UPDATE outbox_mail SET state = 'sent'")
    if state == "stopped":
        mailing.post(f"{path(mailing)}/share/end-links")
    assert mailing.rows("SELECT state FROM outbox_mail") == [(state,)]
    record = mailing.get(f"/students/{mailing.ids.own.student}/disclosures").text
    assert record.count("Please expect a call.") == 1
    assert [one for one in disclosures.MAIL.values() if one in record] == ([words] if words else [])


def test_a_provider_is_mailed_at_the_address_of_today(mailing: Site) -> None:
    """An address that the coordinator has added since the opening is offered; one that was taken away is not, nor taken."""
    to = path(mailing)
    assert "By e-mail from here" not in mailing.get(f"{to}/share").text
    mailing.run("UPDATE service SET email = 'help@provider.example.org' WHERE name = 'Talking Helps'")
    assert "By e-mail from here" in mailing.get(f"{to}/share").text
    fields = {"consent": mailing.ids.own.consent, "how": "email", "message": "Please expect a call."}
    assert "goes out by e-mail to help@provider.example.org" in mailing.post(f"{to}/share/message", fields).text
    mailing.run("UPDATE service SET email = NULL WHERE name = 'Talking Helps'")
    refused = mailing.post(f"{to}/share", fields)
    assert (refused.status_code, "Say how the provider gets it." in refused.text) == (422, True)
    assert mailing.rows("SELECT count(*) FROM disclosure") == [(0,)]
