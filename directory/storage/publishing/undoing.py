"""An import taken back: what it made goes, what it changed is as it was before."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from directory.errors import RefusedError, UnknownError
from directory.models import ImportBatch, ImportChange, Program, RecordEdit, Service, ServiceAtLocation, table
from directory.storage.chunks import delete_in, rows_in
from directory.storage.engine import alone
from directory.storage.publishing.edits import holds, touching_organizations
from directory.storage.publishing.lookups import reindex
from directory.storage.publishing.restoring import (
    links_of,
    remove_links,
    remove_organizations,
    restore_links,
    restore_organizations,
)

UNDONE = "undone"


def undo(session: Session, import_id: int, now: datetime.datetime) -> int:
    """Takes an import back; returns how many records that touched.

    Raises UnknownError where there is no such import, RefusedError where it is undone already, a later one built on it,
    or somebody has corrected its records by hand since.
    """
    alone(session)
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
    changes = session.execute(select(ImportChange).where(ImportChange.import_id == import_id)).scalars().all()
    links = {c.entity_id: c.before for c in changes if c.entity == "service_at_location"}
    agencies = {c.entity_id: c.before for c in changes if c.entity == "organization"}
    remove_links(session, [key for key, before in links.items() if before is None])
    restore_links(session, {key: before for key, before in links.items() if before})
    remove_organizations(session, [key for key, before in agencies.items() if before is None])
    restore_organizations(session, {key: before for key, before in agencies.items() if before})
    _remove_programs(session, [c.entity_id for c in changes if c.entity == "program"])
    renamed = links_of(session, agencies)
    reindex(session, sorted({key for key, before in links.items() if before} | renamed))
    session.execute(update(table(ImportBatch)).where(ImportBatch.id == import_id).values(state=UNDONE, undone_at=now))
    return len(links)


def built_on(session: Session, import_id: int) -> int | None:
    """The newest import that changed the same records later and still stands: it must be undone first."""
    mine = select(ImportChange.entity_id).where(ImportChange.import_id == import_id)
    return session.scalar(
        select(ImportBatch.id)
        .join(ImportChange, ImportChange.import_id == ImportBatch.id)
        .where(ImportBatch.id > import_id, ImportBatch.state != UNDONE, ImportChange.entity_id.in_(mine))
        .order_by(ImportBatch.id.desc())
        .limit(1)
    )


def corrected(session: Session, import_id: int) -> list[str]:
    """The ids of records that a coordinator has put right since, which must not be lost without a word."""
    columns = (ImportChange.entity, ImportChange.entity_id, ImportChange.before.is_(None).label("made"))
    touched = session.execute(select(*columns).where(ImportChange.import_id == import_id)).all()
    links = [row.entity_id for row in touched if row.entity == "service_at_location"]
    agencies = [row.entity_id for row in touched if row.entity == "organization"]
    made = [row.entity_id for row in touched if row.entity == "organization" and row.made]
    since: ColumnElement[bool] = RecordEdit.after_import >= import_id
    by_hand = (RecordEdit.kind != "accepted", since, holds())
    edits, services = table(RecordEdit).c, table(Service).c
    found = {row.record_id for row in rows_in(session, select(edits.record_id).where(*by_hand), edits.record_id, links)}
    found |= {edit.record_id for edit in touching_organizations(session, agencies, *by_hand)}
    added = (
        select(RecordEdit.record_id)
        .join(ServiceAtLocation, ServiceAtLocation.id == RecordEdit.record_id)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .where(RecordEdit.kind == "added", *by_hand)
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
    """Programs that the import made go, but for one that somebody has since put another service into."""
    unused = ~select(Service.id).where(Service.program_id == Program.id).exists()
    delete_in(session, delete(table(Program)).where(unused), table(Program).c.id, ids)
