"""The table of moves and the fold, under any events in any order."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.district_settings.school_calendar import SchoolCalendar
from directory.models.codes import Author, EndCode, EventKind, ReferralStatus
from directory.referrals.due import due_on
from directory.referrals.reasons import REASONS
from directory.referrals.status import (
    CLERICAL,
    CLOSED,
    FORWARD,
    HEARD,
    KINDS,
    MOVED_TO,
    MOVES,
    NEWS,
    OPEN,
    QUIET,
    SILENT,
    STATUSES,
    Event,
    State,
    refusal,
    retracted,
    state_of,
)
from directory.referrals.updates import outcome

FIRST = datetime.date(2026, 3, 2)

OFTEN = tuple(
    EventKind(kind)
    for kind in (
        "sent",
        "scheduled",
        "missed_appointment",
        "not_completed",
        "cancelled",
        "reopened",
        "retracted",
        "seen",
        "reminded",
    )
)
EVENTS: st.SearchStrategy[list[dict[str, Any]]] = st.lists(
    st.builds(
        dict,
        # Every kind comes, and what hangs together often enough to meet.
        kind=st.one_of(st.sampled_from([*KINDS]), st.sampled_from(OFTEN), st.sampled_from(OFTEN)),
        who=st.sampled_from(list(Author)),
        happened_on=st.integers(0, 60).map(lambda days: FIRST + datetime.timedelta(days=days)),
        reason=st.one_of(st.none(), st.sampled_from(list(REASONS))),
        on_date=st.one_of(st.none(), st.integers(0, 90).map(lambda days: FIRST + datetime.timedelta(days=days))),
        at_time=st.sampled_from([None, "09:00", "15:30"]),
        retracts=st.integers(0, 14),
        held=st.sampled_from([False, False, False, True]),
        recorded_on=st.one_of(st.none(), st.integers(0, 60).map(lambda days: FIRST + datetime.timedelta(days=days))),
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


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where a referral stands after a move: `number` is that of the event that brought it there."""

    number: int
    status: ReferralStatus
    since: datetime.date | None = None
    reason: EndCode | None = None
    on_date: datetime.date | None = None
    at_time: str | None = None


def _slowly(events: list[Event]) -> State:
    """The state, each part of it read off the list of events for itself, as its sentence in State says."""
    gone: set[str] = set()
    for event in reversed(events):
        if event.kind == EventKind.RETRACTED and event.id not in gone:
            gone |= {one.id for one in events if one.id == event.retracts and one.number < event.number}
    standing = [event for event in events if event.id not in gone]
    stands, idle = _stands(standing)
    last = stands[-1]
    staff = [one for one in standing if one.who == Author.STAFF and one.kind not in CLERICAL]
    quiet = [one for one in staff if one.kind in QUIET and one.number > last.number]
    tellings = [one for one in standing if one.kind == EventKind.PROVIDER_TOLD]
    told = [one.number for one in tellings]
    spoken = [one for one in staff if one.kind not in SILENT or _status_at(stands, one.number) != "sent"]
    heard = [one for one in standing if one.kind != EventKind.PROVIDER_TOLD and (one.kind in HEARD or one.who == Author.PROVIDER)]
    news = [
        one for one in standing if one.who in (Author.FAMILY, Author.PROVIDER) or (one.who == Author.SYSTEM and one.kind in NEWS)
    ]
    first: dict[ReferralStatus, datetime.date] = {}
    for stand in stands[1:]:
        assert stand.since is not None
        first.setdefault(stand.status, stand.since)
    return State(
        status=last.status,
        since=last.since,
        reason=last.reason,
        on_date=last.on_date,
        at_time=last.at_time,
        made_on=_made_on(stands, standing),
        recalled_on=_recalled_on(stands, standing),
        missed=_missed(stands, standing),
        told=bool(told),
        told_on=tellings[-1].happened_on if tellings else None,
        heard=any(one.number > max(told, default=-1) for one in heard),
        followed=bool(quiet),
        touched=spoken[-1].happened_on if spoken else None,
        look_on=quiet[-1].on_date if quiet else None,
        first=first,
        unseen=tuple(one.id for one in news if one.number > (staff[-1].number if staff else -1)),
        idle=idle,
    )


