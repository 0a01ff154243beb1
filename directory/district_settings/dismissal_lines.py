"""When a school lets out as people type it, on the school's page and on the command line, and as it is shown to them.

>>> typed = DismissalLines("3:15 pm", "Wed 2:15", "12/4/2026 noon Conferences")
>>> dismissal, errors = read_lines(typed)
>>> lines_of(dismissal)
DismissalLines(ends='3:15 pm', others='Wednesday 2:15 pm', early='2026-12-04 12:00 pm Conferences')
>>> read_lines(DismissalLines(others="Wed 2:15"))[1]
{'ends': 'Write when school usually ends, such as 3:15 pm.'}
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from directory.district_settings.dismissals import WEEKDAYS, Dismissal, EarlyRelease, checked_dismissal
from directory.errors import UsageError
from directory.i18n.catalogs import ENGLISH
from directory.i18n.typed_dates import read_day, read_time

NO_TIME = "Write when school usually ends, such as 3:15 pm."
NO_OTHER = "Write a weekday and its time on each line, such as Wednesday 2:15 pm: “{line}” is none."
NO_EARLY = "Write a day and its time on each line, such as 12/4/2026 12:00 Conferences: “{line}” is none."
LONGEST = 10_000
"""Characters; the most days of early release fit well."""

_OTHER = re.compile(r"([A-Za-z]{3,9})\.?s?[\s:,]+(.+)")
_TIME = r"(?:noon|\d{1,2}(?:[:.h]\d\d)?(?:\s*[ap]\.?m\b\.?)?)"
_EARLY = re.compile(
    rf"(\d{{4}}-\d\d?-\d\d?|\d\d?/\d\d?/\d{{4}}|[A-Za-z]+ \d\d?,? \d{{4}})[\s:,]+({_TIME})(?:[:,]?\s+(.*))?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class DismissalLines:
    """The usual time, other times by weekday, and days of early release, one on each line; all empty if it is not known."""

    ends: str = ""
    others: str = ""
    early: str = ""


def lines_of(dismissal: Dismissal | None) -> DismissalLines:
    """Return a dismissal as it is shown in the boxes of a form."""
    if dismissal is None:
        return DismissalLines()
    return DismissalLines(
        as_written(dismissal.usual),
        "\n".join(f"{WEEKDAYS[day]} {as_written(time)}" for day, time in sorted(dismissal.by_weekday.items())),
        "\n".join(f"{one.day} {as_written(one.at)} {one.note}".rstrip() for one in dismissal.early),
    )


def written_dismissal(dismissal: Dismissal | None) -> str:
    """Return the times of a week on one line: "3:15 pm, Wednesday 2:15 pm"; nothing if they are not known."""
    lines = lines_of(dismissal)
    return ", ".join(filter(None, (lines.ends, *lines.others.splitlines())))


def as_written(time: datetime.time) -> str:
    """Return a time as people write it: "3:15 pm"."""
    return f"{(time.hour - 1) % 12 + 1}:{time:%M} {'pm' if time.hour >= 12 else 'am'}"


def read_lines(typed: DismissalLines) -> tuple[Dismissal | None, dict[str, str]]:
    """Return the dismissal that was typed, None if every box is empty, and a sentence for each box that is wrong."""
    errors: dict[str, str] = {}
    if not any(box.strip() for box in (typed.ends, typed.others, typed.early)):
        return None, errors
    usual, others, early = _time(typed.ends), dict[int, datetime.time](), list[EarlyRelease]()
    if usual is None:
        errors["ends"] = NO_TIME
    for line in _each(typed.others):
        if (other := _other(line)) is None or other[0] in others:
            errors.setdefault("others", NO_OTHER.format(line=line[:80]))
        else:
            others[other[0]] = other[1]
    for line in _each(typed.early):
        if (day := _early(line)) is None:
            errors.setdefault("early", NO_EARLY.format(line=line[:80]))
        else:
            early.append(day)
    if usual is None or errors:
        return None, errors
    try:
        return checked_dismissal(Dismissal(usual, others, tuple(early))), errors
    except UsageError as error:
        return None, {_box_of(usual, others): str(error)}


def _box_of(usual: datetime.time, others: dict[int, datetime.time]) -> str:
    """Return the box that a refused dismissal is wrong in."""
    for box, tried in (("ends", Dismissal(usual)), ("others", Dismissal(usual, others))):
        try:
            checked_dismissal(tried)
        except UsageError:
            return box
    return "early"


def _each(box: str) -> list[str]:
    return [line.strip() for line in box[:LONGEST].splitlines() if line.strip()]


def _time(words: str) -> datetime.time | None:
    words = "12:00" if words.strip().casefold() == "noon" else words
    read = read_time(words) if words.strip() else None
    return datetime.time.fromisoformat(read) if read else None


def _other(line: str) -> tuple[int, datetime.time] | None:
    match = _OTHER.fullmatch(line)
    if match is None or (time := _time(match[2])) is None:
        return None
    begins = match[1].capitalize()
    named = [number for number, day in enumerate(WEEKDAYS) if f"{day}s".startswith(begins)]
    return (named[0], time) if len(named) == 1 else None


def _early(line: str) -> EarlyRelease | None:
    match = _EARLY.fullmatch(line)
    if match is None:
        return None
    day, time = read_day(match[1], ENGLISH), _time(match[2])
    return EarlyRelease(day, time, match[3] or "") if day and time else None
