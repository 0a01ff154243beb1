"""What is wrong with a cell, a row or a file: a code with its fields, where it stands, and what came of it; no words.

A reader of values returns a Trouble, which becomes a Problem where its line and column are known.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

WITHHELD = "(withheld)"  # in place of what a list keeps to itself

FieldValue = str | int | float | datetime.date | tuple[str, ...] | None
ProblemFields = Mapping[str, FieldValue]


class Severity(StrEnum):
    """What came of a problem."""

    INFO = "info"  # Repaired or understood in a way that should be checked.
    WARNING = "warning"  # A value was dropped or doubted, and the record is kept without it.
    ERROR = "error"  # The row is rejected.


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a value, regardless of where it stands: a code of problem_codes and its fields."""

    code: StrEnum
    fields: ProblemFields = field(default_factory=dict, hash=False)
    severity: Severity = Severity.WARNING

    def at(self, line: int, column: str | None = None, value: str | None = None) -> Problem:
        """Return the problem of the cell `value` under the header `column`, of the whole row, or (line 0) of the file."""
        return Problem(self.code, self.fields, line, column, value, self.severity)


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem with one cell or row, which a coordinator can correct.

    `line` is the line of the file on which the row begins, the header's being 1; 0
    means the whole file.
    """

    code: StrEnum
    fields: ProblemFields = field(default_factory=dict, hash=False)
    line: int = 0
    column: str | None = None
    value: str | None = None
    severity: Severity = Severity.WARNING

    def without(self, hide: Callable[[str], str]) -> Problem:
        """Return the problem with `hide` applied to all that it repeats of the list."""
        fields = {name: _hidden(value, hide) for name, value in self.fields.items()}
        return replace(self, fields=fields, value=hide(self.value) if self.value else None)

    def withheld(self) -> Problem:
        """Return the problem without its cell and all that was read in it; lists of choices are the program's own and stay."""
        fields = {name: value if value is None or isinstance(value, tuple) else WITHHELD for name, value in self.fields.items()}
        return replace(self, fields=fields, value=None)


def of_kept_cells(
    problems: Iterable[Problem], given: Mapping[str, str], kept: Mapping[str, str], values: Iterable[object] = ()
) -> tuple[Problem, ...]:
    """Return the problems of a row, quoting no cell that its record does not keep as the list gave it.

    `given` and `kept` are the row's cells by header, before and after what the list hides was removed. A problem of the whole
    row may still repeat one of the record's own `values`.
    """
    gone = {header.strip() for header, cell in given.items() if kept[header] != cell or cell == WITHHELD}
    own = {value for value in values if isinstance(value, str)}
    return tuple(
        one.withheld() if one.column in gone or (gone and one.column is None and one.value not in own) else one
        for one in problems
    )


def _hidden(value: FieldValue, hide: Callable[[str], str]) -> FieldValue:
    if isinstance(value, tuple):
        return tuple(hide(part) for part in value)
    return hide(value) if isinstance(value, str) else value
