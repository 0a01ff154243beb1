"""What happens to a referral, on both databases: moves, refusals, taking back, reopening, next steps, answers by link."""

from __future__ import annotations

import datetime
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from directory.errors import RefusedError, UnknownError, UsageError
from directory.models.codes import Author, EndCode, EventKind, ReferralStatus
from directory.referrals import files, opening, updates
from directory.referrals.event_checks import NewEvent
from directory.storage.referrals import flags
from directory.storage.referrals import referrals as stored
from directory.students import changes
from tests.referrals.making import NOW, TODAY, Loop
from tests.students.making import ADMINISTRATOR, BLIND, COORDINATOR, OF_OAK

_DAY = datetime.timedelta(days=1)


def _look(loop: Loop, referral_id: str) -> files.ReferralFile:
    with loop.district.reading() as session:
        return files.open_referral(session, loop.keys, OF_OAK, referral_id)


def test_an_opening_freezes_the_choice(loop: Loop) -> None:
    """The first choice is a draft that is due, its backups wait, and each holds what the directory said that day."""
    first, second, third = (_look(loop, one) for one in loop.open())
    assert [one.row.status for one in (first, second, third)] == [ReferralStatus.DRAFT] * 3
    assert first.row.due_on is not None
    assert second.row.due_on is third.row.due_on is None
    assert first.snapshot.provider.service == "Talking Together"
    assert first.snapshot.provider.phones[0].number == "+15175550101"
    assert first.backups == (second.row, third.row)
    assert len({one.row.reference for one in (first, second, third)}) == 3


def test_an_opening_refuses_what_cannot_be(loop: Loop) -> None:
    """No provider, four of them, one twice, one that is gone, a need that is not open: each is refused in a sentence."""
    chosen = [opening.ProviderChoice(one) for one in loop.records]
    cases = [
        ([], loop.need_id, UsageError),
        ([*chosen, opening.ProviderChoice("more")], loop.need_id, UsageError),
        ([chosen[0], chosen[0]], loop.need_id, UsageError),
        ([opening.ProviderChoice("gone")], loop.need_id, UnknownError),
        (chosen, "no-need", UnknownError),
    ]
    for choices, need_id, error in cases:
        with pytest.raises(error), loop.work() as work:
            opening.open_referral(work, loop.student_id, need_id, choices)


def test_nobody_else_opens_or_sees_one(loop: Loop) -> None:
    """To a specialist of another school, a coordinator and a viewer a referral is as unknown as none."""
    referral_id = loop.open()[0]
    for scope in BLIND:
        with pytest.raises(UnknownError), loop.work(scope) as work:
            updates.record(work, referral_id, NewEvent(EventKind.SENT))
        with pytest.raises(UnknownError), loop.district.reading() as session:
            files.open_referral(session, loop.keys, scope, referral_id)


def test_the_row_is_what_the_events_come_to(loop: Loop) -> None:
    """Status, day, appointment, outcome and due day of the row are those of the fold, whatever was recorded."""
    referral_id = loop.open()[0]
    loop.record(referral_id, "sent")
    assert _look(loop, referral_id).row.due_on == TODAY + 4 * _DAY  # three school days, from a Saturday
    loop.record(referral_id, "scheduled", days=2, on_date=TODAY + 9 * _DAY, at_time="15:30")
    row = _look(loop, referral_id).row
    assert (row.status, row.appointment_on, row.appointment_at) == (ReferralStatus.SCHEDULED, TODAY + 9 * _DAY, "15:30")
    assert (row.due_on, row.ask_on) == (TODAY + 4 * _DAY, TODAY + 10 * _DAY)
    assert [row.due_by(TODAY + days * _DAY) for days in (8, 9)] == [row.due_on, row.ask_on]
    loop.record(referral_id, "connected", days=9, earlier=True)
    row = _look(loop, referral_id).row
    assert (row.outcome, row.appointment_on, row.touched_on) == (1, None, TODAY + 9 * _DAY)


