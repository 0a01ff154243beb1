"""A referral over HTTP: opened, followed, shared with the provider, and the student's timeline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from directory.referrals.loop import disclosures, updates
from directory.referrals.loop.calendar import SchoolCalendar
from directory.referrals.loop.checking import New
from directory.referrals.loop.work import NOBODY, Work
from directory.storage.engine import writing
from directory.storage.loop import referrals as stored
from directory.storage.publishing import edits
from directory.storage.scope import Scope
from directory.students import caseload, guardians
from directory.students.profile import GuardianDetails
from tests.district import District
from tests.web.browsing import Site, browse, utc_now

TURNED = "\u202eRTL"
MARKUP = "<b>Bold</b> & “quoted”"


@pytest.fixture
def desk(site: Site) -> Site:
    """The service as the specialist of the first school has it open."""
    site.sign_in("specialist")
    return site


def path(site: Site) -> str:
    return f"/referrals/{site.ids.own.referral}"


def tell(site: Site, kind: str, **fields: str) -> int:
    """Records what happened; the status of the answer."""
    site.get(path(site))
    return site.post(f"{path(site)}/events", {"kind": kind, **fields}).status_code


def status_of(site: Site, referral_id: str | None = None) -> str:
    ((status,),) = site.rows("SELECT status FROM referral WHERE id = :id", id=referral_id or site.ids.own.referral)
    return str(status)


def answer(site: Site, new: New) -> None:
    """The family answers by its link."""
    with writing(site.database) as session:
        now = utc_now()
        work = Work(session, site.keys, NOBODY, SchoolCalendar(), now.date(), now)
        updates.answered(work, stored.hold_for_holder(session, site.ids.own.referral), new, "family")


def refer(site: Site, *names: str, need: str | None = None) -> str:
    records = "&".join(f"record={site.ids.records[name]}" for name in names)
    return f"/students/{site.ids.own.student}/refer?{records}&need={need or site.ids.own.need}&from=match"


def test_from_a_match_to_a_referral(site_on_each: Site) -> None:
    """The match leads to the page that opens one; what was chosen and why is on the referral's page, the backup behind it."""
    site = site_on_each
    site.sign_in("specialist")
    own = site.ids.own
    found = site.get(f"/students/{own.student}/find?need={own.need}").text
    assert f"/students/{own.student}/refer?from=match&amp;need={own.need}&amp;record={site.ids.records['Quiet Room']}" in found
    page = site.get(refer(site, "Quiet Room", "Talking Helps")).text
    assert page.index("First choice") < page.index("Quiet Room") < page.index("Backup 1") < page.index("Talking Helps</")
    assert "has an open referral there already" in page
    assert "Takes ages 6 to 18" in page
    chosen = {"record": [site.ids.records["Quiet Room"], site.ids.records["Talking Helps"]], "need": own.need, "from": "match"}
    done = site.post(f"/students/{own.student}/refer", chosen | {"words": f"{MARKUP} {TURNED}"})
    assert done.status_code == 303
    opened = site.get(done.headers["location"].partition("?")[0]).text
    assert "Takes ages 6 to 18" in opened
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; “quoted” RTL" in opened
    assert "\u202e" not in opened
    assert re.search(r"2\. <a href=\"/referrals/[^\"]+\">Talking Helps", opened)
    assert "Give the letter" in opened


def test_the_order_is_changed_by_links(desk: Site) -> None:
    """Moving up and removing ask for the page again with the ids in another order."""
    first, second = desk.ids.records["Quiet Room"], desk.ids.records["Talking Helps"]
    page = desk.get(refer(desk, "Quiet Room", "Talking Helps")).text
    assert f"record={second}&amp;record={first}&amp;need=" in page
    assert f"refer?record={second}&amp;need=" in page
    assert "Add a backup" in page


