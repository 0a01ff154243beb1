"""Whose turn it is among the choices of an opening, and what ends with it."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from directory.errors import UsageError
from directory.models.codes import Author, EndCode, EventKind, ReferralStatus
from directory.referrals import files, opening, updates
from directory.referrals.event_checks import NewEvent
from directory.referrals.files import ReferralFile
from directory.referrals.reasons import REASONS
from directory.storage.referrals import flags
from directory.storage.referrals import referrals as stored
from directory.students import caseload
from directory.worklist import actions
from directory.worklist.work_list import work_list
from tests.referrals.making import ALL_THE_SAME, OF_OAK, TODAY, Loop

_DAY = datetime.timedelta(days=1)


def _look(loop: Loop, referral_id: str) -> ReferralFile:
    with loop.district.reading() as session:
        return files.open_referral(session, loop.keys, OF_OAK, referral_id)


def _due(loop: Loop, *referral_ids: str) -> list[bool]:
    return [_look(loop, one).row.due_on is not None for one in referral_ids]


@pytest.mark.slow
@pytest.mark.parametrize("reason", [code for code, one in REASONS.items() if one.step in ("next_match", "backup", "recheck")])
def test_the_next_ones_turn_comes(loop: Loop, reason: str) -> None:
    """Where another provider is asked for, the next choice is due; taking that back, nobody is."""
    first, second, third = loop.open()
    loop.record(first, "sent")
    done = loop.record(first, "not_completed", reason=reason)
    assert done.backup_id == second
    assert _due(loop, second, third) == [True, False]
    with loop.work() as work:
        updates.take_back(work, first, done.event_id)
    assert _due(loop, first, second, third) == [True, False, False]


@pytest.mark.parametrize("reason", [code for code, one in REASONS.items() if one.step in ("ask", "other_contact")])
def test_a_talk_comes_first(loop: Loop, reason: str) -> None:
    """Where staff are to ask or to try another contact, that is due the next school day; once it is done, the backup is."""
    first, second, _ = loop.open()
    loop.record(first, "sent")
    loop.record(first, "not_completed", reason=reason, words="They were tired")
    assert _look(loop, first).row.due_on == TODAY + 2 * _DAY  # a Monday
    assert _due(loop, second) == [False]
    assert loop.record(first, "seen", days=2).backup_id == second
    assert _due(loop, first, second) == [False, True]


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        ("completed", {}),
        ("cancelled", {}),
        ("not_completed", {"reason": "moved"}),
        ("not_completed", {"reason": "need_met_elsewhere"}),
    ],
)
def test_backups_end_with_their_opening(loop: Loop, kind: str, how: dict[str, Any]) -> None:
    """When nothing more is wanted, the backups that nobody gave are cancelled with it; opened again, they wait as before."""
    first, second, third = loop.open()
    loop.record(first, "sent")
    loop.record(first, kind, **how)
    assert [_look(loop, one).row.status for one in (second, third)] == [ReferralStatus.CANCELLED, ReferralStatus.CANCELLED]
    loop.record(first, "reopened")
    assert [_look(loop, one).row.status for one in (first, second, third)] == [
        ReferralStatus.SENT,
        ReferralStatus.DRAFT,
        ReferralStatus.DRAFT,
    ]
    assert _due(loop, first, second, third) == [True, False, False]


def test_a_draft_that_was_closed_by_mistake_is_due_again(loop: Loop) -> None:
    """What was cancelled before it was given, and opened again, is due as it was, a backup in its turn too."""
    first, second, _ = loop.open()
    mistake = loop.record(first, "cancelled").event_id
    with loop.work() as work:
        updates.take_back(work, first, mistake)
    assert _due(loop, first, second) == [True, False]
    loop.record(first, "not_completed", reason="cost")
    mistake = loop.record(second, "cancelled").event_id
    with loop.work() as work:
        updates.take_back(work, second, mistake)
    assert _due(loop, second) == [True]


def test_a_first_choice_that_is_cancelled_lets_the_backup_in(loop: Loop) -> None:
    """A first choice that was thought better of before its letter was given leaves no backup waiting for ever."""
    first, second, third = loop.open()
    assert loop.record(first, "cancelled").backup_id == second
    assert _due(loop, first, second, third) == [False, True, False]
    loop.record(first, "reopened")
    assert _due(loop, first, second, third) == [True, False, False]


def test_a_backup_that_is_opened_again_after_the_end_is_due(loop: Loop) -> None:
    """Whoever opens a backup again that ended with its opening finds it on the list."""
    first, second, third = loop.open()
    loop.record(first, "sent")
    loop.record(first, "cancelled")
    loop.record(second, "reopened", days=3)
    assert _due(loop, first, second, third) == [False, True, False]


def test_a_backup_that_is_cancelled_lets_the_next_one_in(loop: Loop) -> None:
    """A backup that nobody wants is passed over, and the opening goes on."""
    first, second, third = loop.open()
    loop.record(first, "not_completed", reason="no_provider_response")
    assert loop.record(second, "cancelled").backup_id == third


def test_a_backup_that_is_added_after_the_end_is_due(loop: Loop) -> None:
    """Whoever adds another provider after the others did not work gives it next."""
    first, _ = loop.open(loop.records[:2])
    loop.record(first, "sent")
    loop.record(first, "not_completed", reason="family_declined")
    with loop.work() as work:
        added = opening.add_backup(work, first, opening.ProviderChoice(loop.records[2]), said=ALL_THE_SAME)
    assert _due(loop, added) == [True]


@pytest.mark.slow
@pytest.mark.parametrize("reason", [code for code, one in REASONS.items() if one.step in ("next_match", "backup", "recheck")])
def test_where_no_backup_is_left_one_is_to_be_chosen(loop: Loop, reason: str) -> None:
    """Without another choice the next school day asks for one, on the list and on the page, until it is chosen or put off."""
    (first,) = loop.open(loop.records[:1])
    loop.record(first, "sent")
    loop.record(first, "not_completed", reason=reason)
    monday = TODAY + 2 * _DAY
    assert _look(loop, first).row.due_on == monday
    assert ("backups", "Choose another provider…") in _offered(loop, first)
    with loop.work(days=1) as work:
        backup = opening.add_backup(work, first, opening.ProviderChoice(loop.records[1]), said=ALL_THE_SAME)
    again = _look(loop, first).row.due_on
    assert again is None if reason != "no_capacity" else again is not None and again > monday
    loop.record(backup, "cancelled", days=1)
    assert _look(loop, first).row.due_on == monday
    loop.record(first, "seen", days=2)
    assert _look(loop, first).row.due_on == (None if reason != "no_capacity" else again)


@pytest.mark.slow
def test_an_answer_that_leaves_nobody_asks_for_another(loop: Loop) -> None:
    """What ends the last choice by link is on the list with what comes next, and reading it is not the end of it."""
    (first,) = loop.open(loop.records[:1])
    loop.record(first, "sent")
    with loop.work() as work:
        held = stored.lock_for_link(work.session, first)
        updates.record_answer(
            loop.by_link(work), held, NewEvent(EventKind.NOT_COMPLETED, reason=EndCode.WAIT_TOO_LONG), Author.FAMILY
        )
    assert _offered(loop, first) == [
        ("backups", "Choose another provider…"), (None, "I have done that"), (None, "Open it again"),
    ]  # fmt: skip
    with loop.work(days=2) as work:
        (entry,) = [one for group in work_list(work, owner=work.scope.staff_id).groups for one in group.entries]
        assert entry.todo == "No backup is left: choose another provider."
        assert entry.can_wait
        actions.later(work, first, work.today + 3 * _DAY)
    assert _look(loop, first).row.due_on == TODAY + 5 * _DAY
    loop.record(first, "reopened", days=2)
    assert _look(loop, first).row.due_on == TODAY + 5 * _DAY


def _offered(loop: Loop, referral_id: str) -> list[tuple[str | None, str]]:
    """What the work list offers: where a button leads, and its words."""
    with loop.work(days=2) as work:
        found = [one for group in work_list(work, owner=work.scope.staff_id).groups for one in group.entries]
        (entry,) = [one for one in found if one.id == referral_id]
        return [(one.to and one.to.strip("/"), one.label) for one in entry.outcomes]


def test_no_room_is_looked_at_again_by_itself(loop: Loop) -> None:
    """Without a day of anybody's the desk sets one of its own; a day that is over is refused."""
    first = loop.open()[0]
    loop.record(first, "not_completed", reason="no_capacity")
    day = _look(loop, first).row.due_on
    assert day is not None
    assert day > TODAY + 20 * _DAY
    second = loop.open()[0]
    with pytest.raises(UsageError, match="a day to come"):
        loop.record(second, "not_completed", reason="no_capacity", on_date=TODAY)


