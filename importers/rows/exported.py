"""Rows of this project's own export: every cell is taken as its column wants it, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Sequence

from importers import cells, confidential
from importers.columns import Column
from importers.errors import unreadable
from importers.fields import FIELDS
from importers.records import Problem, Record, Value
from importers.rows import names
from importers.tables import Table, TableRow
from importers.values import zips

_SERVICE = ("service_at_location.id", "service.id", "service.name")  # a row that holds none of them is an agency's alone


def records(table: Table, columns: Sequence[Column]) -> list[Record]:
    """A record for each row; a cell that cannot be read is told and left as the directory has it."""
    return [_sound_record(table, columns, row) for row in table.rows]


def _sound_record(table: Table, columns: Sequence[Column], row: TableRow) -> Record:
    """The record of a row; whatever the row raises rejects it, and no other one."""
    try:
        return _record(table, columns, row)
    except Exception as error:  # noqa: BLE001  # as ReadRow.after
        return Record(row.line, dict(zip(table.header, row.cells, strict=True)), {}, (unreadable(row.line, error),))


def _record(table: Table, columns: Sequence[Column], row: TableRow) -> Record:
    fields: dict[str, Value] = {}
    problems: list[Problem] = []
    for column in columns:
        if column.target is None:
            continue
        cell = row.cells[column.index]
        try:
            fields[column.target] = cells.parse(FIELDS[column.target], cell)
        except cells.CellError as error:
            problems.append(Problem(row.line, column.target, cell[:200], f"{error} The cell was left out.", "warning"))
    if isinstance(code := fields.get("address.postal_code"), str):
        fields["address.postal_code"] = zips.read(code).value or code  # Excel drops the zero that a ZIP begins with
    if fields.get(confidential.MARK):
        fields = confidential.withheld(fields)
    if not any(fields.get(target) for target in _SERVICE):
        fields = {t: v for t, v in fields.items() if t == "identifier" or FIELDS[t].entity == "organization"}
    if not fields.get("organization.name") and not fields.get("service.name"):
        problems.append(names.nameless(row.line, (cell for cell in row.cells if cell)))
    return Record(row.line, dict(zip(table.header, row.cells, strict=True)), fields, tuple(problems))
