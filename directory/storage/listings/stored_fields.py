"""The fields of a row, read from the JSON in which they are stored: the inverse of importers.records.said."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from importers.fields import FIELDS, TARGETS, Kind, Target
from importers.records import Contact, Cost, NeedFit, Phone, Schedule, Value


def _each(item: Callable[..., Any]) -> Callable[[Any], Any]:
    return lambda values: tuple(item(*value) for value in values)


_READ: Mapping[Kind, Callable[[Any], Any]] = {
    "date": datetime.date.fromisoformat,
    "codes": tuple,
    "texts": tuple,
    "phones": _each(Phone),
    "contacts": _each(Contact),
    "schedules": _each(Schedule),
    "costs": _each(Cost),
    "needs": _each(NeedFit),
}


def fields_of(said: Mapping[str, Any]) -> dict[Target, Value]:
    """Return the fields of a row as it was understood."""
    return {
        target: _READ.get(FIELDS[target].kind, lambda value: value)(value)
        for text, value in said.items()
        if (target := TARGETS.get(text))
    }
