"""Held rows: rows that an import held back because they look like an existing record, and the decisions on them.

A coordinator's decision is stored with the row, so that the next edition of the list does not ask again.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.orm import Session

from directory.errors import RefusedError, UnknownError
from directory.models import ImportBatch, ImportRow, RecordSource, Service, ServiceAtLocation, table
from directory.models.codes import EditKind
from directory.storage.chunks import rows_in
from directory.storage.imports import stored_likeness
from directory.storage.imports.writes import carry_out
from directory.storage.jobs import lock_listings
from directory.storage.listings.edits import Editor, note
from directory.storage.listings.journal import UNDONE
from directory.storage.listings.records import load_organizations, opened
from directory.storage.listings.stored_fields import fields_of
from directory.storage.pace import WholeBatch
from importers.identity import ID_TARGETS, derived, digest, organization_id, row_key
from importers.plan.likeness import Resembled, ResembledLine
from importers.plan.planner import Plan, PlanStep
from importers.records import Fields, Record, blank

HELD = "needs_review"
# Where a row is counted after the decision: each row of an import is counted once and in one place.
_COUNTED = {"created": "created", "same": "duplicates", "dismissed": "rejected"}


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A held row: `like` is what it resembled when it was held, `alike` are the ids of such records."""

    import_id: int
    line: int
    source: str
    imported_at: datetime.datetime
    cells: Mapping[str, str]
    fields: Fields
    like: Resembled | None
    alike: tuple[str, ...]


def held(session: Session, import_id: int | None = None) -> list[HeldRow]:
    """Return the held rows of one import or of all, by list and line, without those that the newest edition no longer has."""
    found = _still_there(session, import_id)
    alike = _alike(session, [row for row, *_ in found])
    return [
        HeldRow(
            row.import_id,
            row.line,
            source,
            at,
            row.cells,
            fields_of(row.fields or {}),
            stored_likeness.read(row.like),
            alike[row.import_id, row.line],
        )
        for row, source, at in found
    ]


def alike_held_rows(session: Session) -> frozenset[str]:
    """Return the ids of the records that held rows resemble."""
    return frozenset(record_id for row in held(session) for record_id in row.alike)


def count_held(session: Session) -> int:
    """Return how many rows are held."""
    return len(_still_there(session, None))


def _still_there(session: Session, import_id: int | None) -> list[tuple[ImportRow, str, datetime.datetime]]:
    query: Any = select(ImportRow, ImportBatch.source, ImportBatch.imported_at)
    query = query.join(ImportBatch, ImportBatch.id == ImportRow.import_id).where(*_waiting())
    if import_id is not None:
        query = query.where(ImportRow.import_id == import_id)
    found = [tuple(row) for row in session.execute(query.order_by(ImportBatch.source, ImportRow.import_id, ImportRow.line))]
    editions = {source: _edition(session, source) for source in {source for _, source, _ in found}}
    return [(row, source, at) for row, source, at in found if digest(row.cells) in editions[source]]


def _edition(session: Session, source: str) -> set[str]:
    """Return the rows of the newest edition of a list that became no record, by the digest of their cells."""
    newest = select(func.max(ImportBatch.id)).where(ImportBatch.source == source, ImportBatch.state != UNDONE).scalar_subquery()
    query = select(ImportRow.cells).where(
        ImportRow.import_id == newest, ImportRow.record_id.is_(None), ImportRow.outcome.in_((HELD, "unchanged"))
    )
    return {digest(cells) for cells in session.scalars(query)}


def accept_as_new(session: Session, import_id: int, line: int, *, staff_id: str | None, now: datetime.datetime) -> str:
    """Create a provider of its own from the row, as its import would have, and return the record's id.

    The next edition of the list finds its row again, and undoing the import removes the record. Raise UnknownError if there is
    no such row, and RefusedError if it is no longer held.
    """
    row, source = _row(session, import_id, line)
    fields = fields_of(row.fields or {})
    record = Record(line, row.cells, fields)
    key, agency = row_key(fields), organization_id(record, source)
    record_id = _free_id(session, source, key)
    organization = {target: value for target, value in fields.items() if target.startswith("organization.")}
    step = PlanStep(record, "created", key, record_id, agency, fields)
    carry_out(WholeBatch(session), Plan(source, (step,), {agency: _unknown_yet(session, agency, organization)}), import_id)
    _settle(session, row, "created", record_id)
    note(session, Editor(staff_id, now), EditKind.ACCEPTED, record_id, {})
    return record_id


