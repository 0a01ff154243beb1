"""Values of a listing in lines for people, whatever their target, and the differences between two listings."""

from __future__ import annotations

import datetime

from directory.i18n.dates import day
from directory.listings.boxes import number
from directory.listings.edits import FIXED
from directory.listings.lines import LINES
from directory.storage.listings.stored_fields import fields_of
from importers.fields import FIELDS, Target
from importers.records import Fields, NeedFit, Value, blank, plain
from matching.needs import terms


def say(target: str, value: Value) -> tuple[str, ...]:
    """Return the lines of a value: the code itself for codes, "yes" or "no" for a flag, () if it is blank."""
    if blank(value):
        return ()
    if isinstance(value, tuple):
        return tuple(_item(target, item) for item in value)
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    if isinstance(value, datetime.date):
        return (day(value),)
    if isinstance(value, int | float):
        return (number(value),)
    return tuple(line for line in str(value).splitlines() if line.strip())


def unplain(target: str, value: object) -> Value:
    """Return the value that a note of a change holds as JSON."""
    return None if value is None else next(iter(fields_of({target: value}).values()), None)


def differing(one: Fields, other: Fields) -> list[Target]:
    """Return the targets in which two listings differ, except those that only identify the record."""
    return [t for t in FIELDS if t not in FIXED and plain(one.get(t)) != plain(other.get(t))]


def _item(target: str, item: object) -> str:
    if isinstance(item, NeedFit):
        return terms()[item.slug].english if item.slug in terms() else item.slug
    return (LINES[target].write(item) or "—") if target in LINES else str(item)
