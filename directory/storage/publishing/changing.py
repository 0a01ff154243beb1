"""Services at location that are there already: changed where their list changed, inactive where they are gone from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from directory.models import Address, Location, RecordSource, Service, ServiceAtLocation, ServiceCapacity, table
from directory.storage.publishing.lookups import cell_key
from directory.storage.publishing.records import load
from directory.storage.publishing.rows import capacity_row, fresh_id, insert_rows, program_id
from directory.storage.publishing.targets import DETAILS, columns_given
from importers.plan import Step


def change(session: Session, step: Step) -> None:
    assert step.id is not None
    row = session.execute(
        select(ServiceAtLocation.number, ServiceAtLocation.service_id, ServiceAtLocation.location_id).where(
            ServiceAtLocation.id == step.id
        )
    ).one()
    owners = {"service": row.service_id, "location": row.location_id, "service_at_location": step.id}
    fields = step.changes
    for name, model in (("service", Service), ("location", Location), ("service_at_location", ServiceAtLocation)):
        if changes := columns_given(name, fields):
            target = table(model)
            session.execute(update(target).where(target.c.id == owners[name]).values(changes))
    if changes := columns_given("address", fields):
        session.execute(update(table(Address)).where(Address.location_id == row.location_id).values(changes))
    if "program.name" in fields:
        program = program_id(step.organization_id, fields)
        session.execute(update(table(Service)).where(Service.id == row.service_id).values(program_id=program))
    owner_ids = {
        "service_id": row.service_id,
        "link_id": row.service_id,
        "location_id": row.location_id,
        "service_at_location_id": step.id,
    }
    for detail in DETAILS:
        if detail.target in fields:
            _replace(session, detail.model, detail.owner, owner_ids[detail.owner], detail.extra)
            insert_rows(session, table(detail.model), detail.rows(owner_ids[detail.owner], fields[detail.target], fresh_id))
    now = load(session, [step.id])[step.id]
    if {"capacity.available", "capacity.maximum"} & set(fields):
        _replace(session, ServiceCapacity, "service_id", row.service_id, {})
        capacity = capacity_row(row.service_id, dict(now) | dict(fields))
        insert_rows(session, table(ServiceCapacity), [capacity] if capacity else [])
    session.execute(update(table(ServiceAtLocation)).where(ServiceAtLocation.id == step.id).values(key=cell_key(now, row.number)))


def _replace(session: Session, model: Any, owner: str, owner_id: str, extra: Mapping[str, str]) -> None:
    target = table(model)
    query = delete(target).where(target.c[owner] == owner_id)
    for column, value in extra.items():
        query = query.where(target.c[column] == value)
    session.execute(query)


def withdraw(session: Session, ids: list[str]) -> None:
    """A service that is gone from its list stays in the directory, inactive, so that nothing said of it is lost."""
    services = table(Service)
    links = select(ServiceAtLocation.service_id).where(ServiceAtLocation.id == bindparam("link"))
    for statement in (
        update(services).where(services.c.id.in_(links)).values(status="inactive"),
        update(table(RecordSource)).where(RecordSource.record_id == bindparam("link")).values(withdrawn=True),
    ):
        if ids:
            session.connection().execute(statement, [{"link": i} for i in ids])
