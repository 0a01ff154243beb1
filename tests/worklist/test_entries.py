"""What the list says of students who have left, of mended numbers, and of talks that the end of a referral asks for."""

from __future__ import annotations

import pytest

from directory.listings import edits, mergers
from directory.models.codes import Author, EventKind
from directory.referrals import updates
from directory.referrals.event_checks import NewEvent
from directory.storage.referrals import referrals as stored
from directory.students import changes
from directory.worklist import actions
from directory.worklist.entries import WorkItem
from directory.worklist.work_list import ANSWERED, work_list
from importers.fields import Target
from importers.records import Phone
from tests.referrals.making import NOW, OF_OAK, TODAY, Loop
from tests.students.making import COORDINATOR


def entries(loop: Loop, *, days: int) -> list[WorkItem]:
    with loop.work(days=days) as work:
        return [entry for group in work_list(work, owner=OF_OAK.staff_id).groups for entry in group.entries]


def answer(loop: Loop, referral_id: str, new: NewEvent, who: Author, *, days: int) -> None:
    with loop.work(days=days) as work:
        updates.record_answer(loop.by_link(work), stored.lock_for_link(work.session, referral_id), new, who)


def test_who_has_left_is_not_called(loop: Loop) -> None:
    """The list says that the student has left and leads to the end of it; a talk that is due after the end falls away."""
    first, *_ = loop.open(loop.records[:1])
    loop.record(first, "sent")
    assert not entries(loop, days=8)[0].has_left
    with loop.district.writing() as session:
        changes.mark_left(session, OF_OAK, loop.student_id, today=TODAY, now=NOW)
    (entry,) = entries(loop, days=8)
    assert (entry.has_left, entry.call) == (True, None)
    assert entry.todo == "The student has left: hand it over or close it."
    assert [(one.label, one.to) for one in entry.outcomes] == [("The family moved…", "?happened=not_completed")]
    answer(loop, first, NewEvent(EventKind.PLEASE_CALL), Author.FAMILY, days=8)
    (entry,) = entries(loop, days=8)
    assert (entry.call, entry.outcomes[0].kind) == (None, EventKind.SEEN)
    loop.record(first, "not_completed", reason="family_declined", days=8)
    assert [(one.todo, one.call) for one in entries(loop, days=9)] == [("The student has left: leave it closed.", None)]


@pytest.mark.parametrize("how", ["mended", "merged", "taken away"])
def test_the_provider_is_called_at_the_number_of_today(loop: Loop, how: str) -> None:
    """A number that the coordinator mended, or of the listing into which this one was merged, takes the frozen one's place."""
    first, *_ = loop.open(loop.records[:1])
    loop.record(first, "waitlisted", on_date=TODAY)
    assert called(loop) == "+15175550101"
    by = {"staff_id": COORDINATOR.staff_id, "now": NOW}
    with loop.district.writing() as session:
        if how == "merged":
            mergers.merge(session, loop.records[1], loop.records[0], choices=(), **by)  # type: ignore[arg-type]
        else:
            phones = (Phone("+15175550177", None, "voice", None),) if how == "mended" else ()
            edits.correct(session, loop.records[0], {Target.PHONES: phones}, **by)  # type: ignore[arg-type]
    assert called(loop) == {"mended": "+15175550177", "merged": "+15175550102", "taken away": None}[how]


def called(loop: Loop) -> str | None:
    (entry,) = entries(loop, days=5)
    assert entry.todo == "Ask the provider: is there a place now?"
    return entry.call.number if entry.call else None


def test_a_talk_after_the_end_waits_until_it_was_had(loop: Loop) -> None:
    """The next step that the reason asks for is named and done with one click; an answer after the end does not hide it."""
    first, *_ = loop.open(loop.records[:1])
    loop.record(first, "sent")
    loop.record(first, "not_completed", reason="family_declined")
    (entry,) = entries(loop, days=3)
    assert (entry.todo, [one.label for one in entry.outcomes]) == (
        "Ask what would suit them better.",
        ["I have done that", "Open it again"],
    )
    assert entry.call is not None
    assert entry.can_wait
    answer(loop, first, NewEvent(EventKind.RECEIVED), Author.PROVIDER, days=3)
    with loop.work(days=3) as work:
        (group,) = work_list(work, owner=OF_OAK.staff_id).groups
    assert (group.key, group.entries[0].todo) == (
        ANSWERED,
        "Read the answer: it came after the end. Ask what would suit them better.",
    )
    with loop.work(days=3) as work:
        actions.at_one_click(work, first, "seen")
    assert entries(loop, days=20) == []


def test_an_answer_to_a_finished_referral_came_after_the_end(loop: Loop) -> None:
    """A provider who writes that they have it, after it ended for good, is read and no more."""
    first, *_ = loop.open(loop.records[:1])
    loop.record(first, "not_completed", reason="need_met_elsewhere")
    answer(loop, first, NewEvent(EventKind.RECEIVED), Author.PROVIDER, days=1)
    assert [one.todo for one in entries(loop, days=1)] == ["Read the answer: it came after the end."]


def test_a_provider_who_was_heard_is_not_asked_again(loop: Loop) -> None:
    """Whoever was told and said that they have it leaves the next step with the family."""
    first, *_ = loop.open(loop.records[:1])
    loop.record(first, "sent")
    loop.record(first, "provider_told")
    assert entries(loop, days=8)[0].todo == "Call the provider: did they get it?"
    loop.record(first, "received")
    (entry,) = entries(loop, days=8)
    assert entry.todo == "Ask the family whether they called."
    assert entry.call is not None
    assert entry.call.number != "+15175550101"
