"""The table of moves and the fold, under any events in any order."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.referrals.loop.calendar import SchoolCalendar
from directory.referrals.loop.due import due_on
from directory.referrals.loop.reasons import REASONS
from directory.referrals.loop.status import CLOSED, FORWARD, KINDS, MOVES, OPEN, STATUSES, Event, fold, refusal, retracted
from directory.referrals.loop.updates import outcome

FIRST = datetime.date(2026, 3, 2)

EVENTS: st.SearchStrategy[list[dict[str, Any]]] = st.lists(
    st.builds(
        dict,
        kind=st.sampled_from([*KINDS, *STATUSES[1:], *STATUSES[1:]]),
        who=st.sampled_from(["staff", "family", "provider", "system"]),
        happened_on=st.integers(0, 60).map(lambda days: FIRST + datetime.timedelta(days=days)),
        reason=st.one_of(st.none(), st.sampled_from(list(REASONS))),
        on_date=st.one_of(st.none(), st.integers(0, 90).map(lambda days: FIRST + datetime.timedelta(days=days))),
        retracts=st.integers(0, 14),
        held=st.booleans(),
    ),
    max_size=14,
)


def _events(drawn: list[dict[str, Any]]) -> list[Event]:
    return [
        Event(
            id=f"e{number}",
            number=number,
            **{**one, "retracts": f"e{one['retracts']}" if one["kind"] == "retracted" else None},
        )
        for number, one in enumerate(drawn)
    ]


def _slowly(events: list[Event]) -> str:
    """The status by the table alone, walking from one event to the next."""
    gone: set[str] = set()
    for event in reversed(events):
        if event.kind == "retracted" and event.id not in gone:
            gone |= {one.id for one in events if one.id == event.retracts and one.number < event.number}
    status, before = "draft", "draft"
    for event in events:
        if event.id in gone:
            continue
        if event.kind == "reopened":
            status = before if status in CLOSED else status
        elif not event.held and event.kind in MOVES[status]:
            before = status if event.kind in CLOSED else before
            status = event.kind
    return status


@given(EVENTS)
def test_the_status_is_what_the_table_says(drawn: list[dict[str, Any]]) -> None:
    """Whatever comes, late, repeated, out of order or taken back, the fold ends where a walk along the table ends."""
    events = _events(drawn)
    assert fold(events).status == _slowly(events)


@given(EVENTS, st.randoms(use_true_random=False))
def test_the_order_of_reading_does_not_matter(drawn: list[dict[str, Any]], random: object) -> None:
    """Events are taken in the order of their numbers, however they were read."""
    events = _events(drawn)
    mixed = list(events)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert fold(mixed) == fold(events)


@given(EVENTS)
def test_taking_the_newest_event_back_is_as_if_it_had_not_been(drawn: list[dict[str, Any]]) -> None:
    """After an event is taken back, status, reason, dates and first days are those from before it."""
    events = _events(drawn)
    if not events:
        return
    last = events[-1]
    undone = [*events, Event("back", len(events), "retracted", "system", FIRST, retracts=last.id)]
    before = fold(events[:-1])
    after = fold(undone)
    if last.kind != "retracted":
        assert (after.status, after.since, after.reason, after.on_date, after.first) == (
            before.status, before.since, before.reason, before.on_date, before.first,
        )  # fmt: skip
    assert last.id in retracted(undone)


@given(EVENTS)
def test_a_state_makes_sense(drawn: list[dict[str, Any]]) -> None:
    """A state has a first day for its status unless it is a draft, an outcome and a due day or none, and never fails."""
    state = fold(_events(drawn))
    assert state.status in STATUSES
    assert (state.since is None) == (state.status == "draft" and state.since is None)
    assert state.status == "draft" or state.status in state.first
    assert outcome(state) in (0, 1, None)
    day = due_on(state, SchoolCalendar(), FIRST)
    assert day is not None or state.status in CLOSED
    assert all(kind in STATUSES or kind == "reopened" for kind in [e.kind for e in _events(drawn) if e.id in state.idle])


@given(EVENTS, st.sampled_from([*KINDS]))
def test_what_is_not_refused_moves(drawn: list[dict[str, Any]], kind: str) -> None:
    """A kind is refused in a sentence, or recording it leads to its status (a reopening out of the closed one)."""
    events = _events(drawn)
    state = fold(events)
    after = fold([*events, Event("new", len(events), kind, "staff", FIRST)])
    words = refusal(state, kind)
    if words is not None:
        assert words.endswith(".")
        assert after.status == state.status
    elif kind in STATUSES:
        assert after.status == kind
    elif kind == "reopened":
        assert after.open


def test_moves_go_forward_or_end() -> None:
    """From an open status one may go to any later one and to the three ends; from a closed one nowhere."""
    for place, status in enumerate(FORWARD[:-1]):
        assert {"not_completed", "cancelled", "entered_in_error"} <= MOVES[status]
        later = {other for other in FORWARD[place + 1 :] if other != "waitlisted" or status != "accepted"}
        assert later <= MOVES[status]
        assert status in ("scheduled", "waitlisted") or status not in MOVES[status]
    assert all(not MOVES[status] for status in CLOSED)
    assert set(MOVES) == set(STATUSES)
    assert set(OPEN).isdisjoint(CLOSED)


@pytest.mark.parametrize(
    ("days", "expected"),
    [("2026-03-06", "2026-03-13"), ("2026-03-07", "2026-03-13"), ("2026-03-09", "2026-03-16")],
)
def test_a_family_has_five_school_days(days: str, expected: str) -> None:
    """Five school days after the letter was given somebody asks; weekends do not count."""
    day = datetime.date.fromisoformat(days)
    state = fold([Event("a", 1, "sent", "staff", day)])
    assert due_on(state, SchoolCalendar(), day) == datetime.date.fromisoformat(expected)


def test_a_holiday_is_no_school_day() -> None:
    """What the school calendar closes is passed over."""
    day = datetime.date(2026, 11, 24)
    calendar = SchoolCalendar(frozenset({datetime.date(2026, 11, 26), datetime.date(2026, 11, 27)}))
    state = fold([Event("a", 1, "scheduled", "staff", day, on_date=datetime.date(2026, 11, 25))])
    assert due_on(state, calendar, day) == datetime.date(2026, 11, 30)
