"""The work list, its clicks, and what nobody touched, on both engines."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from directory.errors import RefusedError, UnknownError, UsageError
from directory.listings import edits
from directory.models.codes import Author, EndCode, EventKind, ReferralStatus
from directory.referrals import updates
from directory.referrals.event_checks import NewEvent
from directory.referrals.status import CLOSED, MOVES, OPEN, QUIET
from directory.storage.referrals import referrals as stored
from directory.storage.referrals import worklist as rows
from directory.students import guardians
from directory.worklist import actions, escalation
from directory.worklist.steps import STEPS
from directory.worklist.work_list import ANSWERED, LATE, work_list
from importers.fields import Target
from importers.records import Value
from tests.referrals.making import NOW, OF_OAK, TODAY, Loop
from tests.students.making import ADMINISTRATOR, ANA, COORDINATOR, MARTA, OF_ELM, VIEWER
from tests.worklist.asking import DAY, listed


def test_an_entry_says_what_to_do_and_whom_to_call(loop: Loop) -> None:
    """A letter that was given is due after three school days: the list names the student, the question and the number."""
    first, *_ = loop.open()
    loop.record(first, "sent")
    assert listed(loop).keys() == {datetime.date(2026, 3, 18)}  # it was given on a Saturday
    (entry,) = listed(loop, days=6)[LATE]
    assert (entry.name, entry.service, entry.todo) == (ANA.name, "Talking Together", "Ask the family whether they called.")
    assert entry.days_late == 2
    assert {one.kind for one in entry.outcomes} >= {"reached", "scheduled", "not_completed"}


def test_only_a_safe_number_is_offered(loop: Loop) -> None:
    """Nobody whom a court has ruled out is called, and who may only be written to is written to."""
    first, *_ = loop.open()
    loop.record(first, "sent")
    call = listed(loop, days=4)[TODAY + 4 * DAY][0].call
    assert call is not None
    assert (call.number, call.by_text, call.language) == (MARTA.phones[0], True, "Spanish")
    with loop.district.writing() as session:
        (guardian,) = rows.guardians(session, [loop.student_id])[loop.student_id]
        barred = type(MARTA)("Marta Peña", phones=MARTA.phones, no_contact=True)
        guardians.change(session, loop.keys, OF_OAK, loop.student_id, guardian.id, details=barred, now=NOW)
    assert listed(loop, days=4)[TODAY + 4 * DAY][0].call is None


def test_a_number_shared_with_a_no_contact_order_is_not_offered(loop: Loop) -> None:
    """A phone that whoever a court has ruled out may pick up is called by nobody; another number of the mother's is."""
    first, *_ = loop.open()
    loop.record(first, "sent")
    father = type(MARTA)("Luis Ruiz", phones=MARTA.phones, no_contact=True)
    with loop.district.writing() as session:
        father_id = guardians.add(session, loop.keys, OF_OAK, loop.student_id, father, now=NOW)
        (mother,) = (one for one in rows.guardians(session, [loop.student_id])[loop.student_id] if one.id != father_id)
    assert listed(loop, days=4)[TODAY + 4 * DAY][0].call is None
    other = replace(MARTA, phones=(*MARTA.phones, "+15175550199"))
    with loop.district.writing() as session:
        guardians.change(session, loop.keys, OF_OAK, loop.student_id, mother.id, details=other, now=NOW)
    call = listed(loop, days=4)[TODAY + 4 * DAY][0].call
    assert call is not None
    assert call.number == "+15175550199"


def test_an_answer_comes_first_and_waits_to_be_seen(loop: Loop) -> None:
    """What the family said stands above what is late until somebody records something; undoing that brings it back."""
    first, *_ = loop.open()
    loop.record(first, "sent")
    with loop.work(days=1) as work:
        row = stored.lock_for_link(work.session, first)
        updates.record_answer(loop.by_link(work), row, NewEvent(EventKind.PLEASE_CALL), Author.FAMILY)
    (entry,) = listed(loop, days=1)[ANSWERED]
    assert [one.words for one in entry.answers] == ["The family answered: they ask for a call."]
    assert entry.todo == "Call the family: they ask for it."
    with loop.work(days=1) as work:
        done = actions.at_one_click(work, first, "seen")
        told = actions.recorded(work, done.event_id)
        assert told is not None
        assert (told.referral_id, told.name, told.kind) == (first, ANA.name, EventKind.SEEN)
    assert ANSWERED not in listed(loop, days=1)
    with loop.work(days=1) as work:
        updates.take_back(work, first, done.event_id)
        assert actions.recorded(work, done.event_id) is None
    assert len(listed(loop, days=1)[ANSWERED]) == 1