def test_a_wrong_number_that_was_none_is_no_flag(loop: Loop) -> None:
    """Taking the reason back takes the coordinator's task away as well."""
    first = loop.open()[0]
    mistake = loop.record(first, "not_completed", reason="wrong_contact_details").event_id
    with loop.work() as work:
        assert flags.count_open(work.session) == 1
        updates.take_back(work, first, mistake)
        assert flags.count_open(work.session) == 0


def test_a_listing_that_was_found_wrong_is_warned_of(loop: Loop) -> None:
    """Whoever would open a referral to it reads so, until somebody has mended it."""
    first = loop.open()[0]
    loop.record(first, "not_completed", reason="wrong_contact_details")
    provider = _look(loop, first).snapshot.provider
    with loop.work() as work:
        file = caseload.open_student(work.session, loop.keys, OF_OAK, loop.student_id)
        assert [one.record_id for one in opening.warnings(work, file, [provider]) if one.kind == "flagged"] == [loop.records[0]]
        flags.close(work.session, flags.open_ones(work.session)[0].id, staff_id=OF_OAK.staff_id, now=work.now)
        assert "flagged" not in {one.kind for one in opening.warnings(work, file, [provider])}


def test_a_wrong_number_that_another_family_found_too_stays_flagged(loop: Loop) -> None:
    """Of two referrals that found it wrong one may be mistaken: the coordinator's task stays for the other."""
    first, second = loop.open()[0], loop.open()[0]
    mistakes = [loop.record(one, "not_completed", reason="wrong_contact_details").event_id for one in (first, second)]
    for referral_id, mistake, left in ((first, mistakes[0], 1), (second, mistakes[1], 0)):
        with loop.work() as work:
            updates.take_back(work, referral_id, mistake)
            assert flags.count_open(work.session) == left


