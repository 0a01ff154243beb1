"""A referral over HTTP: followed, answered, its backups, and the student's timeline."""

from __future__ import annotations

import re

import httpx
import pytest

from directory.district_settings.school_calendar import SchoolCalendar
from directory.models.codes import Author, EventKind
from directory.referrals import updates
from directory.referrals.event_checks import NewEvent
from directory.referrals.work import NOBODY, Work
from directory.storage.engine import writing
from directory.storage.referrals import referrals as stored
from tests.web.browsing import Site, utc_now
from tests.web.referring import MARKUP, TURNED, path


def tell(site: Site, kind: str, **fields: str) -> int:
    """Records what happened; the status of the answer."""
    site.get(path(site))
    return site.post(f"{path(site)}/events", {"kind": kind, **fields}).status_code


def status_of(site: Site, referral_id: str | None = None) -> str:
    ((status,),) = site.rows("SELECT status FROM referral WHERE id = :id", id=referral_id or site.ids.own.referral)
    return str(status)


def answer(site: Site, new: NewEvent) -> None:
    """The family answers by its link."""
    with writing(site.database) as session:
        now = utc_now()
        work = Work(session, site.keys, NOBODY, SchoolCalendar(), now.date(), now)
        updates.record_answer(work, stored.lock_for_link(session, site.ids.own.referral), new, Author.FAMILY)


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
    assert tell(site, "connected") == 409
    assert site.page is not None
    assert "Did they go earlier?" in site.page.text
    assert status_of(site) == "scheduled"
    assert tell(site, "connected", earlier="yes") == 303
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
        ({"kind": ["reached", "cancelled"]}, "kind"),
        ({"kind": "not_completed", "reason": ["cost", "moved"]}, "reason"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(desk: Site, fields: dict[str, str | list[str]], field: str) -> None:
    """422, the sentence at the field, and nothing is recorded."""
    before = desk.rows("SELECT count(*) FROM referral_event")
    desk.get(path(desk))
    done = desk.post(f"{path(desk)}/events", fields)
    assert done.status_code == 422
    assert f'id="{field}-wrong"' in done.text
    assert desk.rows("SELECT count(*) FROM referral_event") == before


def test_a_day_that_is_refused_is_shown_as_it_was_typed(desk: Site) -> None:
    """A day still to come is refused, and its field shows it again in the way in which it was written."""
    typed = f"12/31/{utc_now().year + 1}"
    desk.get(path(desk))
    done = desk.post(f"{path(desk)}/events", {"kind": "reached", "happened_on": typed})
    assert done.status_code == 422
    assert f'value="{typed}"' in done.text


def test_two_windows_at_once(desk: Site) -> None:
    """The second sender reads why nothing was recorded, and what was typed is still there."""
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
    assert "Next: the backup" not in desk.get(path(desk)).text
    assert status_of(desk) == "sent"


def test_a_backup_is_added(desk: Site) -> None:
    """What fits next is offered; one that is there already is refused."""
    record = desk.ids.records["Homework Club"]
    desk.get(f"{path(desk)}/backups")
    assert desk.post(f"{path(desk)}/backups", {"record": desk.ids.records["Quiet Room"]}).status_code == 409
    unread = desk.post(f"{path(desk)}/backups", {"record": record})
    assert unread.status_code == 409
    assert "or it was not shown yet" in unread.text
    assert added(desk, record, "They were called first").status_code == 303
    assert "3. <a" in desk.get(path(desk)).text


def test_a_backup_that_does_not_fit_is_not_added_without_a_reason(desk: Site) -> None:
    """One for ages 15 to 18 says so before it is added to an 9-year-old's referral; with a tick and a reason it is, and both are kept."""
    record = desk.ids.records["Homework Club"]
    desk.run("UPDATE service SET minimum_age = 15, maximum_age = 18 WHERE name = 'Homework Club'")
    desk.post("/shortlist/clear")
    desk.post("/shortlist/add", {"add": record})
    page = desk.get(f"{path(desk)}/backups").text
    assert "Takes ages 15 to 18; the student is 9" in page
    assert added(desk, record, "").status_code == 409
    done = added(desk, record, "He skips grades")
    assert done.status_code == 303
    ((backup,),) = desk.rows(
        "SELECT id FROM referral WHERE record_id = :id AND student_id = :own", id=record, own=desk.ids.own.student
    )
    shown = desk.get(f"/referrals/{backup}").text
    assert "Takes ages 15 to 18; the student is 9" in shown
    assert "He skips grades" in shown


def added(desk: Site, record: str, why: str) -> httpx.Response:
    """Adds a backup as people do: reads what its part of the page says, ticks that it is right, and says why."""
    page = desk.post(f"{path(desk)}/backups", {"record": record})
    seen = re.search(rf'name="record" value="{record}"><input type="hidden" name="seen" value="(\w+)"', page.text)
    assert seen is not None
    return desk.post(f"{path(desk)}/backups", {"record": record, "seen": seen[1], "although": "yes", "despite": why})


def test_an_answer_waits_until_it_is_seen(desk: Site) -> None:
    """It stands on top, also when it came after the end and changed nothing; one click sees it."""
    assert tell(desk, "cancelled") == 303
    answer(desk, NewEvent(EventKind.CONNECTED, words=f"We went {MARKUP}"))
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
    assert "is now confidential" in desk.get(path(desk)).text


def test_a_deleted_students_referral_is_unknown(desk: Site) -> None:
    """Every page of it answers 404."""
    desk.sign_in("administrator")
    desk.get(path(desk))
    assert (
        desk.send(
            f"/students/{desk.ids.own.student}/delete", f"/students/{desk.ids.own.student}/delete", {"word": "DELETE"}
        ).status_code
        == 303
    )
    for page in ("", "/share", "/backups"):
        assert desk.get(f"{path(desk)}{page}").status_code == 404


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
