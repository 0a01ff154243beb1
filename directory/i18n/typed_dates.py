"""Days and times as people type them, in English and Spanish; phones with a calendar send 2026-12-03 and 15:30.

>>> opened = datetime.date(2026, 11, 24)
>>> read_day("12/3", "en", since=opened), read_day("3 de diciembre", "es", since=opened)
(datetime.date(2026, 12, 3), datetime.date(2026, 12, 3))
>>> read_day("3/12/2026", "es", since=opened) is None
True
>>> read_time("3:30 pm"), read_time("9"), read_time("15h30")
('15:30', '09:00', '15:30')
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache

from babel.dates import get_day_names, get_month_names

from directory.i18n.catalogs import ENGLISH, languages
from matching.text import without_accents

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_PARTS = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})(?:\s*[/.\-]\s*(\d{4}|\d\d))?")
_LETTERS = r"[^\W\d_]{3,}"
_NAMED = re.compile(
    rf"(?:(?P<first>\d{{1,2}})(?:\D{{0,6}} )?(?P<before>{_LETTERS})\.?"
    rf"|(?P<after>{_LETTERS})\.? ?(?P<second>\d{{1,2}})(?!\d)(?:st|nd|rd|th|\.?[ºo°])?)"
    r"(?:,? ?(?:de|del|of)?(?: '?|(?<=,)'?)(?P<year>\d{4}|\d\d))?"
)
_WEEKDAY = re.compile(rf"(?:el |on )?(?:(?P<name>{_LETTERS})[.,]* )?(?:el |the )?")
_TIME = re.compile(r"(\d{1,2})(?:\s*h|\s*[:.h]\s*(\d\d))?\s*(?:([ap])\s*\.?\s*(?:m\s*\.?)?)?")
_AFTERNOON = frozenset("123456")
_CENTURY = 2000
_SLIP = datetime.timedelta(days=60)

Names = Callable[..., Mapping[int, str]]
"""A function of babel that returns the months or the weekdays of a language by their numbers."""


def read_day(
    words: str, language: str, *, since: datetime.date | None = None, until: datetime.date | None = None
) -> datetime.date | None:
    """Return the day that was typed, or None if it is not a day or could be two: a weekday that it does not fall on makes it two.

    Without a year it is the first such day from `since` on, or the last one up to `until`, or one at most 60 days beyond that
    bound; with neither bound, a day needs its year.
    """
    words = _plain(words)
    found = _read(words, language, since, until)
    start = _WEEKDAY.match(words)
    if found is not None or start is None or not start[0]:
        return found
    found = _read(words[start.end() :], language, since, until)
    meant = start["name"] is None or (found and found.weekday() == _number(start["name"], language, get_day_names))
    return found if meant else None


def _plain(words: str) -> str:
    """Return the text in lower case and with ASCII digits, without the invisible marks that calendars put around a day."""
    seen = (c for c in words if unicodedata.category(c) != "Cf")
    return " ".join("".join(str(unicodedata.decimal(c, c)) for c in seen).split()).casefold()


def _read(words: str, language: str, since: datetime.date | None, until: datetime.date | None) -> datetime.date | None:
    if iso := _ISO.fullmatch(words):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if parts := _PARTS.fullmatch(words):
        month, number = _order(int(parts[1]), int(parts[2]), language)
        return _dated(month, number, parts[3], since, until)
    named = _NAMED.fullmatch(words)
    if not named:
        return None
    month = _number(named["before"] or named["after"], language, get_month_names) or 0
    return _dated(month, int(named["first"] or named["second"]), named["year"], since, until)


def _order(first: int, second: int, language: str) -> tuple[int, int]:
    """Return the month and the day of two numbers, or zeros where a reader of this language could mean either order."""
    if language == "en" or first == second:
        return first, second
    # In Spanish the day comes first, but people who live here may write it the American way.
    if first > 12:
        return second, first
    return (first, second) if second > 12 else (0, 0)


def _dated(
    month: int, day: int, year: str | None, since: datetime.date | None, until: datetime.date | None
) -> datetime.date | None:
    if year:
        return _day(int(year) + (_CENTURY if len(year) == 2 else 0), month, day)
    bound = since or until
    if bound is None:
        return None
    found = _around(bound, month, day)
    after, before = [one for one in found if one >= bound], [one for one in found if one <= bound]
    beyond = before[-1:] if since is not None else after[:1]
    if beyond and abs(beyond[0] - bound) <= _SLIP:
        # A slip, which the form refuses as such: it is not the same day of another year.
        return beyond[0]
    return min(after, default=None) if since is not None else max(before, default=None)


def _around(near: datetime.date, month: int, day: int) -> list[datetime.date]:
    """Return this day of the year before another day, of the same year, and of the next."""
    found = (_day(near.year + away, month, day) for away in (-1, 0, 1))
    return [one for one in found if one is not None]


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _number(word: str, language: str, names: Names) -> int | None:
    """Return the number of what a word names or begins to name ("dec", "sept", "diciembre"), or None where it could be none or two.

    The reader's own language and English come first, then all that families are written to in.
    """
    word = without_accents(word)
    for among in ((language, ENGLISH), languages()):
        found = {number for code in among for name, number in _numbers(code, names).items() if name.startswith(word)}
        if len(found) == 1:
            return found.pop()
    return None


@cache
def _numbers(language: str, names: Names) -> Mapping[str, int]:
    """Return the numbers of months or weekdays by their names; none for a language that no letter is written in."""
    if language not in languages():
        return {}
    return {without_accents(name.casefold()): number for number, name in names("wide", locale=language).items()}


def read_time(words: str) -> str | None:
    """Return the time that was typed, as HH:MM, or None. A bare hour from 1 to 6 is in the afternoon."""
    match = _TIME.fullmatch(_plain(words))
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3] or ""
    if half:
        hour = hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else 24
    elif match[1] in _AFTERNOON:
        hour += 12
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None