def test_a_provider_that_was_heard_is_not_asked_again(loop: Loop) -> None:
    """A provider who was told has two school days; once it has said that it has it, the family has its three."""
    first = loop.open()[0]
    loop.record(first, "sent", days=2)
    loop.record(first, "provider_told", days=2)
    assert _look(loop, first).row.due_on == TODAY + 4 * _DAY
    loop.record(first, "received", days=2)
    assert _look(loop, first).row.due_on == TODAY + 5 * _DAY


def test_a_first_contact_is_due_until_somebody_has_spoken(loop: Loop) -> None:
    """Neither a note nor telling the provider puts the question to the family off; a word with it does."""
    first = loop.open()[0]
    loop.record(first, "sent", days=2)
    loop.record(first, "note", words="Left a voice mail", days=4)
    assert _look(loop, first).row.due_on == TODAY + 5 * _DAY
    loop.record(first, "provider_told", days=4)
    assert _look(loop, first).row.due_on == TODAY + 5 * _DAY, "and not two school days after the provider was told"
    loop.record(first, "seen", days=5)
    loop.record(first, "received", days=5)
    assert _look(loop, first).row.due_on == TODAY + 10 * _DAY


def test_a_backup_that_waits_is_no_referral_yet(loop: Loop) -> None:
    """A provider that only waits as a backup is not told as one where the student is already."""
    first, second, _ = loop.open()
    loop.record(first, "sent")
    with loop.work() as work:
        file = caseload.open_student(work.session, loop.keys, OF_OAK, loop.student_id)
        chosen = [_look(loop, one).snapshot.provider for one in (first, second)]
        kinds = [(one.kind, one.record_id) for one in opening.warnings(work, file, chosen) if one.kind == "already"]
    assert kinds == [("already", loop.records[0])]
