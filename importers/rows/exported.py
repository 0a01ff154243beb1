"""Rows of this project's own export: each cell is read as its column requires, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Sequence

from importers import cells, confidential
from importers.columns import Column
from importers.errors import unreadable
from importers.fields import FIELDS, TARGETS, Target
from importers.places import zips
from importers.problems import WITHHELD, Problem
from importers.records import Record, Value
from importers.rows.stages import names
from importers.tables.table import Table, TableRow

_SERVICE = (Target.SERVICE_AT_LOCATION_ID, Target.SERVICE_ID, Target.SERVICE_NAME)  # A row with none of these is only an agency.


def records(table: Table, columns: Sequence[Column]) -> list[Record]:
    """Return a record for each row; a cell that cannot be read is reported, and its field stays as it is in the directory."""
    return [_safely_read(table, columns, row) for row in table.rows]


def _safely_read(table: Table, columns: Sequence[Column], row: TableRow) -> Record:
    """Return the record of a row; an exception rejects this row and no other."""
    try:
        return _record(table, columns, row)
    except Exception as error:  # noqa: BLE001  # as ReadRow.after
        # Nobody knows what the row hides.
        return Record(row.line, dict.fromkeys(table.header, WITHHELD), {}, (unreadable(row.line, error),))


def _record(table: Table, columns: Sequence[Column], row: TableRow) -> Record:
    fields: dict[Target, Value] = {}
    problems: list[Problem] = []
    for column in columns:
        if (target := TARGETS.get(column.target or "")) is None:
            continue
        cell = row.cells[column.index]
        try:
            fields[target] = cells.parse(FIELDS[target], cell)
        except cells.CellError as error:
            problems.append(error.trouble.at(row.line, target, cell[:200]))
    if isinstance(code := fields.get(Target.ADDRESS_POSTAL_CODE), str):
        fields[Target.ADDRESS_POSTAL_CODE] = zips.read(code).value or code  # Excel drops the leading zero of a ZIP.
    if not any(fields.get(target) for target in _SERVICE):
        fields = {t: v for t, v in fields.items() if t == Target.IDENTIFIER or FIELDS[t].entity == "organization"}
    if not fields.get(Target.ORGANIZATION_NAME) and not fields.get(Target.SERVICE_NAME):
        problems.append(names.nameless(row.line, (cell for cell in row.cells if cell)))
    record = Record(row.line, dict(zip(table.header, row.cells, strict=True)), fields, tuple(problems))
    places = frozenset(table.header[column.index] for column in columns if column.target in confidential.PLACE)
    return confidential.of_a_confidential_row(record, places) if fields.get(confidential.MARK) else record