def test_a_move_that_the_table_does_not_know_is_refused(loop: Loop) -> None:
    """Backwards, out of a closed status, missed without an appointment: a sentence says what to do, and nothing is kept."""
    referral_id = loop.open()[0]
    with pytest.raises(RefusedError, match="There is no appointment to miss"):
        loop.record(referral_id, "missed_appointment")
    loop.record(referral_id, "scheduled", on_date=TODAY)
    with pytest.raises(RefusedError, match="take that event back"):
        loop.record(referral_id, "sent")
    loop.record(referral_id, "cancelled")
    with pytest.raises(RefusedError, match="open it again"):
        loop.record(referral_id, "connected")
    assert [event.row.kind for event in _look(loop, referral_id).events] == [
        EventKind.OPENED,
        EventKind.SCHEDULED,
        EventKind.CANCELLED,
    ]


@pytest.mark.parametrize(
    ("kind", "how", "words"),
    [
        ("connected", {"happened_on": TODAY - _DAY}, "before the referral"),
        ("connected", {"happened_on": TODAY + _DAY}, "still to come"),
        ("scheduled", {}, "day of the appointment"),
        ("scheduled", {"on_date": TODAY + 900 * _DAY}, "check the year"),
        ("scheduled", {"on_date": TODAY, "at_time": "25:00"}, "time"),
        ("not_completed", {}, "why"),
        ("not_completed", {"reason": "other"}, "few words"),
        ("note", {"words": "x" * 5000}, "shorten"),
    ],
)
def test_what_is_wrong_is_said(loop: Loop, kind: str, how: dict[str, Any], words: str) -> None:
    """A day before the opening or to come, no date, no reason, no words: each gets its sentence and nothing is kept."""
    referral_id = loop.open()[0]
    with pytest.raises(UsageError, match=words):
        loop.record(referral_id, kind, **how)
    assert len(_look(loop, referral_id).events) == 1


def test_an_event_is_taken_back(loop: Loop) -> None:
    """What was recorded by mistake stays as taken back, and the referral is again what it was; once is enough."""
    referral_id = loop.open()[0]
    loop.record(referral_id, "sent")
    mistake = loop.record(referral_id, "connected").event_id
    with loop.work() as work:
        assert updates.take_back(work, referral_id, mistake).state.status == ReferralStatus.SENT
    file = _look(loop, referral_id)
    assert (file.row.status, file.row.outcome) == (ReferralStatus.SENT, None)
    assert [event.gone for event in file.events] == [False, False, True, False]
    with pytest.raises(RefusedError, match="already"), loop.work() as work:
        updates.take_back(work, referral_id, mistake)
    with pytest.raises(RefusedError, match="opening"), loop.work() as work:
        updates.take_back(work, referral_id, file.events[0].row.id)


def test_no_room_brings_the_backups_turn(loop: Loop) -> None:
    """When a provider has no room, the next choice is due today and the first is looked at again on the day set."""
    first, second, third = loop.open()
    loop.record(first, "sent")
    done = loop.record(first, "not_completed", days=2, reason="no_capacity", on_date=TODAY + 30 * _DAY)
    assert done.backup_id == second
    assert _look(loop, first).row.due_on == TODAY + 30 * _DAY
    assert _look(loop, second).row.due_on == TODAY + 2 * _DAY
    assert _look(loop, third).row.due_on is None
    loop.record(first, "reopened", days=3)
    assert _look(loop, second).row.due_on is None


def test_a_backup_waits_while_another_is_under_way(loop: Loop) -> None:
    """Where a backup was given already, no other one's turn comes."""
    first, second, third = loop.open()
    loop.record(second, "sent")
    assert loop.record(first, "not_completed", reason="cost").backup_id is None
    assert loop.record(second, "not_completed", reason="cost").backup_id == third


