"""What is wrong with hours, waits and days that are typed into a form, as a sentence that says what to write; None if nothing is.

    wrong_hours("Mon-Fri 25-30")   ->  "“Mon-Fri 25-30” is not understood as hours. Write …"
    apart("Tue 4-6, 2nd Sat 10-noon")  ->  ("Tue 4-6", ("2nd Sat 10-noon",))
    wrong_wait("-3 weeks", today)  ->  "“-3 weeks” is not understood as a wait. Write …"
    wrong_days("Open June 31")     ->  "“June 31” is not a day of the calendar. Check its number."

A list may hold hours that only people understand; somebody who types can be asked. Words in parentheses are never read, so that
what is no weekly time can be said too; days of a month ("2nd Sat 10-noon") need none.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from importers.records import Schedule
from importers.times import hours, months, weekdays
from importers.values import openings
from matching.requests import lettered_days, ordinals, spanish_days
from matching.text import without_accents

_LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NAMED = (
    re.compile(rf"\b{months.NAMES}\b\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:%\d]|\s?[ap]\.?m\b)", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of |de )?{months.NAMES}\b", re.IGNORECASE),
)
_NUMBERED = re.compile(r"(?<![\d/.-])(?:(?P<year>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)|(?P<one>\d{1,2})/(?P<two>\d{1,2}))(?![\d.])")
_DAYS_OF: dict[str, int] = {"day": 1, "week": 7, "month": 30, "year": 365}
_LONGEST_WAIT = 10 * 365
_QUOTED = 60

_ORDINAL = rf"(?:1st|2nd|3rd|4th|5th|{'|'.join(ordinals())}|último)"
_OF_MONTH = re.compile(
    rf"(?:(?:every|the|el|cada)\s+)?(?P<which>{_ORDINAL}(?:\s*(?:,|&|and|y)\s*{_ORDINAL})*)\s+(?P<rest>(?P<day>[^\W\d]+).*)",
    re.IGNORECASE,
)
_OF_THE_MONTH = re.compile(r"\s(?:of (?:the|each|every) month|del mes|de cada mes)\b", re.IGNORECASE)


def spelled_out(line: str) -> str:
    """Return a line with days that are written as Spanish letters in words: "L/M/V 3-5" is "lunes, miercoles, viernes 3-5"."""
    plain = without_accents(line)
    for found in reversed([*lettered_days(plain)] if len(plain) == len(line) else []):
        words = [word for word, _, _ in found]
        if words[0] in spanish_days():
            said = " ".join(words) if "-" in words else ", ".join(words)
            line = line[: found[0][1]] + said + line[found[-1][2] :]
    return line


def apart(line: str) -> tuple[str, tuple[str, ...]]:
    """Return what a line says of every week, and its parts about days of a month, which are kept as words."""
    weekly, other = list[str](), list[str]()
    for part in re.split(r"\s*[;,]\s*", line):
        (other if _is_of_month(part) else weekly).append(part)
    return (", ".join(weekly), tuple(other)) if other else (line, ())


def _is_of_month(part: str) -> bool:
    found = _OF_MONTH.fullmatch(part)
    rest = _OF_THE_MONTH.sub("", found["rest"]) if found else ""
    return found is not None and weekdays.number(found["day"]) is not None and not hours.read(rest).troubles


def overlapping(schedules: Sequence[Schedule], known: Collection[Schedule]) -> str | None:
    """Return what is wrong with times of one day that overlap and are not told apart by words; those that are `known` may stay."""
    told = [one for one in schedules if one.byday and one.opens_at and one.closes_at]
    for one, other in combinations(told, 2):
        same_days = {*one.byday.split(",")} & {*other.byday.split(",")} if one.byday and other.byday else set[str]()
        if same_days and one.description == other.description and _meet(one, other) and not {one, other} <= set(known):
            both = "” and “".join(hours.say((each,)) for each in (one, other))
            return f"“{both}” overlap. Write one time, or say in parentheses what each is for: Fri 4-6 (teens)."
    return None


def _meet(one: Schedule, other: Schedule) -> bool:
    """Whether two times of one day overlap; one that ends before it begins goes on after midnight."""
    spans = [(each.opens_at or "", each.closes_at or "") for each in (one, other)]
    (first, end), (second, stop) = ((opens, closes if closes > opens else "24:00") for opens, closes in spans)
    return first < stop and second < end


def wrong_hours(line: str) -> str | None:
    """Return what is wrong with a line of hours, spelled out."""
    if said := wrong_days(line, numbered=True):
        return said
    if in_parentheses(line):
        return None
    line, other = apart(line)
    if other and not line:
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