def test_of_several_needs_one_is_chosen_first(desk: Site) -> None:
    """Which need is asked before all else; a student without one is asked to have one written down."""
    page = desk.get(f"/students/{desk.ids.own.student}/refer?record={desk.ids.records['Quiet Room']}").text
    assert "For which need?" in page
    assert "Open the referral" not in page
    without = desk.ids.students["Juniper Hill Elementary"][2]
    assert "Write down a need" in desk.get(f"/students/{without}/refer").text


def test_a_provider_that_must_not_be_referred_to_is_told(desk: Site) -> None:
    """Do not refer, not running, gone: a sentence instead of the choice, and 409 for whoever sends the form all the same."""
    record = desk.ids.records["Quiet Room"]
    desk.run("UPDATE service SET do_not_refer = true WHERE name = 'Quiet Room'")
    page = desk.get(refer(desk, "Quiet Room")).text
    assert "Quiet Room: Your district has marked this provider “do not refer”" in page
    assert "Open the referral" not in page
    assert "not in the directory any more" in desk.get(f"/students/{desk.ids.own.student}/refer?record=gone").text
    done = desk.post(f"/students/{desk.ids.own.student}/refer", {"record": record, "need": desk.ids.own.need, "words": "Kept"})
    assert done.status_code == 409
    assert "do not refer" in done.text
    assert f"record={record}" not in desk.get(f"/providers/{record}").text


def test_a_listing_that_was_merged_away_stands_for_the_other(desk: Site) -> None:
    """The page and its form take the listing that was kept, whichever of the two an old address names."""
    old, kept = desk.ids.records["Homework Club"], desk.ids.records["Quiet Room"]
    with writing(desk.database) as session:
        edits.note(session, edits.Hand(None, utc_now()), "merged_away", old, {}, other_id=kept)
    page = desk.get(refer(desk, "Homework Club")).text
    assert f'id="p-{kept}"' in page
    assert f'id="p-{old}"' not in page
    done = desk.post(f"/students/{desk.ids.own.student}/refer", {"record": old, "need": desk.ids.own.need})
    assert done.status_code == 303
    opened = done.headers["location"].partition("?")[0].rpartition("/")[2]
    assert desk.rows("SELECT record_id FROM referral WHERE id = :id", id=opened) == [(kept,)]


def test_an_opening_that_is_wrong_keeps_what_was_typed(desk: Site) -> None:
    """No provider, another's need, 10,000 characters: 422, each told."""
    desk.get(refer(desk, "Quiet Room"))
    to = f"/students/{desk.ids.own.student}/refer"
    good = {"record": desk.ids.records["Quiet Room"], "need": desk.ids.own.need}
    assert desk.post(to, good | {"record": ""}).status_code == 422
    assert desk.post(to, good | {"need": desk.ids.other.need}).status_code == 422
    long = desk.post(to, good | {"words": "x" * 10_000})
    assert long.status_code == 422
    assert "x" * 10_000 in long.text


def test_a_provider_page_asks_for_the_student(desk: Site) -> None:
    """The student is chosen from one's own, by a name that stands in no address."""
    record = desk.ids.records["Quiet Room"]
    assert f"/refer?from=provider&amp;record={record}" in desk.get(f"/providers/{record}").text
    page = desk.get(f"/refer?from=provider&record={record}").text
    assert "Quiet Room" in page
    assert page.count("/refer?record=") == 3
    found = desk.post("/refer", {"words": "Quill", "record": record, "from": "provider"}).text
    assert f'href="/students/{desk.ids.own.student}/refer?record={record}&amp;from=provider"' in found
    assert "Thistlewood" not in found


