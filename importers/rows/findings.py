"""What the stages of reading find in a row, and how it is combined: which value wins if two stages fill one field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from importers.columns import Column
from importers.fields import Target
from importers.problems import Problem, Severity, Trouble
from importers.records import Fields, Value, blank
from importers.values import Reading

T = TypeVar("T")
_SHOWN = 200  # characters of a cell in a problem


@dataclass(frozen=True, slots=True)
class KeptWords:
    """The words of the cell under a header that no value holds, and the field in which people read them."""

    target: Target
    header: str
    words: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What one stage found in a row: fields, and problems in the order in which they occurred.

    `kept` are words of cells, which reach their fields when all stages have read the row: no stage reads them for data, and none
    that the list hides gets there. `hidden` is what the list says must not be shown ("address", "phone:2", "contact", …), `secrets` the words for it, and
    `withheld` the headers whose cells the record may not keep.
    """

    fields: Fields = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    kept: tuple[KeptWords, ...] = ()
    hidden: frozenset[str] = frozenset()
    secrets: tuple[str, ...] = ()
    withheld: frozenset[str] = frozenset()

    @property
    def rejects(self) -> bool:
        """Whether the stage found that the row cannot be used."""
        return any(problem.severity == Severity.ERROR for problem in self.problems)


class ProblemLog:
    """The problems that one stage finds in one row."""

    def __init__(self, line: int) -> None:
        self._line = line
        self._problems: list[Problem] = []
        self._kept: list[KeptWords] = []

    def add(self, column: str | None, value: str | None, trouble: Trouble) -> None:
        """Add a problem with the cell `value` under the header `column`, or with the whole row."""
        self._problems.append(trouble.at(self._line, column, value[:_SHOWN] if value else None))

    def add_troubles(self, column: Column, cell: str, troubles: Iterable[Trouble]) -> None:
        """Add what is wrong with the value of a cell."""
        for trouble in troubles:
            self.add(column.header.strip(), cell.strip(), trouble)

    def value(self, column: Column, cell: str, reading: Reading[T]) -> T | None:
        """Return the value of a reading, the only way to it: what is wrong with it is added, and words beside it are kept."""
        self.add_troubles(column, cell, reading.troubles)
        if reading.kept and reading.keeps:
            self._kept.append(KeptWords(reading.keeps, column.header.strip(), reading.kept))
        return reading.value

    def problems(self) -> tuple[Problem, ...]:
        return tuple(self._problems)

    def findings(self, fields: Fields, secrets: tuple[str, ...] = ()) -> Findings:
        """Return what a stage found, with all that this log holds."""
        return Findings(fields, tuple(self._problems), tuple(dict.fromkeys(self._kept)), secrets=secrets)


# --- who wins

Merge = Callable[[Any, Any], Value]


def words(fields: Fields, target: Target) -> str:
    """Return a field that holds a text, "" without one."""
    value = fields.get(target)
    return value if isinstance(value, str) else ""


def items(value: object) -> tuple[Any, ...]:
    """Return the values of a field that holds several, () for any other field."""
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
    # A row's own values come before those of its agency, and before substitutes for a missing name.
    Target.ORGANIZATION_NAME: _first,
    Target.ORGANIZATION_ALTERNATE_NAME: _first,
    Target.ORGANIZATION_DESCRIPTION: _first,
    Target.ORGANIZATION_EMAIL: _first,
    Target.ORGANIZATION_WEBSITE: _first,
    Target.SERVICE_NAME: _first,
    # Columns of openings and waits are more certain than that of the status ("Full").
    Target.CAPACITY_AVAILABLE: _first,
    Target.SERVICE_WAIT_TIME: _first,
    # A column for interpreters is more certain than the column of languages.
    Target.SERVICE_INTERPRETATION_SERVICES: _first,
    # Hours, then seasons.
    "schedules": _both,
    # Columns of their own come before columns of marks.
    "accessibility": _each_once,
    "categories": _each_once,
    "costs": _each_once,
    "keywords": _each_once,
    "languages": _each_once,
    # Words of a cell that was read into another field are kept where people read them.
    Target.LOCATION_DESCRIPTION: _paragraphs,
    Target.SERVICE_ELIGIBILITY_DESCRIPTION: lines,
}
"""Which value wins if two stages fill a target; for targets not listed here, the later stage's."""


def merged(before: Fields, added: Fields) -> Fields:
    """Return the fields of a row after another stage."""
    out = dict(before)
    for target, value in added.items():
        merge = _MERGES.get(target)
        out[target] = merge(before[target], value) if merge and target in before else value
    return out


_ON_ONE_LINE = frozenset({Target.SERVICE_ALERT, Target.SERVICE_WAIT_TIME, Target.SERVICE_INTERPRETATION_SERVICES})


def with_kept(fields: Fields, kept: Iterable[KeptWords]) -> Fields:
    """Return the fields of a row with the words that its cells keep, each below its header, and none twice."""
    out = dict(fields)
    for one in kept:
        before = words(out, one.target)
        if one.words.casefold() in " ".join(before.split()).casefold():
            continue
        said = f"{one.header}: {one.words}"
        out[one.target] = ("; " if one.target in _ON_ONE_LINE else "\n").join(part for part in (before, said) if part)
    return out
