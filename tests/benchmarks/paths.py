"""Random but likely ways of a referral: what happened on which day, said by whom."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass

from directory.models.codes import EndCode
from directory.referrals.reasons import REASONS
from directory.referrals.status import OPEN

_DAY = datetime.timedelta(days=1)

# From each status: those that may come next with their odds in a hundred, and the days until then in the mean. Together they
# bring about four referrals in ten to a first appointment.
_NEXT: dict[str, tuple[dict[str, int], float]] = {
    "draft": ({"sent": 96, "cancelled": 3, "entered_in_error": 1}, 0.7),
    "sent": ({"reached": 66, "scheduled": 10, "connected": 4, "not_completed": 20}, 6),
    "reached": ({"accepted": 56, "waitlisted": 10, "scheduled": 12, "not_completed": 22}, 6),
    "accepted": ({"scheduled": 84, "not_completed": 16}, 5),
    "waitlisted": ({"scheduled": 62, "not_completed": 38}, 30),
    "scheduled": ({"connected": 78, "not_completed": 22}, 8),
    "connected": ({"completed": 80, "not_completed": 20}, 45),
}
_SAID_BY = {
    "reached": ("family", 0.4),
    "scheduled": ("family", 0.25),
    "accepted": ("provider", 0.3),
    "connected": ("provider", 0.2),
}
_BETWEEN = (("note", "staff"), ("reminded", "system"), ("please_call", "family"), ("received", "provider"))
_OTHER_THAN_WORDS = tuple(reason for reason in REASONS if reason != EndCode.OTHER)
_LEFT_LYING = 0.05
"""The share of referrals, at each status, that nobody ever takes up again: they are what makes work lists long."""


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of a way; `retracts` is the place of the event that is taken back, counted from the opening."""

    kind: str
    who: str
    day: datetime.date
    reason: str | None = None
    on_date: datetime.date | None = None
    retracts: int | None = None


def path(rng: random.Random, opened_on: datetime.date, today: datetime.date) -> list[Happened]:
    """What happened from the opening until today, in order."""
    way = [Happened("opened", "staff", opened_on)]
    status, day = "draft", opened_on
    while status in OPEN:
        odds, days = _NEXT[status]
        day += round(rng.expovariate(1 / days)) * _DAY
        if day > today or rng.random() < _LEFT_LYING:
            break
        way += _between(rng, way[-1].day, day, len(way))
        status = rng.choices(list(odds), list(odds.values()))[0]
        way.append(_move(rng, status, day))
        if way[-1].who != "staff" and rng.random() < 0.8 and day < today:
            way.append(Happened("seen", "staff", day + _DAY))
            day += _DAY
    return way


def _move(rng: random.Random, status: str, day: datetime.date) -> Happened:
    who, share = _SAID_BY.get(status, ("staff", 1.0))
    reason = rng.choice(_OTHER_THAN_WORDS) if status == "not_completed" else None
    on_date = day + rng.randint(1, 14) * _DAY if status == "scheduled" else None
    return Happened(status, who if rng.random() < share else "staff", day, reason, on_date)


def _between(rng: random.Random, first: datetime.date, last: datetime.date, place: int) -> Iterator[Happened]:
    """What is said between two moves and moves nothing; now and then it is taken back."""
    if (last - first).days < 3 or rng.random() > 0.55:
        return
    kind, who = rng.choice(_BETWEEN)
    day = first + rng.randint(1, (last - first).days - 1) * _DAY
    yield Happened(kind, who, day)
    if rng.random() < 0.05:
        yield Happened("retracted", "staff", day, retracts=place)
