"""What is wrong with hours, waits and days that are typed into a form, as a sentence that says what to write; None if nothing is.

    wrong_hours("Mon-Fri 25-30")   ->  "“Mon-Fri 25-30” is not understood as hours. Write …"
    wrong_wait("-3 weeks", today)  ->  "“-3 weeks” is not understood as a wait. Write …"
    wrong_days("Open June 31")     ->  "“June 31” is not a day of the calendar. Check its number."

A list may hold hours that only people understand; somebody who types can be asked. Words in parentheses are never read, so that
what is no weekly time can be said too.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from importers.times import hours, months
from importers.values import openings

_LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NAMED = (
    re.compile(rf"\b{months.NAMES}\b\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:%\d]|\s?[ap]\.?m\b)", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of |de )?{months.NAMES}\b", re.IGNORECASE),
)
_NUMBERED = re.compile(r"(?<![\d/.-])(?:(?P<year>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)|(?P<one>\d{1,2})/(?P<two>\d{1,2}))(?![\d.])")
_DAYS_OF: dict[str, int] = {"day": 1, "week": 7, "month": 30, "year": 365}
_LONGEST_WAIT = 10 * 365
_QUOTED = 60


def wrong_hours(line: str) -> str | None:
    """Return what is wrong with a line of hours."""
    if said := wrong_days(line, numbered=True):
        return said
    if in_parentheses(line):
        return None
    reading = hours.read(line)
    found = reading.value or ()
    if reading.troubles:
        return (
            f"“{line[:_QUOTED]}” is not understood as hours. Write days and times, such as Mon-Fri 9-5 or Sat 10 am-2 pm. "
            "What is no weekly time goes in parentheses: (first Monday of the month, 6-8 pm)."
        )
    if any(one.opens_at and not one.byday for one in found):
        return f"“{line[:_QUOTED]}” does not say on which days. Write them too, such as Mon-Fri 9-5 or every day 9-5."
    return None


def in_parentheses(line: str) -> str | None:
    """Return the words of a line that stands in parentheses as a whole."""
    whole = re.fullmatch(r"\(([^()]+)\)", line.strip())
    return whole[1].strip() or None if whole else None


def wrong_wait(text: str, today: datetime.date) -> str | None:
    """Return what is wrong with a wait."""
    found = openings.read(text, today)
    if found.places is None and not found.wait:
        return (
            f"“{text[:_QUOTED]}” is not understood as a wait. Write 2 to 3 weeks, waiting list of 6 months, no wait or full. "
            "Other words go under How to apply."
        )
    _, _, length = found.wait.partition(":")
    if length:
        span, _, unit = length.partition(":")
        if int(span.split("-")[1]) * _DAYS_OF[unit] > _LONGEST_WAIT:
            return "This is longer than ten years. Check the number."
    return None


def wrong_days(text: str, *, numbered: bool = False) -> str | None:
    """Return what is wrong with the days that a text names; with `numbered` also with those such as 6/31."""
    for said, month, day in _days(text, numbered=numbered):
        if not 1 <= day <= _LAST_DAYS[month - 1]:
            return f"“{said}” is not a day of the calendar. Check its number."
    return None


def _days(text: str, *, numbered: bool) -> Iterator[tuple[str, int, int]]:
    for found in (one for pattern in _NAMED for one in pattern.finditer(text)):
        name = next(group for group in found.groups() if not group.isdecimal())
        if name != "may":  # in lower case more often the auxiliary
            yield found[0], months.number(name.lower()), int(found["day"])
    for found in _NUMBERED.finditer(text) if numbered else ():
        if found["year"]:
            pairs = [(int(found["m"]), int(found["d"]))]
        else:
            one, two = int(found["one"]), int(found["two"])
            pairs = [(one, two), (two, one)]  # 24/7, and days that are written before their month
        possible = [(month, day) for month, day in pairs if 1 <= month <= 12 and 1 <= day <= _LAST_DAYS[month - 1]]
        yield (found[0], *(possible or [(1, 0)])[0])
