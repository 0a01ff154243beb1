"""The list's own categories, and what only the whole column shows: trails through a taxonomy, and texts cut short."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from importers.columns import Column
from importers.fields import Target
from importers.rows.findings import Findings
from importers.rows.source_row import SourceRow
from importers.tables.table import Table
from importers.values import text

CUT = 255
"""The number of characters at which old databases cut their texts."""

_CUT_ROWS = 3

_items = lru_cache(maxsize=16384)(text.split_list)


def read(row: SourceRow, trails: frozenset[int], cut: frozenset[int]) -> Findings:
    """Return the list's own categories; of a trail ("Education - Tutoring"), the last and most specific part.

    `trails` are the columns that hold trails, `cut` those whose texts the list has cut: their last item is incomplete.
    """
    if not row.has("categories"):
        return Findings()
    found: dict[str, str] = {}
    for column, cell in row.full("categories"):
        whole = _items(cell)[:-1] if column.index in cut and len(cell) >= CUT - 1 else _items(cell)
        for said in whole:
            item = re.split(r"\s[-–>»:]+\s", said)[-1] if column.index in trails else said
            if not text.is_blank(item):
                found.setdefault(item.casefold(), item)
    return Findings({Target.CATEGORIES: tuple(found.values())})


def trails(table: Table, columns: Iterable[Column]) -> frozenset[int]:
    """Return the columns of categories most of whose items are trails through a taxonomy."""
    return frozenset(c.index for c in columns if c.target == "categories" and _is_trail(row.cells[c.index] for row in table.rows))


def _is_trail(cells: Iterable[str]) -> bool:
    items = [item for cell in cells if cell.strip() for item in re.split(r"[;|]", cell) if item.strip()]
    return len(items) >= 3 and sum(1 for item in items if re.search(r"\S\s[-–>»]+\s\S", item)) > 0.6 * len(items)


def cut_columns(table: Table, columns: Sequence[Column]) -> Mapping[int, int]:
    """Return the columns whose texts end at 255 characters, which shows that the source cut them, with how many do."""
    lengths = {c.index: [len(row.cells[c.index]) for row in table.rows] for c in columns if c.target}
    cut = {index: sum(1 for n in each if n in (CUT - 1, CUT)) for index, each in lengths.items() if each and max(each) <= CUT}
    return {index: count for index, count in cut.items() if count >= _CUT_ROWS}
