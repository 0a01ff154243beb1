"""Pure: counts of referrals from their events, each referral once, by how far it came.

    given  reached  accepted  scheduled  connected  completed
      40       31        25        22         20         12

A referral that passed a later step passed those before it, whether they were recorded or not; days between two steps are counted
only if both were. A referral is *given* once its letter was, or anything after it happened; until then it is a draft and counted
separately. It belongs to the period in which it was given. One that was entered in error is not counted.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from directory.models.codes import Author, EndCode, EventKind, ReferralStatus
from directory.referrals.status import CLOSED, MOVED_TO, MOVES, Event, state_of

STEPS = (
    ReferralStatus.SENT,
    ReferralStatus.REACHED,
    ReferralStatus.ACCEPTED,
    ReferralStatus.SCHEDULED,
    ReferralStatus.CONNECTED,
    ReferralStatus.COMPLETED,
)
STEP_WORDS: Mapping[ReferralStatus, str] = {
    ReferralStatus.SENT: "Letter given",
    ReferralStatus.REACHED: "Family and provider talked",
    ReferralStatus.ACCEPTED: "Accepted or on a waiting list",
    ReferralStatus.SCHEDULED: "Appointment made",
    ReferralStatus.CONNECTED: "First appointment took place",
    ReferralStatus.COMPLETED: "Completed",
}
CONNECTED = STEPS.index(ReferralStatus.CONNECTED)
ENDS = ("open", "completed", "not_completed", "cancelled")
DIMENSIONS = ("need", "provider", "school", "language", "grade")
_STEP_OF = {**{step: place for place, step in enumerate(STEPS)}, ReferralStatus.WAITLISTED: STEPS.index(ReferralStatus.ACCEPTED)}

Move = tuple[int, str, EventKind, datetime.date, EndCode | None, str | None, bool]
"""The fields of an event that a fold of moves reads: number, id, kind, happened_on, reason, retracts, held."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The keys by which a referral is counted: need, provider, school, language and grade band, in that order.

    `choice` 1 is the first of its opening, the others are backups.
    """

    id: str
    request_id: str
    opened_on: datetime.date
    keys: tuple[str, str, str, str, str]
    choice: int = 1


@dataclass(frozen=True, slots=True)
class Trace:
    """The result of a referral's moves, as in State of the fold: the status, why, and the first day of each status."""

    status: ReferralStatus
    reason: EndCode | None
    first: Mapping[ReferralStatus, datetime.date]


@dataclass(slots=True)
class Cell:
    """Referrals of a group: how many were given and connected, and the days between if both days are recorded."""

    given: int = 0
    connected: int = 0
    days: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Counted:
    """The exact counts; `passed` is in the order of STEPS.

    `between` are the days since the step before, `since_given` since the letter. `groups` has a cell for each key of each
    dimension, `crossed` counts combinations of keys.
    """

    passed: list[int]
    between: list[list[int]]
    since_given: list[list[int]]
    ends: Counter[str]
    reasons: Counter[str]
    drafts: int
    never_given: int
    openings: int
    openings_connected: int
    groups: Mapping[str, dict[str, Cell]]
    crossed: Counter[tuple[str, str, str, str, str]]


def trace(moves: Iterable[Move]) -> Trace:
    """Return the fold of referrals.status as far as counts need it, without what slows it down."""
    ordered = sorted(moves)
    if any(move[5] for move in ordered):
        # Retracted events are rare, and their meaning is defined in one place.
        state = state_of(Event(m[1], m[0], m[2], Author.STAFF, m[3], reason=m[4], retracts=m[5], held=m[6]) for m in ordered)
        return Trace(state.status, state.reason, state.first)
    status, before, reason = ReferralStatus.DRAFT, ReferralStatus.DRAFT, None
    first: dict[ReferralStatus, datetime.date] = {}
    for _, _, kind, day, why, _, held in ordered:
        if kind is EventKind.REOPENED and status in CLOSED:
            status, reason = before, None
        elif not held and (to := MOVED_TO.get(kind)) is not None and to in MOVES[status]:
            before = status if to in CLOSED else before
            status, reason = to, why
        else:
            continue
        first.setdefault(status, day)
    return Trace(status, reason, first)


def step_days(traced: Trace) -> tuple[int, list[datetime.date | None]]:
    """Return how many steps were passed, and the recorded first day of each."""
    days: list[datetime.date | None] = [None] * len(STEPS)
    passed = 0
    for status, day in traced.first.items():
        place = _STEP_OF.get(status)
        if place is not None:
            known = days[place]
            days[place] = day if known is None else min(day, known)
            passed = max(passed, place + 1)
    return passed, days


def count(
    referrals: Iterable[Facts],
    moves: Mapping[str, Sequence[Move]],
    first: datetime.date | None = None,
    last: datetime.date | None = None,
) -> Counted:
    """Return counts of the referrals given in the period, both days included, from their events (by referral id)."""
    start, end = first or datetime.date.min, last or datetime.date.max
    size = range(len(STEPS))
    counted = Counted(
        [0 for _ in size], [[] for _ in size], [[] for _ in size], Counter(), Counter(), 0, 0, 0, 0,
        {dimension: {} for dimension in DIMENSIONS}, Counter(),
    )  # fmt: skip
    openings: dict[str, bool] = {}
    for facts in referrals:
        traced = trace(moves.get(facts.id, ()))
        if traced.status == ReferralStatus.ENTERED_IN_ERROR:
            continue
        passed, days = step_days(traced)
        if not start <= (min((day for day in days if day), default=facts.opened_on)) <= end:
            continue
        if not passed:
            # A backup without a given letter is not overdue: it waits for the choice before it.
            counted.drafts += traced.status == ReferralStatus.DRAFT and facts.choice == 1
            counted.never_given += traced.status != ReferralStatus.DRAFT
            continue
        _add(counted, facts, traced, passed, days)
        openings[facts.request_id] = openings.get(facts.request_id, False) or passed > CONNECTED
    counted.openings, counted.openings_connected = len(openings), sum(openings.values())
    return counted


def _add(counted: Counted, facts: Facts, traced: Trace, passed: int, days: Sequence[Any]) -> None:
    for place in range(passed):
        counted.passed[place] += 1
        if place and days[place] and days[place - 1]:
            counted.between[place].append(_days(days[place - 1], days[place]))
        if place and days[place] and days[0]:
            counted.since_given[place].append(_days(days[0], days[place]))
    end = traced.status if traced.status in CLOSED else "open"
    counted.ends[end] += 1
    if end == "not_completed":
        counted.reasons[traced.reason or EndCode.OTHER] += 1
    counted.crossed[facts.keys] += 1
    connected = passed > CONNECTED
    for dimension, key in zip(DIMENSIONS, facts.keys, strict=True):
        cells = counted.groups[dimension]
        cell = cells.get(key)
        if cell is None:
            cell = cells[key] = Cell()
        cell.given += 1
        cell.connected += connected
        if connected and days[0] and days[CONNECTED]:
            cell.days.append(_days(days[0], days[CONNECTED]))


def _days(earlier: datetime.date, later: datetime.date) -> int:
    """Return the days from one to the other; events recorded in the wrong order took no time."""
    return max(0, (later - earlier).days)
