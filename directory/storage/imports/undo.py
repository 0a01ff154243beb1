"""Undoing of an import: what it made is removed, what it changed is restored, but a place made confidential stays so."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from directory.errors import RefusedError, UnknownError
from directory.models import ImportBatch, ImportChange, ImportRow, Program, RecordEdit, Service, ServiceAtLocation, table
from directory.models.codes import EditKind
from directory.storage.chunks import delete_in, rows_in
from directory.storage.jobs import lock_listings
from directory.storage.listings.confidential_places import hide_again, withhold_from_organizations
from directory.storage.listings.edits import holds, touching_organizations
from directory.storage.listings.journal import UNDONE, Snapshot
from directory.storage.listings.lookups import reindex_all
from directory.storage.listings.restoration import (
    forget_shortlisted,
    links_of,
    remove_links,
    remove_organizations,
    restore_links,
    restore_organizations,
)
from directory.storage.pace import Pace, WholeBatch


def undo(session: Session, import_id: int, now: datetime.datetime) -> int:
    """Undo an import in the session's transaction; return how many records that touched.

    Raise UnknownError if there is no such import, and RefusedError if it is undone already, if a later one built on it, or if
    somebody has corrected its records by hand since.
    """
    lock_listings(session)
    refuse_undo(session, import_id)
    count = put_back(WholeBatch(session), import_id)
    close_undo(session, import_id, now)
    return count


def refuse_undo(session: Session, import_id: int) -> None:
    """Raise what `undo` raises if an import is not to be undone."""
    batch = session.get(ImportBatch, import_id)
    if batch is None:
        raise UnknownError(f"There is no import {import_id}: `referral-desk imports` lists them.")
    if batch.state == UNDONE:
        raise RefusedError(f"Import {import_id} was undone already.")
    if later := built_on(session, import_id):
        raise RefusedError(
            f"Import {later} changed the same records later: undo it first, with `referral-desk imports undo {later}`."
        )
    if since := corrected(session, import_id):
        raise RefusedError(_corrected(session, import_id, since))


def touched_by(session: Session, import_id: int) -> int:
    """Return how many agencies and services at location an import made or changed."""
    query = select(func.count()).where(ImportChange.import_id == import_id, ImportChange.entity != "program")
    return session.scalars(query).one()


def put_back(pace: Pace, import_id: int, *, published: bool = True) -> int:
    """Restore all that an import touched to what it was before; return how many records that are.

    A place that a published import made confidential stays so: only an explicit correction lifts that. Restoring twice gives the
    same result, so this may be started again after an interruption.
    """
    session = pace.session
    changes: list[tuple[str, str, bool]] = []
    for _ in pace.parts([import_id]):
        columns = (ImportChange.entity, ImportChange.entity_id, ImportChange.before.is_(None))
        changes = [(e, i, made) for e, i, made in session.execute(select(*columns).where(ImportChange.import_id == import_id))]

    def those(entity: str, *, made: bool) -> list[str]:
        return [key for kind, key, new in changes if kind == entity and new == made]

    for ids in pace.parts(those("service_at_location", made=True)):
        remove_links(session, ids)
    for ids in pace.parts(those("service_at_location", made=False)):
        secret = _confidential(session, ids) if published else set()
        restore_links(session, _before(session, import_id, "service_at_location", ids))
        hide_again(session, secret)
    for ids in pace.parts(those("organization", made=True)):
        remove_organizations(session, ids)
    renamed: set[str] = set()
    for ids in pace.parts(those("organization", made=False)):
        restore_organizations(session, _before(session, import_id, "organization", ids))
        renamed |= links_of(session, ids)
        withhold_from_organizations(session, ids if published else ())
    for ids in pace.parts([key for kind, key, _ in changes if kind == "program"]):
        _remove_programs(session, ids)
    reindex_all(pace, renamed.union(those("service_at_location", made=False)))
    return sum(kind == "service_at_location" for kind, _, _ in changes)


def _confidential(session: Session, ids: Sequence[str]) -> set[str]:
    links = table(ServiceAtLocation).c
    query = select(links.id).join(Service, Service.id == links.service_id).where(Service.confidential.is_(True))
    return {row.id for row in rows_in(session, query, links.id, ids)}


def _before(session: Session, import_id: int, entity: str, ids: Sequence[str]) -> dict[str, Snapshot]:
    columns = table(ImportChange).c
    query = select(columns.entity_id, columns.before).where(columns.import_id == import_id, columns.entity == entity)
    return {row.entity_id: row.before for row in rows_in(session, query, columns.entity_id, ids)}


def close_undo(session: Session, import_id: int, now: datetime.datetime) -> None:
    """Record that all of an import was restored."""
    forget_shortlisted(session)
    session.execute(update(table(ImportBatch)).where(ImportBatch.id == import_id).values(state=UNDONE, undone_at=now))


def forget_import(pace: Pace, import_id: int) -> None:
    """Delete an import that was never published, after what it touched was restored."""
    session = pace.session
    lines: list[int] = []
    for _ in pace.parts([import_id]):
        lines = list(session.scalars(select(ImportRow.line).where(ImportRow.import_id == import_id)))
    rows, changes = table(ImportRow), table(ImportChange)
    for part in pace.parts(lines):
        delete_in(session, delete(rows).where(rows.c.import_id == import_id), rows.c.line, part)
    ids: list[str] = []
    for _ in pace.parts([import_id]):
        ids = list(session.scalars(select(ImportChange.entity_id).where(ImportChange.import_id == import_id)))
    for some in pace.parts(ids):
        delete_in(session, delete(changes).where(changes.c.import_id == import_id), changes.c.entity_id, some)
    for _ in pace.parts([import_id]):
        session.execute(delete(table(ImportBatch)).where(ImportBatch.id == import_id))


def built_on(session: Session, import_id: int) -> int | None:
    """Return the newest later import, not undone, that changed the same records: it must be undone first."""
    mine = select(ImportChange.entity_id).where(ImportChange.import_id == import_id)
    return session.scalar(
        select(ImportBatch.id)
        .join(ImportChange, ImportChange.import_id == ImportBatch.id)
        .where(ImportBatch.id > import_id, ImportBatch.state != UNDONE, ImportChange.entity_id.in_(mine))
        .order_by(ImportBatch.id.desc())
        .limit(1)
    )


def corrected(session: Session, import_id: int) -> list[str]:
    """Return the ids of records that a coordinator has corrected since, which must not be lost silently."""
    columns = (ImportChange.entity, ImportChange.entity_id, ImportChange.before.is_(None).label("made"))
    touched = session.execute(select(*columns).where(ImportChange.import_id == import_id)).all()
    links = [row.entity_id for row in touched if row.entity == "service_at_location"]
    organizations = [row.entity_id for row in touched if row.entity == "organization"]
    made = [row.entity_id for row in touched if row.entity == "organization" and row.made]
    since: ColumnElement[bool] = RecordEdit.after_import >= import_id
    by_hand = (RecordEdit.kind != EditKind.ACCEPTED, since, holds())
    edits, services = table(RecordEdit).c, table(Service).c
    found = {row.record_id for row in rows_in(session, select(edits.record_id).where(*by_hand), edits.record_id, links)}
    found |= {edit.record_id for edit in touching_organizations(session, organizations, *by_hand)}
    added = (
        select(RecordEdit.record_id)
        .join(ServiceAtLocation, ServiceAtLocation.id == RecordEdit.record_id)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .where(RecordEdit.kind == EditKind.ADDED, *by_hand)
    )
    return sorted(found | {row.record_id for row in rows_in(session, added, services.organization_id, made)})


def _corrected(session: Session, import_id: int, ids: Collection[str]) -> str:
    names = (
        select(Service.name)
        .join(ServiceAtLocation, ServiceAtLocation.service_id == Service.id)
        .where(ServiceAtLocation.id == min(ids))
    )
    name = session.scalar(names)
    told = (
        f"“{name}” was corrected by hand"
        if len(ids) == 1
        else f"{len(ids)} records, one of them “{name}”, were corrected by hand"
    )
    return (
        f"{told} since import {import_id}, and undoing it would lose that. "
        "Open the history of each of these records and take the corrections back first."
    )


def _remove_programs(session: Session, ids: Iterable[str]) -> None:
    """Remove programs that the import made, except those that have another service by now."""
    unused = ~select(Service.id).where(Service.program_id == Program.id).exists()
    delete_in(session, delete(table(Program)).where(unused), table(Program).c.id, ids)
