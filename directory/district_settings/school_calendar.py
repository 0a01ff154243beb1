"""The school calendar: which days have school, and counting school days.

It is read from a file of the district, a day or a span on each line, followed by a note:

    2026-11-26..2026-11-27  Thanksgiving
    2027-01-18              Martin Luther King Jr. Day

>>> calendar = read_calendar("2026-11-26..2026-11-27  Thanksgiving")
>>> calendar.after(datetime.date(2026, 11, 25), 1)
datetime.date(2026, 11, 30)
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

from directory.errors import UsageError

LONGEST_BREAK = 120
"""Days of the longest plausible span: a summer."""

_LINE = re.compile(r"(\d{4}-\d\d-\d\d)(?:\s*\.\.\s*(\d{4}-\d\d-\d\d))?(?:\s+.*)?")
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The days without school other than Saturdays and Sundays."""

    closed: frozenset[datetime.date] = frozenset()

    def has_school(self, day: datetime.date) -> bool:
        return day.weekday() < 5 and day not in self.closed

    def after(self, day: datetime.date, days: int) -> datetime.date:
        """Return the nth school day after a day; with 0 the day itself or the next that has school."""
        found = day
        while days > 0 or not self.has_school(found):
            found += _DAY
            days -= self.has_school(found)
        return found

    def between(self, first: datetime.date, last: datetime.date) -> int:
        """Return the number of school days after the first of these days, up to and including the last."""
        days = (last - first).days
        return sum(self.has_school(first + number * _DAY) for number in range(1, days + 1))

    def before(self, day: datetime.date, days: int) -> datetime.date:
        """Return the nth school day before a day; with 0 the day itself or the last that had school."""
        found = day
        while days > 0 or not self.has_school(found):
            found -= _DAY
            days -= self.has_school(found)
        return found


def read_calendar(text: str) -> SchoolCalendar:
    """Return the calendar of a file's text; raise UsageError naming the first bad line."""
    closed: set[datetime.date] = set()
    for number, line in enumerate(text.splitlines(), 1):
        words = line.partition("#")[0].strip().lstrip("\ufeff")
        if words:
            closed |= _days(words, number)
    return SchoolCalendar(frozenset(closed))


def calendar_in(path: Path | None) -> SchoolCalendar:
    """Return the calendar of this file, weekends alone if there is none; raise UsageError if it cannot be read."""
    if path is None:
        return SchoolCalendar()
    try:
        return read_calendar(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"The school calendar {path} cannot be read: check REFERRAL_DESK_CALENDAR.") from None


def calendar_or_weekends(path: Path | None) -> SchoolCalendar:
    """Return the same for a page, which must not fail over a typing error: weekends alone if the file cannot be read."""
    try:
        return calendar_in(path)
    except UsageError:
        return SchoolCalendar()


def wrong_with(path: Path | None, today: datetime.date) -> str | None:
    """Return a sentence on what to correct in the calendar; None if there is nothing to correct, or no calendar."""
    try:
        closed = calendar_in(path).closed
    except UsageError as error:
        return f"{error} Until then only weekends count as days without school."
    if path is None or any(day > today for day in closed):
        return None
    return f"The school calendar {path} has no day to come: add the days without school of the next months."


def _days(words: str, number: int) -> set[datetime.date]:
    match = _LINE.fullmatch(words)
    try:
        first = datetime.date.fromisoformat(match[1]) if match else None
        last = datetime.date.fromisoformat(match[2]) if match and match[2] else first
    except ValueError:
        first = last = None
    if first is None or last is None or not first <= last <= first + LONGEST_BREAK * _DAY:
        raise UsageError(
            f"Line {number} of the school calendar is no day: write 2026-11-26, or 2026-11-26..2026-11-27, with a note behind it."
        )
    return {first + at * _DAY for at in range((last - first).days + 1)}
