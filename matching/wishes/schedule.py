"""When a service is open, judged by what a family wishes: days, parts of the day, times of the year.

Any of the days wished for will do, and any of the times. A day and a part of the day are wished for together ("Saturday
mornings"; two such wishes stay apart: "Saturday morning or Tuesday at 5", and so does a day whose hours are wished for: "Sunday, or in the morning"), but a weekend stands beside the evening and the hours after school ("evenings or weekends"): nobody is at school on it.
A day that is ruled out fails a service only if that is open on no other.

>>> codes = frozenset("day:mo day:sa days:all hours:all time:morning -mo:morning".split())
>>> [(found.code, found.fields) for found in judge(codes, [parse("day:sa"), parse("time:morning")])]
[(2, {'hours': ('5:morning',)})]
>>> [found.code for found in judge(codes, [parse("day:mo"), parse("time:morning")])]
[0]
>>> [found.fields for found in judge(codes | {"open:sa:1000-1400"}, [parse("hours:sa@1300-")])]
[{'hours': ('5:1300->1400',)}]
>>> [found.code for found in judge(codes, [parse("day:-sa")])], [found.code for found in judge(frozenset(), [parse("day:sa")])]
([2], [1])
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from matching.after_school import Trip
from matching.reason_codes import ReasonCode
from matching.verdicts import FAIL, PASS, UNKNOWN
from matching.wishes.answer import Traits, WishAnswer
from matching.wishes.clock import AFTERNOON as AFTERNOON_HOURS
from matching.wishes.clock import closing_time, is_open, opening_hours
from matching.wishes.codes import (
    AFTERNOON,
    ANY_DAY,
    DAYS_OF_WEEK,
    NOW,
    PARTS_OF_DAY,
    TODAY,
    TOMORROW,
    Wish,
    WishedTime,
    WishKind,
    parse,
)
from matching.wishes.from_school import in_time, known_trip, open_after_school, too_late
from matching.wishes.seasons import months_of

__all__ = ["judge", "parse"]

WEEKDAYS, WEEKEND = frozenset(DAYS_OF_WEEK[:5]), frozenset(DAYS_OF_WEEK[5:])
EVERY_DAY = WEEKDAYS | WEEKEND


@dataclass(frozen=True, slots=True)
class Slot:
    """One of the times that will do: a part of the day or a time of the clock, or the whole of the day, on some days."""

    days: frozenset[str]
    time: str = ""

    def code(self, days: frozenset[str]) -> str:
        """Return the slot on some of its days as a field of a reason: days by number, and the time: "0,1:evening"."""
        return f"{','.join(str(DAYS_OF_WEEK.index(day)) for day in sorted(days, key=DAYS_OF_WEEK.index))}:{self.time}"


def judge(traits: Traits, wishes: Sequence[Wish], trip: Trip | None = None) -> Iterator[WishAnswer]:
    """Yield what the traits say about the hours wished for, and the times of the year; `trip` is the way there from school, if known."""
    of_year = tuple(dict.fromkeys(wish.value for wish in wishes if wish.kind == WishKind.TIME and months_of(wish.value)))
    others = tuple(wish for wish in wishes if not (wish.kind == WishKind.TIME and wish.value in of_year))
    if others:
        yield from _hours(traits, slots(others), known_trip(trip, traits))
    if of_year:
        yield _seasons(traits, of_year)


@lru_cache(maxsize=256)
def slots(wishes: tuple[Wish, ...]) -> tuple[Slot, ...]:
    """Return the times that will do, of wishes for days and times."""
    values = [wish.value for wish in wishes if wish.kind != WishKind.HOURS]
    hours = [_days_and_time(wish.value) for wish in wishes if wish.kind == WishKind.HOURS]
    ruled_out = frozenset(wish.value for wish in wishes if wish.ruled_out)
    days = frozenset(wish.value for wish in wishes if wish.kind == WishKind.DAY) - ruled_out
    days |= WEEKDAYS if WishedTime.WEEKDAY in values else frozenset()
    parts = [*(str(part) for part in PARTS_OF_DAY if part in values), *(time for of_days, time in hours if not of_days)]
    found = [Slot(of_days, time) for of_days, time in hours if of_days]
    if WishedTime.WEEKEND in values and parts == [WishedTime.MORNING]:
        days |= WEEKEND
    elif WishedTime.WEEKEND in values:
        found.append(Slot(WEEKEND))
    found += [Slot(_fitting(part, days), part) for part in parts]
    alone = days if not parts else days & WEEKEND if parts == [WishedTime.AFTER_SCHOOL] else frozenset()
    found.append(Slot(alone))
    left = [Slot(slot.days - ruled_out, slot.time) for slot in found if slot.days - ruled_out]
    return tuple(left) or (Slot(EVERY_DAY - ruled_out or EVERY_DAY),)


def _days_and_time(value: str) -> tuple[frozenset[str], str]:
    """Return the days of an hours wish, none for any, and its time; raise ValueError if the wish is relative to a moment."""
    days, _, time = value.partition("@")
    if days in (NOW, TODAY, TOMORROW):
        raise ValueError(f"the hours {value} depend on the moment of asking: at_moment gives them a day")
    on = frozenset() if days == ANY_DAY else frozenset(days.split(","))
    return on, AFTERNOON_HOURS if time == AFTERNOON else time


def _fitting(part: str, days: frozenset[str]) -> frozenset[str]:
    """Return the days on which a part of the day is wished for; on weekends there is no school to be over."""
    return (days or EVERY_DAY) & (WEEKDAYS if part == WishedTime.AFTER_SCHOOL else EVERY_DAY)


def _hours(traits: Traits, wanted: Sequence[Slot], trip: Trip | None) -> Iterator[WishAnswer]:
    open_days = frozenset(day for day in EVERY_DAY if f"day:{day}" in traits)
    hit = [(slot, days) for slot in wanted if (days := _open_on(traits, slot, open_days, trip))]
    from_school = [(slot, days) for slot, days in hit if trip and slot.time == WishedTime.AFTER_SCHOOL]
    yield from (open_after_school(traits, days, trip) for _, days in from_school if trip)
    if others := [one for one in hit if one not in from_school]:
        yield WishAnswer(PASS, ReasonCode.OPEN_THEN, {"hours": tuple(_open_code(traits, slot, days) for slot, days in others)})
    if hit:
        return
    fields = {"wanted_hours": tuple(slot.code(slot.days) for slot in wanted)}
    if not all(_surely_closed(traits, slot, open_days) for slot in wanted):
        yield WishAnswer(UNKNOWN, ReasonCode.HOURS_NOT_LISTED, fields)
        return
    alone = wanted[0] if len(wanted) == 1 and trip and wanted[0].time == WishedTime.AFTER_SCHOOL else None
    late = too_late(traits, alone.days & opening_hours(traits).keys(), trip, FAIL) if alone and trip else None
    yield late or WishAnswer(FAIL, ReasonCode.OPEN_OTHERWISE, fields)


def _open_on(traits: Traits, slot: Slot, open_days: frozenset[str], trip: Trip | None) -> frozenset[str]:
    """Return the days of a slot on which a listing is open then; after midnight the hours may be those of the day before."""
    if not slot.time:
        return slot.days & open_days
    if slot.time == WishedTime.AFTER_SCHOOL and trip:
        return in_time(traits, slot.days, trip)
    if slot.time in PARTS_OF_DAY:
        days = slot.days & open_days if f"time:{slot.time}" in traits else EVERY_DAY - EVERY_DAY
        return frozenset(day for day in days if f"-{day}:{slot.time}" not in traits)
    hours = opening_hours(traits)
    return frozenset(day for day in slot.days if is_open(hours, day, slot.time))


def _open_code(traits: Traits, slot: Slot, days: frozenset[str]) -> str:
    """Return the code of a slot on the days on which a listing is open then, with its closing time if the clock was asked for."""
    asked = slot.time and slot.time not in PARTS_OF_DAY
    closes = closing_time(opening_hours(traits), days, slot.time) if asked else None
    return slot.code(days) + (f">{closes}" if closes else "")


def _surely_closed(traits: Traits, slot: Slot, open_days: frozenset[str]) -> bool:
    """Whether the listing leaves no doubt that it is closed then: all its days are known, and the hours of those that would do."""
    return "days:all" in traits and (not slot.time or not slot.days & open_days or "hours:all" in traits)


def _seasons(traits: Traits, wanted: tuple[str, ...]) -> WishAnswer:
    """Return what the traits say about the times of the year wished for, of which any will do."""
    if met := tuple(value for value in wanted if _runs(traits, value) == PASS):
        return WishAnswer(PASS, ReasonCode.RUNS_THEN, {"seasons": met})
    if all(_runs(traits, value) == FAIL for value in wanted):
        return WishAnswer(FAIL, ReasonCode.RUNS_OTHERWISE, {"seasons": wanted})
    return WishAnswer(UNKNOWN, ReasonCode.RUNS_NOT_LISTED, {"seasons": wanted})


def _runs(traits: Traits, value: str) -> int:
    return PASS if f"time:{value}" in traits else FAIL if f"-time:{value}" in traits else UNKNOWN
