"""Days in words, and how long ago they were; in English, whatever language the machine is set to.

>>> day(datetime.date(2026, 3, 3)), ago(datetime.date(2026, 3, 3), datetime.date(2026, 11, 23))
('March 3, 2026', '8 months ago')
>>> day_of_year(datetime.date(2026, 12, 3)), weekday(datetime.date(2026, 12, 3)), month(datetime.date(2026, 12, 3))
('December 3', 'Thursday, December 3', 'December 2026')
"""

from __future__ import annotations

import datetime
import sys
from functools import lru_cache

from babel.dates import format_date, format_timedelta

from directory.i18n.catalogs import ENGLISH

# The days of each unit as Babel counts them.
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


def day(date: datetime.date) -> str:
    """Return a day with its year."""
    return _written(date.year, date.month, date.day, "long")


def day_of_year(date: datetime.date) -> str:
    """Return a day of this year or the next, without its year."""
    return _written(date.year, date.month, date.day, "MMMM d")


def weekday(date: datetime.date) -> str:
    """Return a day with its weekday, without its year."""
    return _written(date.year, date.month, date.day, "EEEE, MMMM d")


def month(date: datetime.date) -> str:
    """Return the month of a day with its year."""
    return _written(date.year, date.month, date.day, "MMMM y")


@lru_cache(maxsize=4096)
def _written(year: int, month: int, day: int, pattern: str) -> str:
    """Return a day in words; a page shows the same few days many times, and Babel reads its locale for each."""
    return format_date(datetime.date(year, month, day), pattern, ENGLISH)


def ago(date: datetime.date, today: datetime.date, language: str = ENGLISH) -> str:
    """Return how long ago a day was; "today" and "yesterday" are left to the catalogs.

    It is in days up to two weeks, in weeks up to two months, in months up to two years, then in years.
    """
    days = (today - date).days
    if days <= 1:
        return "today" if days <= 0 else "yesterday"
    if days < 14:
        return _before(days, "day", language)
    months = (today.year - date.year) * 12 + today.month - date.month - (today.day < date.day)
    if months < 2:
        return _before(days // 7, "week", language)
    return _before(months, "month", language) if months < 24 else _before(months // 12, "year", language)


def _before(number: int, unit: str, language: str) -> str:
    """Return "3 weeks ago"; with a threshold that nothing reaches, Babel stays with the unit."""
    time = datetime.timedelta(days=-number * _DAYS[unit])
    return format_timedelta(time, unit, threshold=sys.maxsize, add_direction=True, locale=language)  # type: ignore[arg-type]
