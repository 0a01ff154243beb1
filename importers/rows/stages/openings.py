"""Numbers of places, free ones and all, the wait for one, and the year in which an agency began."""

from __future__ import annotations

import re
from functools import lru_cache

from importers.columns import Column
from importers.fields import Target
from importers.records import Fields, Value
from importers.rows.findings import Findings, ProblemLog
from importers.rows.source_row import SourceRow, plain
from importers.values import flags, openings

_NUMBERS = (Target.CAPACITY_AVAILABLE, Target.CAPACITY_MAXIMUM, Target.ORGANIZATION_YEAR_INCORPORATED)
_openings = lru_cache(maxsize=4096)(openings.read_cell)
_numbers = lru_cache(maxsize=4096)(openings.number)
_BARE_NUMBER = re.compile(r"[-+]?\d[\d,.]*")


def read(row: SourceRow) -> Findings:
    """Return the numbers of places, and the words about free ones."""
    log = ProblemLog(row.line)
    fields: dict[Target, Value] = {}
    for target in _NUMBERS:
        if row.has(target):
            numbers = (_number(log, column, cell) for column, cell in row.full(target))
            fields[target] = next((number for number in numbers if number is not None), None)
    return log.findings(fields | _room(row, fields) | _in_words(row))


def _number(log: ProblemLog, column: Column, cell: str) -> float | None:
    """Return a number of places; what a cell says of free ones may also be words ("Full", "6 week wait")."""
    in_words = column.target == Target.CAPACITY_AVAILABLE and not openings.is_number(cell)
    if in_words and (said := log.value(column, cell, _openings(cell, None))):
        return said.places
    return None if in_words else log.value(column, cell, _numbers(cell))


def _room(row: SourceRow, fields: Fields) -> dict[Target, Value]:
    """Return no free places if nobody new is taken; that people are taken does not say how many places there are."""
    if not row.has("accepting") or fields.get(Target.CAPACITY_AVAILABLE) is not None:
        return {}
    full = any(flags.leaning(cell) is False for _, cell in row.full("accepting"))
    return {Target.CAPACITY_AVAILABLE: 0.0 if full else None}


def _in_words(row: SourceRow) -> dict[Target, Value]:
    """Return the words of a cell of openings that are more than a number ("8 as of 11/3", "6 week wait"), where waits are kept."""
    said = [
        words for _, cell in row.full(Target.CAPACITY_AVAILABLE) if (words := plain(cell)) and not _BARE_NUMBER.fullmatch(words)
    ]
    return {Target.SERVICE_WAIT_TIME: "; ".join(said)} if said and not row.said(Target.SERVICE_WAIT_TIME) else {}
