"""Notes of edits by hand, and their effect on later imports: a record that was merged away stays away."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, insert, select, update
from sqlalchemy.orm import Session, aliased

from directory.models import ImportBatch, RecordEdit, Service, ServiceAtLocation, table
from directory.models.codes import EditKind
from directory.storage.chunks import chunks, rows_in
from directory.storage.ids import new_id

AWAY = "defunct"
"""The status of a record that was merged into another one."""

Changes = dict[str, list[object]]
"""{target: [old, new]}, as stored in JSON."""


@dataclass(frozen=True, slots=True)
class Editor:
    """Who made an edit, and when."""

    staff_id: str | None
    now: datetime.datetime


def note(
    session: Session,
    editor: Editor,
    kind: EditKind,
    record_id: str,
    fields: Changes,
    *,
    before: Any = None,
    other_id: str | None = None,
    undoes: str | None = None,
) -> str:
    """Store what was done to a record by hand; return the note's id."""
    row = {
        "id": new_id(),
        "record_id": record_id,
        "kind": kind,
        "staff_id": editor.staff_id,
        "at": editor.now,
        "before": before or {},
        "fields": fields,
        "after_import": session.scalar(select(func.max(ImportBatch.id))) or 0,
        "other_id": other_id,
        "undoes": undoes,
    }
    session.execute(insert(table(RecordEdit)), row)
    return str(row["id"])


def holds() -> ColumnElement[bool]:
    """Return the condition on RecordEdit that it still counts: it was not undone, and does not itself undo one."""
    later = aliased(RecordEdit)
    taken_back = select(later.id).where(later.undoes == RecordEdit.id).exists()
    return and_(RecordEdit.kind != EditKind.TAKEN_BACK, ~taken_back)


def touching_organizations(session: Session, organizations: Iterable[str], *also: ColumnElement[bool]) -> list[RecordEdit]:
    """Return the edits that changed these agencies, through any of their services, newest first."""
    found: list[RecordEdit] = []
    for part in chunks(organizations):
        query = (
            select(RecordEdit)
            .join(ServiceAtLocation, ServiceAtLocation.id == RecordEdit.record_id)
            .join(Service, Service.id == ServiceAtLocation.service_id)
            .where(Service.organization_id.in_(part), holds(), *also)
        )
        found += [edit for edit in session.scalars(query) if changes_organization(edit.fields)]
    return sorted(found, key=lambda edit: edit.id, reverse=True)


def changes_organization(fields: Changes) -> bool:
    """Whether an edit of these targets changed the agency, and so all its services."""
    return any(target.startswith("organization.") for target in fields)


def merged_into(session: Session, record_id: str) -> str | None:
    """Return the record into which this one was merged, directly or through others; None if it was not merged."""
    found: str | None = None
    while away := _away(session, found or record_id):
        found = away
    return found


def merges(session: Session) -> dict[str, str]:
    """Return every record that was merged away, with the one that replaces it now."""
    into = {away: kept for away, kept in session.execute(_merged_away()) if kept is not None}
    return {away: _end(into, away) for away in into}


@cache
def _merged_away() -> Select[str, str | None]:
    """Return the query for merged records, cached because most pages run it and building it was slower than its result."""
    query = select(RecordEdit.record_id, RecordEdit.other_id).where(RecordEdit.kind == EditKind.MERGED_AWAY, holds())
    return query.order_by(RecordEdit.id)


def same_listings(session: Session, record_ids: Iterable[str]) -> dict[str, str]:
    """Return every id under which these listings are or were known, with the record that it now means."""
    into = merges(session)
    standing = {into.get(one, one) for one in record_ids}
    return {one: one for one in standing} | {away: kept for away, kept in into.items() if kept in standing}


def _end(into: Mapping[str, str], record_id: str) -> str:
    while record_id in into:
        record_id = into[record_id]
    return record_id


def _away(session: Session, record_id: str) -> str | None:
    query = select(RecordEdit.other_id).where(RecordEdit.record_id == record_id, RecordEdit.kind == EditKind.MERGED_AWAY, holds())
    return session.scalar(query.order_by(RecordEdit.id.desc()).limit(1))


def keep_away(session: Session, ids: Iterable[str]) -> None:
    """Keep merged records away, whatever their list says: the list continues to update a row that nobody sees."""
    query = (
        select(ServiceAtLocation.service_id)
        .join(RecordEdit, RecordEdit.record_id == ServiceAtLocation.id)
        .where(RecordEdit.kind == EditKind.MERGED_AWAY, holds())
    )
    services = [row.service_id for row in rows_in(session, query, table(RecordEdit).c.record_id, ids)]
    for part in chunks(services):
        session.execute(update(table(Service)).where(Service.id.in_(part)).values(status=AWAY))
