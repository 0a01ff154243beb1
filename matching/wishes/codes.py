"""The codes of wishes: `kind:value`, where "-" before the value rules it out.

>>> parse("day:-we"), str(parse("travel:no_car"))
(Wish(kind=<WishKind.DAY: 'day'>, value='we', ruled_out=True), 'travel:no_car')
>>> parse("time:noon")
Traceback (most recent call last):
ValueError: no wish has the code “time:noon”
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from matching.needs.activities import activities
from matching.weekdays import DAYS


class WishKind(StrEnum):
    """What a wish is about."""

    DAY = "day"
    TIME = "time"
    SETTING = "setting"
    HELPER = "helper"
    TRAVEL = "travel"
    ACTIVITY = "activity"


class WishedTime(StrEnum):
    """A part of the day, of the week or of the year; a part of the day may be on any day."""

    MORNING = "morning"
    AFTER_SCHOOL = "after_school"
    EVENING = "evening"
    WEEKDAY = "weekday"
    WEEKEND = "weekend"
    SUMMER = "summer"


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


class Travel(StrEnum):
    """How a family gets to a place."""

    NO_CAR = "no_car"
    WALK = "walk"
    BUS = "bus"


CRITERIA: Mapping[WishKind, str] = {
    WishKind.DAY: "schedule",
    WishKind.TIME: "schedule",
    WishKind.SETTING: "setting",
    WishKind.HELPER: "helper",
    WishKind.TRAVEL: "travel",
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
    if kind not in tuple(WishKind) or value not in _values(WishKind(kind)):
        raise ValueError(f"no wish has the code “{code[:80]}”")
    return Wish(WishKind(kind), value, ruled_out)


def criterion(code: str) -> str:
    """Return the criterion that a wish is judged by."""
    return CRITERIA[parse(code).kind]


def _values(kind: WishKind) -> Collection[str]:
    if kind == WishKind.ACTIVITY:
        return activities()
    return _VALUES[kind]


_VALUES: Mapping[WishKind, Collection[str]] = {
    WishKind.DAY: DAYS_OF_WEEK,
    WishKind.TIME: frozenset(WishedTime),
    WishKind.SETTING: frozenset(HelpSetting),
    WishKind.HELPER: frozenset(Helper),
    WishKind.TRAVEL: frozenset(Travel),
}
