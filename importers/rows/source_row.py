"""One row of a list as it was given: its cells by header and by target."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from importers.columns import Column
from importers.problems import WITHHELD
from importers.tables.table import Table
from importers.values import text

Cell = tuple[Column, str]


@lru_cache(maxsize=65536)
def plain(cell: str) -> str | None:
    """Return a cell on one line, None if it says nothing."""
    return None if text.is_blank(cell) else text.clean(cell) or None


@lru_cache(maxsize=16384)
def plain_long(cell: str) -> str | None:
    """Return a cell with its paragraphs, None if it says nothing."""
    return None if text.is_blank(cell) else text.clean_long(cell) or None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row before it is read; `given` holds the columns that have a target, by target, with their cells.

    `cells` are all cells by header, as the record will keep them; `heading` is the section heading above the row, `organization`
    the provider whose name stands alone above it; `heads` marks the line of such a provider.
    """

    line: int
    heading: str
    cells: Mapping[str, str]
    given: Mapping[str, Sequence[Cell]]
    organization: str = ""
    heads: bool = False

    def columns(self, *targets: str) -> Iterator[Cell]:
        """Yield the columns of these targets with their cells, blank ones included."""
        for target in targets:
            yield from self.given.get(target, ())

    def full(self, *targets: str) -> Iterator[Cell]:
        """Yield the columns of these targets whose cells are not empty."""
        return ((column, cell) for column, cell in self.columns(*targets) if cell.strip())

    def has(self, *targets: str) -> bool:
        """Return whether the list has a column of any of these targets."""
        return any(target in self.given for target in targets)

    def said(self, target: str) -> str | None:
        """Return the first cell of a target that says something, on one line."""
        return next((words for _, cell in self.columns(target) if (words := plain(cell))), None)

    def withholding(self, headers: Collection[str]) -> SourceRow:
        """Return the row without what the record may not keep in the cells under these headers."""
        return replace(self, cells={**self.cells, **dict.fromkeys(headers, WITHHELD)}) if headers else self


def source_rows(table: Table, columns: Sequence[Column]) -> list[SourceRow]:
    """Return the rows of a table, with their cells by the targets of the columns."""
    used = [(c, c.target) for c in columns if c.target]
    out = []
    for row in table.rows:
        given: dict[str, list[Cell]] = {}
        for column, target in used:
            given.setdefault(target, []).append((column, row.cells[column.index]))
        cells = dict(zip(table.header, row.cells, strict=True))
        out.append(SourceRow(row.line, row.heading, cells, given, row.organization, row.heads))
    return out
