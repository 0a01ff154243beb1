"""Merged cells of a sheet: a value holds for all rows that it is merged over, and a header of two lines becomes one.

    Agency     | Program | Contact          |        Agency     | Program | Contact Phone | Contact Email
    (merged)   |         | Phone    | Email |   ->   Lamp House | Math    | …
    Lamp House | Math    | …                         Lamp House | Reading | …
    (merged)   | Reading | …

A cell merged over several columns of one row stays one cell: it is a banner or a heading, or belongs to its first column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.tables import limits
from importers.tables.sheet_layout import MergedCell

Cells = list[str]

_DATA = re.compile(r"@|://|\d{3}")
_LOOKED_AT = 20  # lines searched for a header of two lines


def fill(lines: list[tuple[int, Cells]], merges: Sequence[MergedCell]) -> bool:
    """Write each merged value into the rows below that have cells of their own; return False if it would be too much."""
    by_line = dict(lines)
    last = max(by_line, default=0)
    room, cells_left = limits.UNPACKED, limits.CELLS
    for merge in merges:
        value = _at(by_line.get(merge.top), merge.left)
        rows = range(merge.top, min(merge.bottom, last) + 1)
        room, cells_left = room - len(value) * len(rows), cells_left - len(rows)
        if room < 0 or cells_left < 0:
            return False
        for line in rows if value.strip() else ():
            _put(by_line.get(line), merge.left, value)
    return True


def _at(cells: Cells | None, column: int) -> str:
    return cells[column] if cells and column < len(cells) else ""


def _put(cells: Cells | None, column: int, value: str) -> None:
    if cells is not None and column < limits.COLUMNS:
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = cells[column] if cells[column].strip() else value


def join_headers(lines: list[tuple[int, Cells]], merges: Sequence[MergedCell]) -> list[tuple[int, Cells]]:
    """Return the lines with a header of two lines, if merged cells make one, written on the second."""
    across = {line: [m for m in merges if m.top == m.bottom == line and m.right > m.left] for line, _ in lines[:_LOOKED_AT]}
    for at in range(min(_LOOKED_AT, len(lines) - 1)):
        (line, upper), (below, lower) = lines[at], lines[at + 1]
        if below == line + 1 and _heads(upper, lower, across[line]):
            return [*lines[:at], (below, _together(upper, lower, across[line])), *lines[at + 2 :]]
        if sum(1 for cell in upper if cell.strip()) > 1:
            return lines  # the header itself, or a row
    return lines


def _heads(upper: Cells, lower: Cells, across: Sequence[MergedCell]) -> bool:
    """Whether a row with merged cells groups the columns that the row below it names."""
    groups = [m for m in across if _at(upper, m.left).strip()]
    if not groups or (len(groups) == 1 and groups[0].left == 0) or any(_DATA.search(cell) for cell in (*upper, *lower)):
        return False
    grouped = {column for m in groups for column in range(m.left, m.right + 1)}
    alone = [i for i, cell in enumerate(upper) if cell.strip() and i not in grouped]
    named = all(sum(1 for i in range(m.left, m.right + 1) if _at(lower, i).strip()) > 1 for m in groups)
    return named and all(_at(lower, i).strip() in ("", upper[i].strip()) for i in alone)


def _together(upper: Cells, lower: Cells, across: Sequence[MergedCell]) -> Cells:
    groups = {column: _at(upper, m.left).strip() for m in across for column in range(m.left, m.right + 1)}
    names = []
    for i in range(max(len(upper), len(lower))):
        group, name = groups.get(i, _at(upper, i).strip()), _at(lower, i).strip()
        names.append(name if group in ("", name) else f"{group} {name}".strip())
    return names