def test_what_the_family_wrote_stands_on_the_card(loop: Loop) -> None:
    """The words of an answer are beside it, with when it came; a note of staff, and what the desk noted, is no answer."""
    first, *_ = loop.open()
    loop.record(first, "sent")
    loop.record(first, "note", words="Ours alone")
    with loop.work(days=1) as work:
        row = stored.lock_for_link(work.session, first)
        updates.record_answer(
            loop.by_link(work),
            row,
            NewEvent(EventKind.NOT_COMPLETED, reason=EndCode.OTHER, words="No bus\nafter 5"),
            Author.FAMILY,
        )
        updates.by_system(work, row, NewEvent(EventKind.MAIL_FAILED, words="The address does not take mail."))
    (entry,) = listed(loop, days=1)[ANSWERED]
    assert [(one.quote, one.at) for one in entry.answers] == [("No bus\nafter 5", NOW + DAY), (None, NOW + DAY)]


def test_the_waiting_backup_is_one_click(loop: Loop) -> None:
    """The card names the next choice whose letter was not given; not where they get there, nor where none is left."""
    first, second, third = loop.open()
    loop.record(first, "sent")

    def backups() -> list[str | None]:
        entries = [one for group in listed(loop, days=4).values() for one in group if one.id == first]
        return [one.backup.id if one.backup else None for one in entries]

    assert backups() == [second]
    loop.record(second, "sent")
    assert backups() == [third]
    loop.record(third, "sent")
    assert backups() == [None]


def test_a_click_records_only_what_the_list_offers_now(loop: Loop) -> None:
    """A button of a page that is old by now records nothing and says so; so does a made-up kind, or another school's referral."""
    first, *_ = loop.open()
    loop.record(first, "sent")
    with loop.work() as work:
        assert actions.at_one_click(work, first, ReferralStatus.REACHED).state.status == ReferralStatus.REACHED
    for kind, error in (("reached", RefusedError), ("missed_appointment", RefusedError), ("cancelled", UsageError)):
        with pytest.raises(error), loop.work() as work:
            actions.at_one_click(work, first, kind)
    for scope in (OF_ELM, COORDINATOR, VIEWER):
        with pytest.raises(UnknownError), loop.work(scope) as work:
            actions.at_one_click(work, first, "accepted")


def test_later_is_the_day_that_was_named(loop: Loop) -> None:
    """A referral put off is due on its day, never before tomorrow; a look for room that was put off is so too."""
    first, *_ = loop.open()
    loop.record(first, "sent")
    with loop.work() as work:
        assert actions.later(work, first, TODAY + 30 * DAY).state.look_on == TODAY + 30 * DAY
    assert listed(loop, days=29).keys() == {TODAY + 30 * DAY}
    for day in (None, TODAY, TODAY - DAY):
        with pytest.raises(UsageError), loop.work() as work:
            actions.later(work, first, day)
    loop.record(first, "completed")
    with pytest.raises(RefusedError, match="is closed"), loop.work() as work:
        actions.later(work, first, TODAY + DAY)