def test_what_happened_is_recorded(site_on_each: Site) -> None:
    """An appointment with its day and time, then that they went: the page says so, and what comes next."""
    site = site_on_each
    site.sign_in("specialist")
    day = utc_now().date().replace(month=1, day=5)
    ahead = day.replace(year=day.year + 1).isoformat()
    assert tell(site, "scheduled", appointment_on=ahead, at_time="3:30 pm", words=MARKUP) == 303
    page = site.get(path(site)).text
    assert "January 5" in page
    assert "3:30 pm" in page
    assert "&lt;b&gt;Bold" in page
    assert tell(site, "connected") == 303
    assert "Are they still going?" in site.get(path(site)).text
    assert status_of(site) == "connected"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "scheduled"}, "appointment_on"),
        ({"kind": "scheduled", "appointment_on": "soon"}, "appointment_on"),
        ({"kind": "scheduled", "appointment_on": "2199-01-01"}, "appointment_on"),
        ({"kind": "reached", "happened_on": "2020-01-01"}, "happened_on"),
        ({"kind": "reached", "happened_on": "2199-01-01"}, "happened_on"),
        ({"kind": "not_completed"}, "reason"),
        ({"kind": "not_completed", "reason": "other"}, "words"),
        ({"kind": "note"}, "words"),
        ({"kind": "note", "words": "x" * 10_000}, "words"),
        ({"kind": "handed_over"}, "kind"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(desk: Site, fields: dict[str, str], field: str) -> None:
    """422, the sentence at the field, and nothing is recorded."""
    before = desk.rows("SELECT count(*) FROM referral_event")
    desk.get(path(desk))
    done = desk.post(f"{path(desk)}/events", fields)
    assert done.status_code == 422
    assert f'id="{field}-wrong"' in done.text
    assert desk.rows("SELECT count(*) FROM referral_event") == before


def test_two_windows_at_once(desk: Site) -> None:
    """Whoever comes second is told why nothing was recorded, and what was typed is still there."""
    old = desk.get(path(desk))
    assert desk.post(f"{path(desk)}/events", {"kind": "cancelled"}, page=old).status_code == 303
    late = desk.post(f"{path(desk)}/events", {"kind": "reached", "words": "They talked for an hour"}, page=old)
    assert late.status_code == 409
    assert "closed (cancelled)" in late.text
    assert "They talked for an hour" in late.text
    assert status_of(desk) == "cancelled"


def test_a_form_sent_twice_is_recorded_once(desk: Site) -> None:
    """The second time leads to the referral."""
    desk.get(path(desk))
    fields = {"kind": "note", "words": "Called the aunt", "once": "one-and-the-same"}
    for _ in range(2):
        assert desk.post(f"{path(desk)}/events", fields).status_code == 303
    assert desk.rows("SELECT count(*) FROM referral_event WHERE kind = 'note'") == [(1,)]


def test_an_event_is_taken_back_once(desk: Site) -> None:
    """It stays struck in the history; a second time answers 409, another referral's event 404."""
    desk.get(path(desk))
    to = f"{path(desk)}/events/{desk.ids.own.event}/take-back"
    assert desk.post(to, {"why": "The wrong child"}).status_code == 303
    page = desk.get(path(desk)).text
    assert "<s>Letter given</s>" in page
    assert "The wrong child" in page
    assert status_of(desk) == "draft"
    assert desk.post(to).status_code == 409
    assert desk.post(f"{path(desk)}/events/{desk.ids.other.event}/take-back").status_code == 404


def test_a_reason_brings_the_backup_and_reopening_takes_it_away(desk: Site) -> None:
    """After “no room” the backup's letter is one click away; opened again, the referral is as before."""
    assert tell(desk, "not_completed", reason="no_capacity", words="Full") == 303
    page = desk.get(path(desk)).text
    assert "Next: the backup Quiet Room" in page
    assert f"/referrals/{desk.ids.own.backup}/letter" in page
    assert tell(desk, "reopened") == 303
    assert f"/referrals/{desk.ids.own.backup}/letter" not in desk.get(path(desk)).text
    assert status_of(desk) == "sent"


def test_a_backup_is_added(desk: Site) -> None:
    """What fits next is offered; one that is there already is refused."""
    record = desk.ids.records["Homework Club"]
    desk.get(f"{path(desk)}/backups")
    assert desk.post(f"{path(desk)}/backups", {"record": desk.ids.records["Quiet Room"]}).status_code == 409
    assert desk.post(f"{path(desk)}/backups", {"record": record}).status_code == 303
    assert "3. <a" in desk.get(path(desk)).text


def test_an_answer_waits_until_it_is_seen(desk: Site) -> None:
    """It stands on top, also when it came after the end and changed nothing; one click sees it."""
    assert tell(desk, "cancelled") == 303
    answer(desk, New("connected", words=f"We went {MARKUP}"))
    page = desk.get(path(desk)).text
    assert "The family answered: they went. It changed nothing: look at it." in page
    assert "We went &lt;b&gt;Bold" in page
    assert "Answered" in desk.get(f"/students/{desk.ids.own.student}").text
    assert tell(desk, "seen") == 303
    assert "The family answered" not in desk.get(path(desk)).text
    assert status_of(desk) == "cancelled"


def test_what_became_confidential_is_shown_nowhere(desk: Site) -> None:
    """The frozen address is on no page of the referral any more, and the page warns in red."""
    address = "300 Cedar Avenue"
    assert address in desk.get(path(desk)).text
    desk.run("UPDATE service SET confidential = true WHERE name = 'Talking Helps'")
    for page in (path(desk), f"{path(desk)}/share", f"{path(desk)}/backups", f"/students/{desk.ids.own.student}"):
        assert address not in desk.get(page).text, page
    assert "has become confidential" in desk.get(path(desk)).text


def test_a_deleted_students_referral_is_unknown(desk: Site) -> None:
    """Every page of it answers 404."""
    desk.sign_in("administrator")
    desk.get(path(desk))
    assert desk.post(f"/students/{desk.ids.own.student}/delete", {"word": "DELETE"}).status_code == 303
    for page in ("", "/share", "/backups"):
        assert desk.get(f"{path(desk)}{page}").status_code == 404


def test_nothing_goes_to_the_provider_without_a_consent(desk: Site) -> None:
    """The page says what to do; a consent that was taken back meanwhile is none."""
    desk.get(f"{path(desk)}/share")
    chosen = {"consent": desk.ids.own.consent, "how": "phone", "message": "Hello"}
    desk.run("UPDATE consent SET withdrawn_at = made_at")
    assert desk.post(f"{path(desk)}/share", chosen).status_code == 422
    assert "Ask the family first" in desk.get(f"{path(desk)}/share").text
    assert "No consent is in force: nothing may go" in desk.get(path(desk)).text
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
    assert "Ignatius" not in full
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
    ours = re.search(r"/a/[\w-]+", site.post(f"{path(site)}/letter", {"language": "en", "way": "print"}).text)
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
        scope = Scope("", "administrator")
        file = caseload.look(session, desk.keys, scope, own.student)
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
    opened = mailing.post(f"/students/{mailing.ids.own.student}/refer", {"record": record, "need": mailing.ids.own.need})
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


def test_a_contact_is_on_the_timeline(desk: Site) -> None:
    """A visit is written down beside the referral's events, with nobody to contact who must not be; taken back it stays."""
    student = desk.ids.own.student
    page = desk.get(f"/students/{student}").text
    assert page.count("Do not contact") >= 2
    fields = {"kind": "home_visit", "result": "not_home", "with_whom": f"Aunt {MARKUP}", "words": f"{TURNED} rang twice"}
    assert desk.post(f"/students/{student}/contacts", fields | {"referral": desk.ids.own.referral}).status_code == 303
    page = desk.get(f"/students/{student}/timeline").text
    assert "Home visit: Aunt &lt;b&gt;Bold" in page
    assert "RTL rang twice" in page
    assert "\u202e" not in page
    contact = re.search(rf"/students/{student}/contacts/[\w-]+/take-back", page)
    assert contact is not None
    assert desk.post(contact[0]).status_code == 303
    assert "<s><bdi>Home visit" in desk.get(f"/students/{student}/timeline").text
    assert desk.post(contact[0]).status_code == 404


def test_a_contact_that_is_wrong_keeps_what_was_typed(desk: Site) -> None:
    """No result, a day to come, another student's referral: 422 and everything is still there."""
    student = desk.ids.own.student
    desk.get(f"/students/{student}/contacts")
    good = {"kind": "call", "result": "reached", "words": "She sounded tired"}
    for wrong in ({"result": ""}, {"happened_on": "2199-01-01"}, {"referral": desk.ids.other.referral}):
        done = desk.post(f"/students/{student}/contacts", good | wrong)
        assert done.status_code == 422
        assert "She sounded tired" in done.text
        assert f'id="{next(iter(wrong))}-wrong"' in done.text


def test_the_page_knows_that_the_student_has_left(site: Site) -> None:
    """For a student who has left the page asks for nothing of the family: hand it over, or close it."""
    site.run("UPDATE student SET status = 'left' WHERE id = :id", id=site.ids.own.student)
    site.sign_in("specialist")
    page = site.get(f"/referrals/{site.ids.own.referral}")
    assert "The student has left: hand it over or close it." in page.text
    assert "Ask the family" not in page.text


def test_a_need_is_written_down_on_the_way(site_on_each: Site) -> None:
    """A student without the need that a provider answers: it is written down, and what was picked is still picked."""
    site = site_on_each
    site.sign_in("specialist")
    without, record = site.ids.students["Juniper Hill Elementary"][2], site.ids.records["Quiet Room"]
    page = site.get(f"/students/{without}/refer?record={record}&from=shortlist").text
    to = f"/students/{without}/needs?record={record}&amp;from=shortlist"
    assert f'href="{to}"' in page
    form = site.get(to.replace("&amp;", "&")).text
    assert f'name="record" value="{record}"' in form
    nothing = site.post(f"/students/{without}/needs", {"record": record, "from": "shortlist", "urgency": "2"})
    assert nothing.status_code == 422
    assert f'name="record" value="{record}"' in nothing.text
    told = {"record": record, "from": "shortlist", "needs": "anxiety", "urgency": "2"}
    done = site.post(f"/students/{without}/needs", told)
    assert done.status_code == 303
    opening = site.get(done.headers["location"]).text
    assert f'id="p-{record}"' in opening
    assert 'name="from" value="shortlist"' in opening
    assert "Open the referral" in opening
    assert "Written down. The referral goes on here." in opening


def test_another_need_is_written_down_on_the_way(desk: Site) -> None:
    """Where the referral is for a need that is not among those that are open, it is one click away, and danger comes first."""
    page = desk.get(refer(desk, "Quiet Room")).text
    assert "It is for another need" in page
    assert "These words tell of danger" not in page
    record, student = desk.ids.records["Quiet Room"], desk.ids.own.student
    told = {"record": record, "from": "match", "sentence": "she talks of suicide", "urgency": "1"}
    done = desk.post(f"/students/{student}/needs", told)
    opening = desk.get(done.headers["location"]).text
    assert f"record={record}" in done.headers["location"]
    assert "suicide" not in done.headers["location"]
    assert "These words tell of danger" in opening


@pytest.mark.parametrize(
    "meanwhile",
    ["UPDATE service SET do_not_refer = true", "UPDATE student_need SET closed_at = made_at"],
)
def test_what_was_written_outlasts_a_refusal(desk: Site, meanwhile: str) -> None:
    """Where the provider was ruled out or the need closed meanwhile, what was written stands on the page that says so."""
    desk.get(refer(desk, "Quiet Room"))
    desk.run(meanwhile)
    chosen = {"record": desk.ids.records["Quiet Room"], "need": desk.ids.own.need, "words": f"She knows the place {MARKUP}"}
    done = desk.post(f"/students/{desk.ids.own.student}/refer", chosen)
    assert done.status_code in (409, 422)
    assert "She knows the place &lt;b&gt;" in done.text
    assert desk.rows("SELECT count(*) FROM referral WHERE student_id = :id", id=desk.ids.own.student) == [(2,)]
