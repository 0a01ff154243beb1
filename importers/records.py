"""The record that one row of a provider list becomes: HSDS fields, and the problems found in them.

A record is a flat mapping from a *target* (Target.ORGANIZATION_NAME, Target.PHONES; all are listed in fields.py) to a
value. A target that is absent was not in the list and leaves the directory unchanged; a target that is
`None` or `()` was present and blank. The same mapping is loaded from the directory and written by the CSV export, so
that an export can be imported again.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from importers.fields import Target
from importers.problems import Problem, Severity
from matching.offers import Mode, Payment


@dataclass(frozen=True, slots=True, order=True)
class Phone:
    """A telephone number: E.164, or a short number such as 988; type is voice, fax, text, tty, cell or hotline."""

    number: str
    extension: str | None = None
    type: str = "voice"
    description: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Contact:
    name: str
    title: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Schedule:
    """When a service is open: days as iCalendar writes them ("MO,TU"), times as HH:MM; only words if nothing more is known."""

    byday: str | None = None
    opens_at: str | None = None
    closes_at: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Cost:
    """A way to pay or a price; option is one of OPTIONS, amount is in US dollars."""

    option: str
    amount: float | None = None
    description: str | None = None


OPTIONS = tuple(Payment)
"""Payment options."""

MODES = tuple(Mode)
"""Ways in which a service is given."""


@dataclass(frozen=True, slots=True, order=True)
class NeedFit:
    """A need term that the service answers, and how certain the list makes it (0 to 1)."""

    slug: str
    fit: float = 1.0


Value = (
    str
    | float
    | bool
    | datetime.date
    | tuple[str, ...]
    | tuple[Phone, ...]
    | tuple[Contact, ...]
    | tuple[Schedule, ...]
    | tuple[Cost, ...]
    | tuple[NeedFit, ...]
    | None
)
Fields = Mapping[Target, Value]


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a list: `cells` as written, by header; `fields` as understood."""

    line: int
    cells: Mapping[str, str]
    fields: Fields
    problems: tuple[Problem, ...] = ()

    @property
    def rejected(self) -> bool:
        return any(p.severity == Severity.ERROR for p in self.problems)


def blank(value: Value) -> bool:
    """Whether a value says nothing: None, an empty text or an empty list."""
    return value is None or value in ("", ())


def plain(value: Value) -> object:
    """Return a value as JSON stores it, blanks as null; values are equal exactly if their JSON is."""
    if blank(value):
        return None
    if isinstance(value, tuple):
        return [item if isinstance(item, str) else [getattr(item, name) for name in item.__slots__] for item in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def said(fields: Fields) -> dict[str, object]:
    """Return what a record says, as JSON stores it, without blanks."""
    return {target.value: plain(value) for target, value in fields.items() if not blank(value)}
