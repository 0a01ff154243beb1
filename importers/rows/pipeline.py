"""From rows to records: the stages of reading, in their order.

Each row is first read by itself. Then its place is compared with those of the other rows, and programs take fields from their
agency. Then the whole row decides on needs, ages and modes. What the list hides is removed last.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from importers.columns import Column
from importers.columns.mapfile import Map
from importers.fields import Target
from importers.records import Record, Value
from importers.rows import agency_rows, exported, locations, privacy, redaction
from importers.rows.findings import Findings
from importers.rows.read_row import ReadRow
from importers.rows.source_row import SourceRow, source_rows
from importers.rows.stages import (
    ages,
    categories,
    combined_cells,
    contacts,
    hours,
    marks,
    names,
    openings,
    places,
    seasons,
    status,
    terms,
    texts,
)
from importers.tables.table import Table

Stage = Callable[[SourceRow], Findings]


def records(table: Table, columns: Sequence[Column], given: Map | None, today: datetime.date) -> list[Record]:
    """Return a record for each row of a table, in their order."""
    if columns and all(column.how == "export" for column in columns):
        return exported.records(table, columns)
    defaults = given.defaults if given else {}
    state = defaults.get(Target.ADDRESS_STATE_PROVINCE)
    stages = _stages(table, columns, sources := source_rows(table, columns), today)
    rows = [_read_alone(row, stages) for row in sources]
    rows = [row.having(found) for row, found in zip(rows, privacy.spread(rows), strict=True)]
    rows = locations.located(rows, state if isinstance(state, str) else None)
    rows = agency_rows.joined(rows)
    rows = [row.after(partial(_settled, defaults=defaults)) for row in rows]
    return [(redaction.unreadable(row) if row.failed else row).record() for row in rows]


def _stages(table: Table, columns: Sequence[Column], rows: Sequence[SourceRow], today: datetime.date) -> tuple[Stage, ...]:
    """Return the stages that read a row by itself, with what is known of the whole list."""
    trails, cut = categories.trails(table, columns), frozenset(categories.cut_columns(table, columns))
    return (
        names.read,
        partial(privacy.read, speaking=privacy.speaking(rows)),
        texts.read,
        openings.read,
        contacts.read,
        terms.spoken_languages,
        terms.prices,
        hours.read,
        status.read,
        partial(seasons.read, today=today),
        partial(categories.read, trails=trails, cut=cut),
        partial(status.days, today=today),
    )


def _read_alone(source: SourceRow, stages: Sequence[Stage]) -> ReadRow:
    row = ReadRow(source)
    for stage in stages:
        row = row.after(partial(_found_by, stage=stage))
    return row.after(_placed)


def _found_by(row: ReadRow, stage: Stage) -> ReadRow:
    return row.having(stage(row.source))


def _placed(row: ReadRow) -> ReadRow:
    given = places.read(row.source)
    return replace(row.having(given.findings), place=given.place)


def _settled(row: ReadRow, defaults: Mapping[Target, Value]) -> ReadRow:
    """Return what the whole row says together, without what may not be kept."""
    if not row.is_organization_row:
        return redaction.redacted(_decided(row, defaults))
    if not row.fields.get(Target.ORGANIZATION_NAME):
        row = row.having(names.completed(row.source, row.fields))
    row = redaction.redacted(row)
    return replace(row, fields=agency_rows.organization_only(row.fields))


def _decided(row: ReadRow, defaults: Mapping[Target, Value]) -> ReadRow:
    marked = marks.read(row.source, row.fields)
    row = row.having(marked.findings)
    row = row.having(_lacking(row, defaults))
    named = names.completed(row.source, row.fields)
    row = row.having(named)
    if named.rejects:
        return row
    row = row.having(ages.read(row.source, row.fields, marked.marks))
    row = row.having(combined_cells.modes(row.source, row.fields, row.place.online if row.place else ()))
    row = row.having(combined_cells.confidential(row.fields))
    return row.having(combined_cells.answered_needs(row.source, row.fields, marked))


def _lacking(row: ReadRow, defaults: Mapping[Target, Value]) -> Findings:
    """Return the list's defaults for fields that the row leaves blank; those of an address only if the row has a place."""
    has_place = Target.ADDRESS_CITY in row.fields
    return Findings(
        {
            target: value
            for target, value in defaults.items()
            if not row.fields.get(target) and (has_place or not target.startswith("address."))
        }
    )
