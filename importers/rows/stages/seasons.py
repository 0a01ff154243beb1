"""The months and dates in which a service runs, from columns of their own, kept as words beside its hours."""

from __future__ import annotations

import datetime
import re

from importers.fields import Target
from importers.records import Schedule
from importers.rows.findings import Findings
from importers.rows.source_row import SourceRow, plain
from importers.times import dates, months
from importers.values import flags

_MIDNIGHT = re.compile(r"[ T]00:00(?::00(?:\.0+)?)?(?: ?(?:Z|[+-]\d\d(?::?\d\d)?))?$")

_FAR = datetime.date(2080, 1, 1)
"""A date after every season."""


def read(row: SourceRow, today: datetime.date) -> Findings:
    """Return what the season columns say, as words beside the row's hours."""
    found = dict.fromkeys([*_said(row), *_between(row, today)])
    return Findings({Target.SCHEDULES: tuple(Schedule(description=words) for words in found)}) if found else Findings()


def _said(row: SourceRow) -> list[str]:
    """Return what each column says by itself, below its header."""
    found: list[str] = []
    for column, cell in row.full("season"):
        header, words = " ".join(column.header.split()), plain(cell)
        if column.option == "mark":
            found += [header] if flags.leaning(cell) else []
        elif words and column.option == "closed":
            found.append(f"Closed until {_plain_date(words)}")
        elif words and column.option not in {"starts", "ends"}:
            found.append(f"{header}: {words}")
    return found


def _plain_date(words: str) -> str:
    """Return a date in American order, month first; other words are unchanged."""
    day = dates.day(words, _FAR)
    return f"{day.month}/{day.day}/{day.year}" if day else words


def _one_end(end: str, words: str, today: datetime.date) -> str:
    """Return a future start or a past end in words which say that the service does not run today."""
    day = dates.day(words, _FAR)
    if day and end == "starts" and day > today:
        return f"Starting {_plain_date(words)}"
    if day and end == "ends" and day < today:
        return f"Ended {_plain_date(words)}"
    return f"{end.capitalize()}: {words}"


def _between(row: SourceRow, today: datetime.date) -> list[str]:
    """Return the season between a start and an end column; a span of about a year is a contract, and is left out."""
    ends = {
        column.option: words
        for column, cell in row.full("season")
        if column.option in {"starts", "ends"} and (words := plain(_MIDNIGHT.sub("", cell)))
    }
    if len(ends) < 2:  # both of the two
        return [_one_end(end, words, today) for end, words in ends.items() if end]
    told = f"{ends['starts']} to {ends['ends']}"
    in_words = re.search(r"[^\W\d_]{3}", told) is not None
    return [told] if in_words or any(months.dated(told)) else []
