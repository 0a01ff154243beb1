"""An import taken back: what it made goes, what it changed is as it was before."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from directory.errors import RefusedError, UnknownError
from directory.models import (
    ImportBatch,
    ImportChange,
    Location,
    Organization,
    Program,
    RecordSource,
    Service,
    ServiceAtLocation,
    table,
)
from directory.storage.chunks import delete_in, rows_in
from directory.storage.engine import alone
from directory.storage.publishing.journal import OF_LINK, OF_ORGANIZATION, Snapshot, as_rows
from directory.storage.publishing.lookups import forget, reindex

UNDONE = "undone"


def undo(session: Session, import_id: int, now: datetime.datetime) -> int:
    """Takes an import back; returns how many records that touched.

    Raises UnknownError where there is no such import, RefusedError where it is undone already or a later one built on it.
    """
    alone(session)
    batch = session.get(ImportBatch, import_id)
    if batch is None:
        raise UnknownError(f"There is no import {import_id}: `referral-desk imports` lists them.")
    if batch.state == UNDONE:
        raise RefusedError(f"Import {import_id} was undone already.")
    _refuse_if_built_on(session, import_id)
    changes = session.execute(select(ImportChange).where(ImportChange.import_id == import_id)).scalars().all()
    links = {c.entity_id: c.before for c in changes if c.entity == "service_at_location"}
    agencies = {c.entity_id: c.before for c in changes if c.entity == "organization"}
    _remove_links(session, links)
    _restore_organizations(session, agencies)
    _remove_programs(session, [c.entity_id for c in changes if c.entity == "program"])
    _put_back(session, [(model, before) for before in links.values() if before for model, *_ in OF_LINK])
    renamed = _links_of(session, agencies)
    reindex(session, sorted({key for key, before in links.items() if before} | renamed))
    session.execute(update(table(ImportBatch)).where(ImportBatch.id == import_id).values(state=UNDONE, undone_at=now))
    return len(links)


def _refuse_if_built_on(session: Session, import_id: int) -> None:
    mine = select(ImportChange.entity_id).where(ImportChange.import_id == import_id)
    later = session.scalar(
        select(ImportBatch.id)
        .join(ImportChange, ImportChange.import_id == ImportBatch.id)
        .where(ImportBatch.id > import_id, ImportBatch.state != UNDONE, ImportChange.entity_id.in_(mine))
        .order_by(ImportBatch.id.desc())
        .limit(1)
    )
    if later is not None:
        raise RefusedError(
            f"Import {later} changed the same records later: undo it first, with `referral-desk imports undo {later}`."
        )


def _remove_links(session: Session, ids: Iterable[str]) -> None:
    columns = table(ServiceAtLocation).c
    query = select(columns.key, columns.service_id, columns.location_id)
    heads = list(rows_in(session, query, columns.id, ids))
    forget(session, [head.key for head in heads])
    # What belongs to a service or a location goes with it.
    delete_in(session, delete(table(Service)), table(Service).c.id, [head.service_id for head in heads])
    delete_in(session, delete(table(Location)), table(Location).c.id, [head.location_id for head in heads])
    delete_in(session, delete(table(RecordSource)), table(RecordSource).c.record_id, ids)


def _restore_organizations(session: Session, agencies: Mapping[str, Snapshot | None]) -> None:
    """Agencies that the import made go; the others are changed in place, since deleting one would take its services along."""
    delete_in(session, delete(table(RecordSource)), table(RecordSource).c.record_id, agencies)
    delete_in(
        session,
        delete(table(Organization)),
        table(Organization).c.id,
        [key for key, before in agencies.items() if before is None],
    )
    for key, before in agencies.items():
        if before is None:
            continue
        (row,) = as_rows(Organization, before["organization"])
        session.execute(update(table(Organization)).where(Organization.id == key).values(row))
        for model, column in OF_ORGANIZATION[1:]:
            target = table(model)
            session.execute(delete(target).where(target.c[column] == key))
    _put_back(session, [(model, before) for before in agencies.values() if before for model, _ in OF_ORGANIZATION[1:]])


def _remove_programs(session: Session, ids: Iterable[str]) -> None:
    delete_in(session, delete(table(Program)), table(Program).c.id, ids)


def _put_back(session: Session, kept: Iterable[tuple[Any, Snapshot]]) -> None:
    rows: dict[Any, list[dict[str, Any]]] = {}
    for model, snapshot in kept:
        rows.setdefault(model, []).extend(as_rows(model, snapshot.get(table(model).name, ())))
    for model, found in rows.items():
        if found:
            session.execute(insert(table(model)), found)


def _links_of(session: Session, organizations: Iterable[str]) -> set[str]:
    services = table(Service).c
    query = select(ServiceAtLocation.id).join(Service, Service.id == ServiceAtLocation.service_id)
    return {row.id for row in rows_in(session, query, services.organization_id, organizations)}
