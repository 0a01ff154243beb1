"""Changes to existing services at location: updated when their list changes, inactive when they are gone from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update
from sqlalchemy.orm import Session

from directory.models import Address, Location, RecordSource, Service, ServiceAtLocation, ServiceCapacity, table
from directory.storage.chunks import rows_in
from directory.storage.listings.lookups import PLACING, cell_key
from directory.storage.listings.records import load
from directory.storage.listings.rows import Writing, capacity_row, fresh_id, insert_rows, program_id
from directory.storage.listings.targets import DETAILS, columns_given
from importers.fields import Target

CAPACITY = frozenset({Target.CAPACITY_AVAILABLE, Target.CAPACITY_MAXIMUM, Target.CAPACITY_UPDATED})


def change_all(session: Session, writings: Sequence[Writing]) -> None:
    """Write the changes of each record, and new keys for those that moved on the map."""
    links = table(ServiceAtLocation).c
    query = select(links.id, links.number, links.key, links.service_id, links.location_id)
    heads = {row.id: row for row in rows_in(session, query, links.id, [one.id for one in writings])}
    for one in writings:
        _change(session, one, heads[one.id])
    now = load(session, list(heads), PLACING)
    moved = [(row, key) for row in heads.values() if (key := cell_key(now[row.id], row.number)) != row.key]
    for row, key in moved:
        session.execute(update(table(ServiceAtLocation)).where(links.id == row.id).values(key=key))


def _change(session: Session, writing: Writing, head: Row[Any]) -> None:
    fields = writing.fields
    owners = {
        "service_id": head.service_id,
        "link_id": head.service_id,
        "location_id": head.location_id,
        "service_at_location_id": head.id,
    }
    for name, model, column, owner in (
        ("service", Service, "id", head.service_id),
        ("location", Location, "id", head.location_id),
        ("address", Address, "location_id", head.location_id),
        ("service_at_location", ServiceAtLocation, "id", head.id),
    ):
        if changes := columns_given(name, fields):
            target = table(model)
            session.execute(update(target).where(target.c[column] == owner).values(changes))
    if Target.PROGRAM_NAME in fields:
        program = program_id(writing.organization_id, fields)
        session.execute(update(table(Service)).where(Service.id == head.service_id).values(program_id=program))
    for detail in DETAILS:
        if detail.target in fields:
            _replace(session, detail.model, detail.owner, owners[detail.owner], detail.extra)
            insert_rows(session, table(detail.model), detail.rows(owners[detail.owner], fields[detail.target], fresh_id))
    if CAPACITY & set(fields):
        known = load(session, [head.id], ())[head.id]
        _replace(session, ServiceCapacity, "service_id", head.service_id, {})
        capacity = capacity_row(head.service_id, known | dict(fields))
        insert_rows(session, table(ServiceCapacity), [capacity] if capacity else [])


def _replace(session: Session, model: Any, owner: str, owner_id: str, extra: Mapping[str, str]) -> None:
    target = table(model)
    query = delete(target).where(target.c[owner] == owner_id)
    for column, value in extra.items():
        query = query.where(target.c[column] == value)
    session.execute(query)


def withdraw(session: Session, ids: list[str]) -> None:
    """Set services that are gone from their list to inactive, so that nothing said about them is lost."""
    services = table(Service)
    links = select(ServiceAtLocation.service_id).where(ServiceAtLocation.id == bindparam("link"))
    for statement in (
        update(services).where(services.c.id.in_(links)).values(status="inactive"),
        update(table(RecordSource)).where(RecordSource.record_id == bindparam("link")).values(withdrawn=True),
    ):
        if ids:
            session.connection().execute(statement, [{"link": i} for i in ids])
