"""The months and dates in which a service runs, from columns of their own, kept as words beside its hours."""

from __future__ import annotations

import re

from importers.records import Schedule
from importers.rows.draft import Draft, plain
from importers.values import flags, months

_MIDNIGHT = re.compile(r"[ T]00:00(?::00(?:\.0+)?)?(?: ?(?:Z|[+-]\d\d(?::?\d\d)?))?$")


def read(draft: Draft) -> None:
    """Adds what the columns of seasons say to the hours of the row."""
    found = dict.fromkeys([*_said(draft), *_between(draft)])
    if found:
        before = draft.fields.get("schedules")
        known = before if isinstance(before, tuple) else ()
        draft.fields["schedules"] = (*known, *(Schedule(description=words) for words in found))


def _said(draft: Draft) -> list[str]:
    """What each column says by itself, under its header."""
    found: list[str] = []
    for column, cell in draft.full("season"):
        header, words = " ".join(column.header.split()), plain(cell)
        if column.option == "mark":
            found += [header] if flags.read(cell).value else []
        elif words and column.option not in {"starts", "ends"}:
            found.append(f"{header}: {words}")
    return found


def _between(draft: Draft) -> list[str]:
    """The start and the end that stand in two columns; a span of dates of about a year is a contract's and is left out."""
    ends = {
        column.option: words
        for column, cell in draft.full("season")
        if column.option in {"starts", "ends"} and (words := plain(_MIDNIGHT.sub("", cell)))
    }
    if len(ends) < 2:  # both of the two
        return [f"{end.capitalize()}: {words}" for end, words in ends.items()]
    told = f"{ends['starts']} to {ends['ends']}"
    in_words = re.search(r"[^\W\d_]{3}", told) is not None
    return [told] if in_words or any(months.dated(told)) else []
