"""A record in the making: the row's cells by target, the fields found so far, and what was wrong with them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from importers.columns import Column
from importers.records import Problem, Record, Severity, Value
from importers.tables import Row, Table
from importers.values import Reading, Trouble, text

T = TypeVar("T")
_log = logging.getLogger(__name__)
_SHOWN = 200  # characters of a cell in a problem


@lru_cache(maxsize=65536)
def plain(cell: str) -> str | None:
    """A cell on one line, None where it says nothing."""
    return None if text.is_blank(cell) else text.clean(cell) or None


@lru_cache(maxsize=16384)
def plain_long(cell: str) -> str | None:
    """A cell with its paragraphs, None where it says nothing."""
    return None if text.is_blank(cell) else text.clean_long(cell) or None


@dataclass(slots=True)
class Draft:
    """One row on its way to a Record; `given` are its columns with a target, and their cells.

    `hidden` is what its list says must not be told ("address", "phone:2", "contact", …), `secrets` the words for it.
    """

    line: int
    heading: str
    cells: dict[str, str]
    given: dict[str, list[tuple[Column, str]]]
    fields: dict[str, Value] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    secrets: list[str] = field(default_factory=list)
    failed: bool = False

    def columns(self, *targets: str) -> Iterator[tuple[Column, str]]:
        """The columns of these targets with their cells, blank ones included."""
        for target in targets:
            yield from self.given.get(target, ())

    def full(self, *targets: str) -> Iterator[tuple[Column, str]]:
        """The columns of these targets whose cells are not empty."""
        return ((column, cell) for column, cell in self.columns(*targets) if cell.strip())

    def has(self, *targets: str) -> bool:
        """Whether the list has a column of any of these targets."""
        return any(target in self.given for target in targets)

    def said(self, target: str) -> str | None:
        """The first cell of a target that says something, on one line."""
        return next((words for _, cell in self.columns(target) if (words := plain(cell))), None)

    def words(self, target: str) -> str:
        """A field that holds a text, "" without one."""
        value = self.fields.get(target)
        return value if isinstance(value, str) else ""

    def tell(self, column: str | None, value: str | None, problem: str, severity: Severity = "warning") -> None:
        """Notes a problem of this row."""
        self.problems.append(Problem(self.line, column, value[:_SHOWN] if value else None, problem, severity))

    def taken(self, column: Column, cell: str, reading: Reading[T]) -> T | None:
        """The value of a reading; what was wrong is noted under the column's header."""
        self.troubles(column, cell, reading.troubles)
        return reading.value

    def troubles(self, column: Column, cell: str, troubles: Iterable[Trouble]) -> None:
        for trouble in troubles:
            self.tell(column.header.strip(), cell.strip(), trouble.problem, trouble.severity)

    def attempt(self, step: Callable[[], T]) -> T | None:
        """What a step of reading this row answers; whatever it raises rejects this row, and no other one."""
        if self.failed:
            return None
        try:
            return step()
        except Exception as error:  # noqa: BLE001  # a row that nobody foresaw must not cost the others
            self.failed = True
            self.tell(None, None, unreadable(self.line, error), "error")
            return None

    def record(self) -> Record:
        if self.failed:
            return Record(self.line, self.cells, {}, tuple(self.problems))
        return Record(self.line, self.cells, self.fields, tuple(self.problems))


def unreadable(line: int, error: Exception) -> str:
    """Notes in the log which kind of error a row raised, without anything of its cells; returns what to tell of the row."""
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    where = f"{frame.tb_frame.f_code.co_filename.rpartition('/')[2]}:{frame.tb_lineno}" if frame else ""
    _log.error("row %d could not be read: %s at %s", line, type(error).__name__, where)
    return "This row holds something that could not be understood, so it was left out. The other rows are not affected."


def drafts(table: Table, columns: Sequence[Column]) -> list[Draft]:
    """A draft for each row of the table, nothing read yet."""
    used = [c for c in columns if c.target]
    out = []
    for row in table.rows:
        given: dict[str, list[tuple[Column, str]]] = {}
        for c in used:
            given.setdefault(c.target or "", []).append((c, row.cells[c.index]))
        out.append(Draft(row.line, row.heading, _cells(table, row), given))
    return out


def _cells(table: Table, row: Row) -> dict[str, str]:
    return dict(zip(table.header, row.cells, strict=True))