def test_a_wrong_number_flags_the_listing_once(loop: Loop) -> None:
    """Wrong contact details make one task for the coordinator, however many families found them."""
    for _ in range(2):
        first = loop.open()[0]
        assert loop.record(first, "not_completed", reason="wrong_contact_details").flagged
    with loop.work(COORDINATOR) as work:
        found = flags.open_ones(work.session)
        assert [(one.record_id, one.kind, one.service) for one in found] == [
            (loop.records[0], EndCode.WRONG_CONTACT_DETAILS, "Talking Together")
        ]
        flags.close(work.session, found[0].id, staff_id=COORDINATOR.staff_id, now=NOW)
        assert flags.count_open(work.session) == 0


def test_an_answer_moves_and_waits_to_be_seen(loop: Loop) -> None:
    """A family's answer moves the referral at once, and waits on the owner's list until staff record something."""
    referral_id = loop.open()[0]
    loop.record(referral_id, "sent")
    with loop.work(days=1) as work:
        held = stored.lock_for_link(work.session, referral_id)
        done = updates.record_answer(
            loop.by_link(work), held, NewEvent(EventKind.SCHEDULED, on_date=TODAY + 5 * _DAY), Author.FAMILY
        )
    assert not done.held
    assert (_look(loop, referral_id).row.status, _look(loop, referral_id).row.answered) == (ReferralStatus.SCHEDULED, True)
    loop.record(referral_id, "seen", days=1)
    assert not _look(loop, referral_id).row.answered


def test_a_late_or_repeated_answer_is_kept_and_changes_nothing(loop: Loop) -> None:
    """After closing, or the same twice: the answer is kept as held, the status stays, and it waits to be seen."""
    referral_id = loop.open()[0]
    loop.record(referral_id, "connected")
    for expected in (True, True):
        with loop.work() as work:
            held = stored.lock_for_link(work.session, referral_id)
            assert updates.record_answer(loop.by_link(work), held, NewEvent(EventKind.CONNECTED), Author.FAMILY).held is expected
    loop.record(referral_id, "completed")
    with loop.work() as work:
        held = stored.lock_for_link(work.session, referral_id)
        assert updates.record_answer(
            loop.by_link(work), held, NewEvent(EventKind.NOT_COMPLETED, reason=EndCode.COST), Author.FAMILY
        ).held
    row = _look(loop, referral_id).row
    assert (row.status, row.answered, row.outcome) == (ReferralStatus.COMPLETED, True, 1)


def test_two_answers_at_once_are_both_kept(loop: Loop) -> None:
    """Family and provider answer in the same moment: both are kept, one after the other, and numbers do not clash."""
    first, second, _ = loop.open()
    loop.record(first, "sent")

    def answer(what: tuple[str, str]) -> bool:
        with loop.work() as work:
            held = stored.lock_for_link(work.session, what[0])
            return updates.record_answer(
                loop.by_link(work), held, NewEvent(EventKind.NOT_COMPLETED, reason=EndCode.NO_CAPACITY), Author.FAMILY
            ).held

    with ThreadPoolExecutor(4) as pool:
        held = list(pool.map(answer, [(first, "a"), (second, "b"), (first, "c"), (second, "d")]))
    assert sorted(held) == [False, False, True, True]
    assert [event.row.number for event in _look(loop, first).events] == [1, 2, 3, 4]


def test_a_deleted_students_referrals_are_unknown(loop: Loop) -> None:
    """Nobody finds the referrals any more, neither staff nor whoever holds a link; test_forgetting has what is left."""
    referral_id = loop.open()[0]
    loop.record(referral_id, "sent", words="Her aunt will call")
    with loop.work(ADMINISTRATOR) as work:
        changes.delete_for_good(work.session, ADMINISTRATOR, loop.student_id, today=TODAY, now=NOW)
    with pytest.raises(UnknownError):
        _look(loop, referral_id)
    with pytest.raises(UnknownError), loop.work() as work:
        stored.lock_for_link(work.session, referral_id)
