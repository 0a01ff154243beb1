"""What one row of a roster says of a student: plain values, and problems that name a line and a column, never a value."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from importers.records import Severity

Value = str | datetime.date | tuple[str, ...] | None
Fields = Mapping[str, Value]
"""Of a student's fields those that the roster has a column for; a blank cell is None or ()."""


@dataclass(frozen=True, slots=True)
class RosterProblem:
    """Something about a cell, a row (`column` is None) or a file (`line` is 0); the words never repeat what was written.

    `decision` marks what somebody must read and decide before the roster is taken.
    error: the row is left out; warning: the value is; info: it was understood in a way that should be seen.
    """

    line: int
    column: str | None
    problem: str
    severity: Severity
    file: str | None = None
    decision: bool = False


@dataclass(frozen=True, slots=True)
class RosterGuardian:
    """A guardian as the roster knows one; `phones` are E.164, `language` is an ISO 639 code."""

    name: str = field(repr=False)
    relationship: str | None = field(default=None, repr=False)
    language: str | None = field(default=None, repr=False)
    phones: tuple[str, ...] = field(default=(), repr=False)
    email: str | None = field(default=None, repr=False)
    no_contact: bool = field(default=False, repr=False)
    no_contact_words: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class RosterSchool:
    """A school as a row names it: by its name, by its codes, or both; `made` when the roster itself describes the school."""

    name: str | None = None
    codes: tuple[str, ...] = ()
    made: bool = False


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One student of the roster. `guardians` is None where the roster has no such columns; `household` ties siblings.

    `concerns` are words about custody, courts or contact that are tied to no one person: somebody must decide on them.
    """

    line: int
    number: str | None = field(repr=False)
    fields: Fields = field(repr=False)
    school: RosterSchool | None = None
    school_column: str | None = None
    guardians: tuple[RosterGuardian, ...] | None = field(default=None, repr=False)
    household: str | None = field(default=None, repr=False)
    left: bool = False
    rejected: bool = False
    concerns: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class RosterListing:
    """A roster as it was understood: `columns` says what each header was taken for, `skipped` counts rows of other people.

    `unread` are the headers of columns that hold something of which nothing is read.
    """

    rows: tuple[RosterRow, ...]
    problems: tuple[RosterProblem, ...]
    columns: Mapping[str, str]
    skipped: int = 0
    unread: tuple[str, ...] = ()
