"""What the stages of reading find in a row, and how it is put together: who wins where two stages fill one field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from importers.columns import Column
from importers.records import Fields, Problem, Severity, Value, blank
from importers.values import Reading, Trouble

T = TypeVar("T")
_SHOWN = 200  # characters of a cell in a problem


@dataclass(frozen=True, slots=True)
class Findings:
    """What one stage found in a row: fields, and problems in the order in which they were met.

    `hidden` is what the list says must not be told ("address", "phone:2", "contact", …), `secrets` the words for it, and
    `withheld` the headers whose cells the record may not keep.
    """

    fields: Fields = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    hidden: frozenset[str] = frozenset()
    secrets: tuple[str, ...] = ()
    withheld: frozenset[str] = frozenset()

    @property
    def rejects(self) -> bool:
        """Whether the stage found that the row cannot be used."""
        return any(problem.severity == "error" for problem in self.problems)


class ProblemLog:
    """The problems that a stage meets in one row: each stage makes its own, and hands on what it holds."""

    def __init__(self, line: int) -> None:
        self._line = line
        self._problems: list[Problem] = []

    def add(self, column: str | None, value: str | None, problem: str, severity: Severity = "warning") -> None:
        """Add a problem of the cell `value` under the header `column`, or of the whole row."""
        self._problems.append(Problem(self._line, column, value[:_SHOWN] if value else None, problem, severity))

    def add_troubles(self, column: Column, cell: str, troubles: Iterable[Trouble]) -> None:
        """Add what was wrong with the value of a cell."""
        for trouble in troubles:
            self.add(column.header.strip(), cell.strip(), trouble.problem, trouble.severity)

    def value(self, column: Column, cell: str, reading: Reading[T]) -> T | None:
        """Return the value of a reading, and add what was wrong with it."""
        self.add_troubles(column, cell, reading.troubles)
        return reading.value

    def problems(self) -> tuple[Problem, ...]:
        return tuple(self._problems)


# --- who wins

Merge = Callable[[Any, Any], Value]


def words(fields: Fields, target: str) -> str:
    """Return a field that holds a text, "" without one."""
    value = fields.get(target)
    return value if isinstance(value, str) else ""


def items(value: object) -> tuple[Any, ...]:
    """Return the values of a field that holds several, () of any other."""
    return value if isinstance(value, tuple) else ()


def lines(before: Value, added: Value) -> Value:
    """Return two texts, one below the other."""
    return "\n".join(part for part in (before, added) if isinstance(part, str) and part) or None


def _first(before: Value, added: Value) -> Value:
    return added if blank(before) else before


def _both(before: Value, added: Value) -> Value:
    return (*items(before), *items(added))


def _each_once(before: Value, added: Value) -> Value:
    return tuple(dict.fromkeys((*items(before), *items(added))))


def _paragraphs(before: Value, added: Value) -> Value:
    return "\n\n".join(part for part in (before, added) if isinstance(part, str) and part) or None


_MERGES: Mapping[str, Merge] = {
    # What a row says itself stands before what it takes from its agency or what stands in for a name that lacks.
    "organization.name": _first,
    "organization.alternate_name": _first,
    "organization.description": _first,
    "organization.email": _first,
    "organization.website": _first,
    "service.name": _first,
    # A column of its own says it surer than the column of languages.
    "service.interpretation_services": _first,
    # Hours, then seasons.
    "schedules": _both,
    # Columns of their own, then columns of marks.
    "accessibility": _each_once,
    "categories": _each_once,
    "costs": _each_once,
    "keywords": _each_once,
    "languages": _each_once,
    # Words of a cell that was read into another field, kept where people read them.
    "location.description": _paragraphs,
    "service.eligibility_description": lines,
}
"""Which value a target gets that two stages fill; of any other target the later stage's."""


def merged(before: Fields, added: Fields) -> Fields:
    """Return the fields of a row after a further stage."""
    out = dict(before)
    for target, value in added.items():
        merge = _MERGES.get(target)
        out[target] = merge(before[target], value) if merge and target in before else value
    return out
