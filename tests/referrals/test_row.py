"""The row of a referral against its events, on both databases, whatever staff, family, provider and the desk do."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.errors import RefusedError, UsageError
from directory.models.codes import Author, EndCode, EventKind, ReferralStatus
from directory.referrals import files, opening, updates
from directory.referrals.due import due_on
from directory.referrals.event_checks import NewEvent
from directory.referrals.files import ReferralFile
from directory.referrals.reasons import REASONS
from directory.referrals.status import KINDS, OPEN
from directory.referrals.turns import has_choice_under_way, last_without_backup
from directory.storage.referrals import referrals as stored
from tests.referrals.making import ALL_THE_SAME, CALENDAR, OF_OAK, TODAY, Loop

_DAY = datetime.timedelta(days=1)


class _Act(NamedTuple):
    """Something done to one of the choices on a day: `which` event is taken back, where that is what is done."""

    what: str
    choice: int
    days: int
    kind: EventKind
    reason: EndCode
    which: int


OFTEN = tuple(
    EventKind(kind)
    for kind in ("sent", "reached", "scheduled", "connected", "not_completed", "not_completed", "cancelled", "reopened", "seen")
)
ACTS = st.lists(
    st.builds(
        _Act,
        what=st.sampled_from(["staff", "staff", "staff", "family", "provider", "take_back"]),
        choice=st.integers(0, 2),
        days=st.integers(0, 20),
        kind=st.sampled_from([*OFTEN, *OFTEN, *(kind for kind in KINDS if kind not in (EventKind.OPENED, EventKind.RETRACTED))]),
        reason=st.sampled_from(list(REASONS)),
        which=st.integers(0, 8),
    ),
    max_size=9,
)


def _look(loop: Loop, ids: Sequence[str]) -> list[ReferralFile]:
    with loop.district.reading() as session:
        return [files.open_referral(session, loop.keys, OF_OAK, one) for one in ids]


def _do(loop: Loop, ids: Sequence[str], act: _Act) -> None:
    referral_id = ids[act.choice]
    on_date = TODAY + (act.days + 5) * _DAY if act.kind in (EventKind.SCHEDULED, EventKind.WAITLISTED) else None
    new = NewEvent(act.kind, reason=act.reason, on_date=on_date, words="In words", earlier=True)
    with suppress(RefusedError, UsageError), loop.work(days=act.days) as work:
        if act.what == "take_back":
            events = files.open_referral(work.session, loop.keys, OF_OAK, referral_id).events
            updates.take_back(work, referral_id, events[act.which % len(events)].row.id)
        elif act.what == "staff":
            updates.record(work, referral_id, new)
        else:
            held = stored.lock_for_link(work.session, referral_id)
            updates.record_answer(loop.by_link(work), held, new, Author.FAMILY if act.what == Author.FAMILY else Author.PROVIDER)


@pytest.mark.slow
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_the_row_is_the_fold_and_nobody_is_forgotten(loop: Loop, acts: list[_Act]) -> None:
    """After anything: the columns are the fold of the events, numbers have no gap, at most one letter is due, and where a
    choice is open somebody looks at the opening on some day."""
    ids = loop.open()
    for act in sorted(acts, key=lambda one: one.days):
        _do(loop, ids, act)
        found = _look(loop, ids)
        for file in found:
            _is_the_fold(file)
        rows = [file.row for file in found]
        drafts = [row for row in rows if row.status == ReferralStatus.DRAFT and row.due_on is not None]
        assert len(drafts) <= 1
        assert not (drafts and has_choice_under_way(rows))
        if any(row.status in OPEN for row in rows) and not any(row.status == ReferralStatus.COMPLETED for row in rows):
            assert any(row.due_on is not None or row.answered for row in rows)


def _is_the_fold(file: ReferralFile) -> None:
    row, state = file.row, file.state
    assert [event.row.number for event in file.events] == list(range(1, len(file.events) + 1))
    scheduled = state.status == ReferralStatus.SCHEDULED
    expected: dict[str, Any] = {
        "status": state.status,
        "reason": state.reason,
        "since": state.since or row.opened_on,
        "appointment_on": state.on_date if scheduled else None,
        "appointment_at": state.at_time if scheduled else None,
        "outcome": updates.outcome(state),
        "answered": bool(state.unseen),
    }
    assert {name: getattr(row, name) for name in expected} == expected
    # Whose letter is due, and whether another provider is to be chosen, hangs on the choices beside it.
    if state.status != ReferralStatus.DRAFT and file.id != last_without_backup(file.choices):
        assert row.due_on == due_on(state, CALENDAR, row.opened_on)


def test_two_of_the_staff_at_once(loop: Loop) -> None:
    """Of two who record the end of one referral in the same moment one is told so, and nothing is written twice."""
    first, second, _ = loop.open()
    loop.record(first, "sent")

    def end(reason: str) -> str | None:
        try:
            return loop.record(first, "not_completed", reason=reason).backup_id
        except RefusedError as error:
            return str(error)

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(end, ["cost", "transport", "language", "ineligible"]))
    assert said.count(second) == 1
    assert sum("closed" in (one or "") for one in said) == 3
    assert [event.row.kind for event in _look(loop, [first])[0].events] == [
        EventKind.OPENED,
        EventKind.SENT,
        EventKind.NOT_COMPLETED,
    ]


def test_two_backups_at_once(loop: Loop) -> None:
    """Of two who add the same backup in one moment one is told that it is there already."""
    (first,) = loop.open(loop.records[:1])

    def add(record_id: str) -> bool:
        with suppress(RefusedError), loop.work() as work:
            opening.add_backup(work, first, opening.ProviderChoice(record_id), said=ALL_THE_SAME)
            return True
        return False

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(add, [loop.records[1], loop.records[1], loop.records[2], loop.records[2]]))
    assert done.count(True) == 2
    assert sorted(one.choice for one in _look(loop, [first])[0].choices) == [1, 2, 3]