def same_as(session: Session, import_id: int, line: int, record_id: str) -> None:
    """Decide that the row is this record: nothing is made of it, now or in the next edition; raise as accept_as_new does."""
    row, _ = _row(session, import_id, line)
    opened(session, record_id)
    _settle(session, row, "same", record_id)


def dismiss(session: Session, import_id: int, line: int) -> None:
    """Leave out the row, now and in the next edition; raise as accept_as_new does."""
    row, _ = _row(session, import_id, line)
    _settle(session, row, "dismissed", None)


def _waiting() -> tuple[ColumnElement[bool], ...]:
    return ImportRow.outcome == HELD, ImportBatch.state != UNDONE


def _row(session: Session, import_id: int, line: int) -> tuple[ImportRow, str]:
    lock_listings(session)
    row, batch = session.get(ImportRow, (import_id, line)), session.get(ImportBatch, import_id)
    if row is None or batch is None:
        raise UnknownError(f"Import {import_id} has no line {line}.")
    if row.outcome != HELD or batch.state == UNDONE:
        raise RefusedError("This row waits no more: somebody has decided on it, or its import was undone.")
    return row, batch.source


def _settle(session: Session, row: ImportRow, outcome: str, record_id: str | None) -> None:
    rows, batches = table(ImportRow), table(ImportBatch)
    mine = (rows.c.import_id == row.import_id, rows.c.line == row.line)
    session.execute(update(rows).where(*mine).values(outcome=outcome, record_id=record_id))
    counts = session.scalar(select(ImportBatch.counts).where(ImportBatch.id == row.import_id)) or {}
    counted = {**counts, HELD: counts[HELD] - 1, _COUNTED[outcome]: counts[_COUNTED[outcome]] + 1}
    session.execute(update(batches).where(batches.c.id == row.import_id).values(counts=counted))
    session.expire_all()


def _free_id(session: Session, source: str, key: str) -> str:
    """Return the id that the import would have given the row, or the next one that no record has."""
    number = 0
    while session.scalar(select(ServiceAtLocation.id).where(ServiceAtLocation.id == derived(source, "row", key, str(number)))):
        number += 1
    return derived(source, "row", key, str(number))


def _unknown_yet(session: Session, organization_id: str, fields: Fields) -> Fields:
    """Return what the row adds to its organization: as in an import, a new row does not contradict what is known."""
    known = load_organizations(session, [organization_id]).get(organization_id, {})
    return {t: v for t, v in fields.items() if t not in ID_TARGETS and blank(known.get(t)) and not blank(v)}


def _alike(session: Session, rows: list[ImportRow]) -> dict[tuple[int, int], tuple[str, ...]]:
    """Return the ids of the records that rows resemble: from a line of their own import, or from another list by name."""
    label = Service.name + " (" + RecordSource.source + ")"
    columns: list[Any] = [label.label("label"), ServiceAtLocation.id]
    query: Select[Any] = (
        select(*columns)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .join(RecordSource, RecordSource.record_id == ServiceAtLocation.id)
        .where(Service.status == "active")
    )
    named: dict[str, list[str]] = {}
    for found in rows_in(session, query, label, {row.like for row in rows} - {None}):
        named.setdefault(found.label, []).append(found.id)
    return {(row.import_id, row.line): (*named.get(row.like or "", ()), *_line(session, row)) for row in rows}


def _line(session: Session, row: ImportRow) -> list[Any]:
    like = stored_likeness.read(row.like)
    if not isinstance(like, ResembledLine):
        return []
    other = session.get(ImportRow, (row.import_id, like.line))
    return [other.record_id] if other and other.record_id else []