def test_a_look_for_room_ends_when_somebody_looked(loop: Loop) -> None:
    """A closed referral without room is due on its day, can be put off, and is done with one click."""
    first, *_ = loop.open([loop.records[0]])
    loop.record(first, "not_completed", reason="no_capacity", on_date=TODAY + 10 * DAY)
    loop.record(first, "seen")  # another provider was looked for
    assert listed(loop, days=10)[TODAY + 10 * DAY][0].todo == "Look again: is there room now?"
    with loop.work(days=10) as work:
        actions.later(work, first, TODAY + 20 * DAY)
    assert listed(loop, days=11) == {}
    with loop.work(days=20) as work:
        assert work_list(work, owner=OF_OAK.staff_id).today == 1
        actions.at_one_click(work, first, "seen")
    assert listed(loop, days=40) == {}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"service.do_not_refer": True}, "Your district has marked this provider “do not refer”: choose another one."),
        ({"service.status": "inactive"}, "This service is not running now: choose another one."),
    ],
)
def test_a_backup_that_was_ruled_out_is_not_offered(loop: Loop, change: dict[Target, Value], words: str) -> None:
    """The next one takes its place; when its turn has come, its card says why and offers no letter."""
    first, second, third = loop.open()
    loop.record(first, "sent")
    with loop.district.writing() as session:
        edits.correct(session, loop.records[1], change, staff_id=COORDINATOR.staff_id, now=NOW)
    (entry,) = [one for group in listed(loop, days=4).values() for one in group if one.id == first]
    assert (entry.backup.id if entry.backup else None) == third
    loop.record(first, "not_completed", reason="no_capacity")
    (entry,) = [one for group in listed(loop, days=4).values() for one in group if one.id == second]
    assert (entry.todo, [one.label for one in entry.outcomes]) == (words, ["Choose another provider…", "It did not work…"])


def test_an_answer_that_ends_it_leads_to_the_next_step(loop: Loop) -> None:
    """What the family's “no” asks for is named; an answer that came after the end says that it did."""
    first, *_ = loop.open()
    loop.record(first, "sent")
    for words in ("Give the family the backup.", "Read the answer: it came after the end."):
        with loop.work(days=1) as work:
            row = stored.lock_for_link(work.session, first)
            told = EventKind.CONNECTED if "after" in words else EventKind.NOT_COMPLETED
            reason = None if "after" in words else EndCode.WAIT_TOO_LONG
            updates.record_answer(loop.by_link(work), row, NewEvent(told, reason=reason), Author.FAMILY)
        (entry,) = listed(loop, days=1)[ANSWERED]
        assert (entry.todo, entry.call) == (words, None)


def test_an_answer_that_is_tapped_twice_still_leads_to_the_next_step(loop: Loop) -> None:
    """The same “no” once more, which changes nothing, does not hide what the first one asks for."""
    first, *_ = loop.open()
    loop.record(first, "sent")
    for _ in range(2):
        with loop.work(days=1) as work:
            row = stored.lock_for_link(work.session, first)
            updates.record_answer(
                loop.by_link(work), row, NewEvent(EventKind.NOT_COMPLETED, reason=EndCode.WAIT_TOO_LONG), Author.FAMILY
            )
    (entry,) = listed(loop, days=1)[ANSWERED]
    assert (len(entry.answers), entry.todo) == (2, "Give the family the backup.")


def test_every_outcome_is_legal_in_its_situation() -> None:
    """What the list offers is never refused by the table of moves."""
    at = {"backup": "draft", "told": "sent"} | dict.fromkeys(("before", "today", "missed"), "scheduled")
    at |= dict.fromkeys(("recheck", "later", "follow", "choose", "closed"), "not_completed")
    for key, step in STEPS.items():
        status = ReferralStatus(at.get(key, key))
        reopens = {"reopened"} if status in CLOSED else set()
        assert {one.kind for one in step.outcomes if one.kind} <= MOVES[status] | QUIET.keys() | reopens, key
    assert set(OPEN) <= STEPS.keys()


def test_two_weeks_untouched_are_told(loop: Loop) -> None:
    """From the fourteenth day on the owner and the administrators are told, but not of one whose day is still to come."""
    first, second, _ = loop.open()
    loop.record(first, "sent")
    assert [one.untouched for one in listed(loop, days=13)[LATE]] == [None]
    assert [one.untouched for one in listed(loop, days=17)[LATE]] == [17]
    with loop.work(ADMINISTRATOR, days=17) as work:
        assert [(one.owner_id, one.number) for one in escalation.by_owner(work)] == [(OF_OAK.staff_id, 1)]
    loop.record(first, "scheduled", on_date=TODAY + 60 * DAY)
    with loop.work(ADMINISTRATOR, days=30) as work:
        assert escalation.by_owner(work) == []
    assert second  # a backup whose turn has not come is nobody's fault
