"""The codes of wishes: `kind:value`, where "-" before the value rules it out.

Hours are days and a time in one: `hours:sa@morning`, `hours:mo,we@1630-`, `hours:any@1700` (matching.wishes.clock has the times).
Days without a time are whole days that stand beside other hours: `hours:su`. Some are relative to the moment of asking: `hours:now`, `hours:today`, `hours:tomorrow@morning`.

>>> parse("day:-we"), str(parse("travel:no_car"))
(Wish(kind=<WishKind.DAY: 'day'>, value='we', ruled_out=True), 'travel:no_car')
>>> parse("time:noon")
Traceback (most recent call last):
ValueError: no wish has the code “time:noon”
>>> at_moment(["hours:now", "hours:today", "hours:tomorrow@morning", "time:evening", "time:now"], dt.datetime(2026, 11, 30, 16, 45))
('hours:mo@1645', 'hours:mo@1645-', 'hours:tu@morning', 'time:evening', 'time:m11')
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from matching.needs.activities import activities
from matching.weekdays import DAYS
from matching.wishes import seasons
from matching.wishes.clock import is_time


class WishKind(StrEnum):
    """What a wish is about."""

    DAY = "day"
    TIME = "time"
    HOURS = "hours"
    SETTING = "setting"
    HELPER = "helper"
    TRAVEL = "travel"
    ACCESS = "access"
    ACTIVITY = "activity"


class WishedTime(StrEnum):
    """A part of the day, of the week or of the year; a part of the day may be on any day."""

    MORNING = "morning"
    AFTER_SCHOOL = "after_school"
    EVENING = "evening"
    WEEKDAY = "weekday"
    WEEKEND = "weekend"
    SUMMER = "summer"
    FALL = "fall"
    WINTER_BREAK = "winter_break"
    SPRING_BREAK = "spring_break"


PARTS_OF_DAY = (WishedTime.MORNING, WishedTime.AFTER_SCHOOL, WishedTime.EVENING)
AFTERNOON = "afternoon"
"""The part of the day that is wished for with a day only: without one, afternoons mean after school."""

NOW, TODAY, TOMORROW, ANY_DAY = "now", "today", "tomorrow", "any"


class HelpSetting(StrEnum):
    """With how many others the help is given."""

    GROUP = "group"
    ONE_TO_ONE = "one_to_one"


class Helper(StrEnum):
    """Who helps."""

    WOMAN = "woman"
    MAN = "man"
    FAITH_BASED = "faith_based"
    NOT_FAITH_BASED = "not_faith_based"
    LGBTQ = "lgbtq"  # Somebody who knows LGBTQ+ young people.
    SAME_CULTURE = "same_culture"  # Somebody of the family's own culture.


class Travel(StrEnum):
    """How a family gets to a place."""

    NO_CAR = "no_car"
    WALK = "walk"
    BUS = "bus"


class Access(StrEnum):
    """What a place must have for somebody to get in."""

    WHEELCHAIR = "wheelchair"  # No steps: for wheelchairs, walkers and crutches.


_DAYS_LATER = {NOW: 0, TODAY: 0, TOMORROW: 1}


CRITERIA: Mapping[WishKind, str] = {
    WishKind.DAY: "schedule",
    WishKind.TIME: "schedule",
    WishKind.HOURS: "schedule",
    WishKind.SETTING: "setting",
    WishKind.HELPER: "helper",
    WishKind.TRAVEL: "travel",
    WishKind.ACCESS: "access",
    WishKind.ACTIVITY: "activity",
}
"""The criterion of a match by which wishes of a kind are judged."""

DAYS_OF_WEEK = tuple(day.lower() for day in DAYS)
"""The days as wishes and traits write them, Monday first."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish that was understood; only a day can be ruled out."""

    kind: WishKind
    value: str
    ruled_out: bool = False

    def __str__(self) -> str:
        return f"{self.kind}:{'-' if self.ruled_out else ''}{self.value}"


def parse(code: str) -> Wish:
    """Return the wish of a code; raise ValueError if there is none."""
    kind, _, value = code.partition(":")
    ruled_out = kind == WishKind.DAY and value.startswith("-")
    value = value[1:] if ruled_out else value
    if kind not in tuple(WishKind) or not _is_value(WishKind(kind), value):
        raise ValueError(f"no wish has the code “{code[:80]}”")
    return Wish(WishKind(kind), value, ruled_out)


def criterion(code: str) -> str:
    """Return the criterion that a wish is judged by."""
    return CRITERIA[parse(code).kind]


def is_relative(code: str) -> bool:
    """Return whether a wish depends on the moment of asking; raise ValueError for a code that is none."""
    wish = parse(code)
    if wish.kind == WishKind.TIME:
        return wish.value == seasons.NOW
    return wish.kind == WishKind.HOURS and wish.value.partition("@")[0] in _DAYS_LATER


def at_moment(codes: Iterable[str], moment: dt.datetime) -> tuple[str, ...]:
    """Return the wishes with the days and times that relative ones mean at a moment of local time, each once.

    What is open today is still open at that moment or later.
    """
    return tuple(dict.fromkeys(str(_fixed(code, moment)) if is_relative(code) else code for code in codes))


def _fixed(code: str, moment: dt.datetime) -> Wish:
    if parse(code).kind == WishKind.TIME:
        return Wish(WishKind.TIME, f"m{moment.month}")
    day, _, time = parse(code).value.partition("@")
    later = _DAYS_LATER[day]
    on = DAYS_OF_WEEK[(moment.weekday() + later) % len(DAYS_OF_WEEK)]
    if day == TOMORROW and not time:
        return Wish(WishKind.DAY, on)
    clock = f"{moment:%H%M}" + ("" if day == NOW else "-")
    return Wish(WishKind.HOURS, f"{on}@{time or clock}")


def _is_value(kind: WishKind, value: str) -> bool:
    if kind == WishKind.HOURS:
        return _are_hours(value)
    return value in (activities() if kind == WishKind.ACTIVITY else _VALUES[kind])


def _are_hours(value: str) -> bool:
    days, at, time = value.partition("@")
    named = days.split(",")
    are_days = set(named) <= set(DAYS_OF_WEEK) and len(set(named)) == len(named)
    if not at:
        return are_days or days in (NOW, TODAY, TOMORROW)
    known = are_days or days in (ANY_DAY, TODAY, TOMORROW)
    return known and (time in PARTS_OF_DAY or time == AFTERNOON or is_time(time))


_VALUES: Mapping[WishKind, Collection[str]] = {
    WishKind.DAY: DAYS_OF_WEEK,
    WishKind.TIME: frozenset(WishedTime) | seasons.MONTHS.keys() | {seasons.NOW},
    WishKind.SETTING: frozenset(HelpSetting),
    WishKind.HELPER: frozenset(Helper),
    WishKind.TRAVEL: frozenset(Travel),
    WishKind.ACCESS: frozenset(Access),
}