def _stands(events: list[Event]) -> tuple[list[_Stand], tuple[str, ...]]:
    """Every stand from the draft on, walking along the table, and the moves that led nowhere."""
    stands, idle = [_Stand(-1, ReferralStatus.DRAFT)], []
    for event in events:
        now = stands[-1]
        if event.kind == EventKind.REOPENED and now.status in CLOSED:
            before = next(one for one in reversed(stands) if one.status in OPEN)
            stands.append(replace(before, number=event.number, since=event.happened_on, reason=None))
        elif (to := MOVED_TO.get(event.kind)) is not None and to in MOVES[now.status] and not event.held:
            told = (event.happened_on, event.reason, event.on_date, event.at_time)
            stands.append(_Stand(event.number, to, *told))
        elif event.kind in (*MOVED_TO, EventKind.REOPENED):
            idle.append(event.id)
    return stands, tuple(idle)


def _missed(stands: list[_Stand], events: list[Event]) -> int:
    """How many appointments were missed since the last one was made, over the time that the referral was closed."""
    if stands[-1].status not in OPEN:
        return 0
    since = next((one.number for one in reversed(stands) if one.status in OPEN and not _is_reopening(one, events)), -1)

    missed = [one for one in events if one.kind == EventKind.MISSED_APPOINTMENT and one.number > since]
    return len([one for one in missed if _status_at(stands, one.number) == "scheduled"])


def _status_at(stands: list[_Stand], number: int) -> str:
    """The status before an event."""
    return [one.status for one in stands if one.number < number][-1]


def _made_on(stands: list[_Stand], events: list[Event]) -> datetime.date | None:
    """The day on which the appointment of a scheduled one was recorded, over the time that the referral was closed."""
    if stands[-1].status != ReferralStatus.SCHEDULED:
        return None
    made = next(one for one in reversed(stands) if one.status == ReferralStatus.SCHEDULED and not _is_reopening(one, events))
    return next(one.recorded_on or one.happened_on for one in events if one.number == made.number)


def _recalled_on(stands: list[_Stand], events: list[Event]) -> datetime.date | None:
    """The last day on which mail or staff reminded the family of the appointment that is made now."""
    if stands[-1].status != ReferralStatus.SCHEDULED:
        return None
    since = max(one.number for one in stands if one.status == ReferralStatus.SCHEDULED and not _is_reopening(one, events))

    told = [
        one
        for one in events
        if one.kind == EventKind.REMINDED or (one.kind, one.who, one.on_date) == (EventKind.SEEN, Author.STAFF, None)
    ]
    days = [
        one.recorded_on or one.happened_on for one in told if one.number > since and _status_at(stands, one.number) == "scheduled"
    ]
    return days[-1] if days else None


def _is_reopening(stand: _Stand, events: list[Event]) -> bool:
    return any(one.number == stand.number and one.kind == EventKind.REOPENED for one in events)


def test_every_kind_has_words() -> None:
    """Whatever can be recorded has words on the timeline."""
    assert set(KINDS) == set(EventKind)


@pytest.mark.slow
@settings(max_examples=1000)
@given(EVENTS)
def test_the_state_is_what_the_events_say(drawn: list[dict[str, Any]]) -> None:
    """Whatever comes, late, repeated, out of order or taken back, the fold ends where a slow and obvious reading ends."""
    events = _events(drawn)
    assert state_of(events) == _slowly(events)


@given(EVENTS, st.integers(0, 13))
def test_a_taking_back_taken_back_is_as_if_neither_had_been(drawn: list[dict[str, Any]], which: int) -> None:
    """Whoever takes a taking back back has the referral as it was, whatever is in it."""
    events = _events(drawn)
    if which >= len(events):
        return
    back = Event("back", len(events), EventKind.RETRACTED, Author.SYSTEM, FIRST, retracts=f"e{which}")
    again = Event("again", len(events) + 1, EventKind.RETRACTED, Author.SYSTEM, FIRST, retracts="back")
    assert state_of([*events, back, again]) == state_of(events)


def test_a_reopening_keeps_the_appointment() -> None:
    """What was closed by mistake and opened again has its appointment, and what was missed of it, as before."""
    day = FIRST + datetime.timedelta(days=9)
    events = [
        Event("a", 1, EventKind.SCHEDULED, Author.STAFF, FIRST, on_date=day, at_time="15:30"),
        Event("b", 2, EventKind.MISSED_APPOINTMENT, Author.STAFF, FIRST),
        Event("c", 3, EventKind.CANCELLED, Author.STAFF, FIRST),
        Event("d", 4, EventKind.REOPENED, Author.STAFF, FIRST + datetime.timedelta(days=1)),
    ]
    state = state_of(events)
    assert (state.status, state.on_date, state.at_time, state.missed) == (ReferralStatus.SCHEDULED, day, "15:30", 1)
    assert state.since == FIRST + datetime.timedelta(days=1)


