"""The demo's days without school: holidays and breaks of United States schools, in the school years around a day."""

from __future__ import annotations

import datetime

_DAY = datetime.timedelta(days=1)
_MONDAY, _THURSDAY = 0, 3

# Month, weekday, which one (-1 is the last), number of days off, and name.
_MOVABLE = (
    (1, _MONDAY, 3, 1, "Martin Luther King Jr. Day"),
    (2, _MONDAY, 3, 1, "Presidents' Day"),
    (3, _MONDAY, -1, 5, "Spring break"),
    (5, _MONDAY, -1, 1, "Memorial Day"),
    (9, _MONDAY, 1, 1, "Labor Day"),
    (11, _THURSDAY, 4, 2, "Thanksgiving"),
)
# First month and day, number of days off, and name.
_FIXED = ((6, 19, 1, "Juneteenth"), (7, 4, 1, "Independence Day"), (12, 21, 12, "Winter break"))


def calendar_text(today: datetime.date) -> str:
    """Return the text of a school calendar file (district_settings.school_calendar) for this year, the last and the next."""
    spans = sorted(span for year in (today.year - 1, today.year, today.year + 1) for span in _of_year(year))
    lines = [f"{first}..{last}  {name}" if last > first else f"{first}  {name}" for first, last, name in spans]
    return "\n".join(["# The demo's days without school, rewritten when the demo starts.", *lines, ""])


def _of_year(year: int) -> list[tuple[datetime.date, datetime.date, str]]:
    firsts = [(_nth(year, month, weekday, which), days, name) for month, weekday, which, days, name in _MOVABLE]
    firsts += [(datetime.date(year, month, day), days, name) for month, day, days, name in _FIXED]
    return [(first, first + (days - 1) * _DAY, name) for first, days, name in firsts]


def _nth(year: int, month: int, weekday: int, which: int) -> datetime.date:
    """Return the nth such weekday of a month, counted from its end if `which` is negative."""
    days = [datetime.date(year, month, 1) + at * _DAY for at in range(31)]
    return [day for day in days if day.month == month and day.weekday() == weekday][which - (which > 0)]
