"""Pure: the school calendar: which days have school, and counting school days.

A district writes it as text, a day or a span on each line, followed by a note:

    2026-11-26..2026-11-27  Thanksgiving
    2027-01-18              Martin Luther King Jr. Day

>>> calendar = read_calendar("2026-11-26..2026-11-27  Thanksgiving")
>>> calendar.after(datetime.date(2026, 11, 25), 1)
datetime.date(2026, 11, 30)
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from directory.errors import UsageError

LONGEST_BREAK = 120
"""The longest plausible span of days without school: a summer."""

_LINE = re.compile(r"(\d{4}-\d\d-\d\d)(?:\s*\.\.\s*(\d{4}-\d\d-\d\d))?(?:\s+(.*))?")
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DaysOff:
    """A day without school, or a span of them including both ends, with a note such as the name of the holiday."""

    first: datetime.date
    last: datetime.date
    note: str = ""


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The days without school, other than Saturdays and Sundays."""

    closed: frozenset[datetime.date] = frozenset()

    def has_school(self, day: datetime.date) -> bool:
        return day.weekday() < 5 and day not in self.closed

    def after(self, day: datetime.date, days: int) -> datetime.date:
        """Return the nth school day after a day; for 0 the day itself or the next school day."""
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
        """Return the nth school day before a day; for 0 the day itself or the last school day."""
        found = day
        while days > 0 or not self.has_school(found):
            found -= _DAY
            days -= self.has_school(found)
        return found


def calendar_of(days_off: Iterable[DaysOff]) -> SchoolCalendar:
    """Return the calendar in which these days have no school."""
    return SchoolCalendar(frozenset(one.first + at * _DAY for one in days_off for at in range((one.last - one.first).days + 1)))


def read_calendar(text: str) -> SchoolCalendar:
    """Return the calendar in a text; raise UsageError naming a line that is not a day."""
    return calendar_of(read_days_off(text))


def read_days_off(text: str) -> tuple[DaysOff, ...]:
    """Return the days without school in a text, in its order; raise UsageError naming a line that is not a day."""
    lines = ((number, line.partition("#")[0].strip().lstrip("\ufeff")) for number, line in enumerate(text.splitlines(), 1))
    return tuple(_days_off(words, number) for number, words in lines if words)


def write_days_off(days_off: Iterable[DaysOff]) -> str:
    """Return the text that `read_days_off` reads, a line for each."""
    return "\n".join(
        f"{one.first}{f'..{one.last}' if one.last != one.first else ''}  {' '.join(one.note.split())}".rstrip()
        for one in days_off
    )


def days_off_in(path: Path) -> tuple[DaysOff, ...]:
    """Return the days without school in a file; raise UsageError if it cannot be read."""
    try:
        return read_days_off(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"The school calendar {path} cannot be read: check REFERRAL_DESK_CALENDAR.") from None


def _days_off(words: str, number: int) -> DaysOff:
    match = _LINE.fullmatch(words)
    try:
        first = datetime.date.fromisoformat(match[1]) if match else None
        last = datetime.date.fromisoformat(match[2]) if match and match[2] else first
    except ValueError:
        first = last = None
    if match is None or first is None or last is None or not first <= last <= first + LONGEST_BREAK * _DAY:
        raise UsageError(
            f"Line {number} of the school calendar is not a day: write 2026-11-26, or 2026-11-26..2026-11-27, followed by a note."
        )
    return DaysOff(first, last, " ".join((match[3] or "").split()))
