"""What one row of a roster says about a student: plain values, and problems that name a line and a column, never a value."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from importers.problems import ProblemFields, Severity

Value = str | datetime.date | tuple[str, ...] | None
Fields = Mapping[str, Value]
"""The student fields for which the roster has a column; a blank cell is None or ()."""


@dataclass(frozen=True, slots=True)
class RosterProblem:
    """A problem with a cell, a row (`column` is None) or a file (`line` is 0); no field repeats what was written.

    `decision` marks something that must be read and decided before the roster is imported. error: the row is left out; warning:
    the value is; info: it was understood in a way that should be checked.
    """

    code: StrEnum
    fields: ProblemFields = field(default_factory=dict, hash=False)
    line: int = 0
    column: str | None = None
    severity: Severity = Severity.WARNING
    file: str | None = None
    decision: bool = False


@dataclass(frozen=True, slots=True)
class RosterGuardian:
    """A guardian as the roster describes one; `phones` are E.164, `language` is an ISO 639 code."""

    name: str = field(repr=False)
    relationship: str | None = field(default=None, repr=False)
    language: str | None = field(default=None, repr=False)
    phones: tuple[str, ...] = field(default=(), repr=False)
    email: str | None = field(default=None, repr=False)
    no_contact: bool = field(default=False, repr=False)
    no_contact_words: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class RosterSchool:
    """A school as a row names it: by its name, its codes, or both; `made` if the roster itself describes the school."""

    name: str | None = None
    codes: tuple[str, ...] = ()
    made: bool = False


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One student on the roster. `guardians` is None if the roster has no such columns; `household` links siblings.

    `concerns` are words about custody, courts or contact that are not about one particular person: somebody must decide on
    them.
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
    """A roster that was read: `columns` says how each header was understood, `skipped` counts rows of other people.

    `unread` are the headers of columns with content that is not read.
    """

    rows: tuple[RosterRow, ...]
    problems: tuple[RosterProblem, ...]
    columns: Mapping[str, str]
    skipped: int = 0
    unread: tuple[str, ...] = ()
