"""Times of the day in the codes of wishes, and the hours in the traits of a listing that answer them.

A time is a moment or an interval, in hours and minutes: `1700` (open at 5 pm), `1630-` (at any time after), `-0900` (before),
`1500-1800` (between them). A trait has the hours of some days: `open:mo,tu:0900-1700`.

>>> hours = opening_hours(frozenset({"open:mo,tu:0900-1700", "open:fr:2000-0200"}))
>>> is_open(hours, "mo", "1630-"), is_open(hours, "mo", "1700"), is_open(hours, "sa", "0130"), is_open(hours, "sa", "-0900")
(True, False, True, False)
>>> closing_time(hours, frozenset({"mo", "tu"}), "1630-"), closing_time(hours, frozenset({"mo", "fr"}), "1630-")
('1700', None)
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from matching.weekdays import DAYS
from matching.wishes.answer import Traits

_OF_DAY = r"(?:[01]\d|2[0-3])[0-5]\d"
_TIME = re.compile(rf"(?:{_OF_DAY})?-?(?:{_OF_DAY}|(?<=-)2400)?")
_DAYS = tuple(day.lower() for day in DAYS)
_TRAIT = "open:"
MIDNIGHT = "2400"

OpeningHours = Mapping[str, tuple[tuple[str, str], ...]]
"""The hours of each day (mo to su), as HHMM; those that end on the next day close before they open."""

AFTERNOON = "1200-1800"


def is_time(code: str) -> bool:
    """Return whether a code is a moment or an interval, which ends after it begins."""
    if code in ("", "-") or not _TIME.fullmatch(code):
        return False
    begins, interval, ends = code.partition("-")
    return len(begins) <= len(MIDNIGHT) if not interval else begins < (ends or MIDNIGHT)


def opening_hours(traits: Traits) -> OpeningHours:
    """Return the hours that a listing's traits give."""
    return _opening_hours(frozenset(trait for trait in traits if trait.startswith(_TRAIT)))


@lru_cache(maxsize=4_096)
def _opening_hours(traits: Traits) -> OpeningHours:
    found: dict[str, list[tuple[str, str]]] = {}
    for trait in sorted(traits):
        days, _, hours = trait.removeprefix(_TRAIT).partition(":")
        opens, _, closes = hours.partition("-")
        for day in days.split(","):
            found.setdefault(day, []).append((opens, closes))
    return {day: tuple(several) for day, several in found.items()}


def opening_traits(hours: Collection[tuple[str, str, str]]) -> tuple[str, ...]:
    """Return the traits of opening hours, each a day and two times as HH:MM; days with the same hours share one."""
    days: dict[str, list[str]] = {}
    for day, opens, closes in sorted(set(hours), key=lambda one: (_DAYS.index(one[0]), *one[1:])):
        days.setdefault(f"{opens}-{closes}".replace(":", ""), []).append(day)
    return tuple(f"{_TRAIT}{','.join(of_day)}:{span}" for span, of_day in days.items())


def is_open(hours: OpeningHours, day: str, time: str) -> bool:
    """Return whether a listing is open on a day at a time; for an interval, at any moment of it."""
    return bool(_open_then(hours, day, time))


def closing_time(hours: OpeningHours, days: Collection[str], time: str) -> str | None:
    """Return when a listing closes that is open then on each of these days; None if it differs from day to day."""
    closes = {_last(_open_then(hours, day, time))[1] for day in days}
    return closes.pop() if len(closes) == 1 else None


def first_closing(hours: OpeningHours, times: Mapping[str, str]) -> str:
    """Return when a listing closes that is open at a time of each day; of several days, the earliest."""
    return min((_last(_open_then(hours, day, time)) for day, time in times.items()), key=_ends)[1]


def last_closing(hours: OpeningHours, day: str) -> str:
    """Return when a listing closes on a day on which it is open; of several hours, the last."""
    return _last(hours[day])[1]


def _last(spans: Collection[tuple[str, str]]) -> tuple[str, str]:
    return max(spans, key=_ends)


def _open_then(hours: OpeningHours, day: str, time: str) -> list[tuple[str, str]]:
    begins, interval, ends = time.partition("-")
    if interval:
        return [one for one in hours.get(day, ()) if one[0] < (ends or MIDNIGHT) and (begins or "0000") < _ends(one)]
    before = _DAYS[_DAYS.index(day) - 1]
    late = [one for one in hours.get(before, ()) if one[1] <= one[0] and time < one[1]]
    return [one for one in hours.get(day, ()) if one[0] <= time < _ends(one)] or late


def _ends(span: tuple[str, str]) -> str:
    """Return when hours end on the day on which they begin."""
    return span[1] if span[1] > span[0] else MIDNIGHT