@given(EVENTS, st.randoms(use_true_random=False))
def test_the_order_of_reading_does_not_matter(drawn: list[dict[str, Any]], random: object) -> None:
    """Events are taken in the order of their numbers, however they were read."""
    events = _events(drawn)
    mixed = list(events)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert state_of(mixed) == state_of(events)


@given(EVENTS)
def test_taking_the_newest_event_back_is_as_if_it_had_not_been(drawn: list[dict[str, Any]]) -> None:
    """After an event is taken back, everything is as it was before it."""
    events = _events(drawn)
    if not events:
        return
    last = events[-1]
    undone = [*events, Event("back", len(events), EventKind.RETRACTED, Author.SYSTEM, FIRST, retracts=last.id)]
    if last.kind != EventKind.RETRACTED:
        assert state_of(undone) == state_of(events[:-1])
    assert last.id in retracted(undone)


@given(EVENTS)
def test_a_state_makes_sense(drawn: list[dict[str, Any]]) -> None:
    """A state has a first day for its status unless it is a draft, an outcome and a due day or none, and never fails."""
    state = state_of(_events(drawn))
    assert state.status in STATUSES
    assert state.since is not None or state.status == ReferralStatus.DRAFT
    assert state.status == ReferralStatus.DRAFT or state.status in state.first
    assert outcome(state) in (0, 1, None)
    day = due_on(state, SchoolCalendar(), FIRST)
    assert day is not None or state.status in CLOSED
    assert all(kind in MOVED_TO or kind == EventKind.REOPENED for kind in [e.kind for e in _events(drawn) if e.id in state.idle])


@pytest.mark.slow
@given(EVENTS, st.sampled_from([*KINDS]))
def test_what_is_not_refused_moves(drawn: list[dict[str, Any]], kind: EventKind) -> None:
    """A kind is refused in a sentence, or recording it leads to its status (a reopening out of the closed one)."""
    events = _events(drawn)
    state = state_of(events)
    after = state_of([*events, Event("new", len(events), kind, Author.STAFF, FIRST)])
    words = refusal(state, kind)
    if words is not None:
        assert words.endswith(".")
        assert after.status == state.status
    elif kind in MOVED_TO:
        assert after.status is MOVED_TO[kind]
    elif kind == EventKind.REOPENED:
        assert after.open


def test_moves_go_forward_or_end() -> None:
    """From an open status one may go to any later one and to the three ends; from a closed one nowhere."""
    for place, status in enumerate(FORWARD[:-1]):
        assert {"not_completed", "cancelled", "entered_in_error"} <= MOVES[status]
        later = {
            other for other in FORWARD[place + 1 :] if other != ReferralStatus.WAITLISTED or status != ReferralStatus.ACCEPTED
        }
        assert later <= MOVES[status]
        assert status in (ReferralStatus.SCHEDULED, ReferralStatus.WAITLISTED) or status not in MOVES[status]
    assert all(not MOVES[status] for status in CLOSED)
    assert set(MOVES) == set(STATUSES)
    assert set(OPEN).isdisjoint(CLOSED)


@pytest.mark.parametrize(
    ("days", "expected"),
    [("2026-03-05", "2026-03-10"), ("2026-03-07", "2026-03-11"), ("2026-03-09", "2026-03-12")],
)
def test_a_family_is_asked_within_three_school_days(days: str, expected: str) -> None:
    """Three school days after the letter was given somebody asks; weekends do not count."""
    day = datetime.date.fromisoformat(days)
    state = state_of([Event("a", 1, EventKind.SENT, Author.STAFF, day)])
    assert due_on(state, SchoolCalendar(), day) == datetime.date.fromisoformat(expected)


def test_a_holiday_is_no_school_day() -> None:
    """What the school calendar closes is passed over."""
    day = datetime.date(2026, 11, 24)
    calendar = SchoolCalendar(frozenset({datetime.date(2026, 11, 26), datetime.date(2026, 11, 27)}))
    state = state_of([Event("a", 1, EventKind.SCHEDULED, Author.STAFF, day, on_date=datetime.date(2026, 11, 25))])
    assert due_on(state, calendar, day) == datetime.date(2026, 11, 30)
