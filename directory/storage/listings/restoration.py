"""Records restored from a snapshot, and records removed: what undoing an import and undoing an edit share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from directory.models import (
    Location,
    Organization,
    Program,
    RecordSource,
    Service,
    ServiceAtLocation,
    ShortlistItem,
    StudentShortlistItem,
    table,
)
from directory.storage.chunks import delete_in, rows_in
from directory.storage.listings.journal import OF_LINK, OF_ORGANIZATION, Snapshot, as_rows
from directory.storage.listings.lookups import forget
from directory.storage.listings.targets import Row

# Changed in place: other rows (shortlists, look-ups) depend on these, and would be deleted with them.
_IN_PLACE = (Service, Location, ServiceAtLocation)


def remove_links(session: Session, ids: Iterable[str]) -> None:
    """Remove services at location, with all that belongs to them."""
    wanted = list(ids)
    heads = _forgotten(session, wanted)
    # What belongs to a service or a location is deleted by cascade.
    delete_in(session, delete(table(Service)), table(Service).c.id, [head.service_id for head in heads])
    delete_in(session, delete(table(Location)), table(Location).c.id, [head.location_id for head in heads])
    delete_in(session, delete(table(RecordSource)), table(RecordSource).c.record_id, wanted)


def forget_shortlisted(session: Session) -> None:
    """Remove from the shortlists what has left the directory."""
    for item in (ShortlistItem, StudentShortlistItem):
        there = select(ServiceAtLocation.id).where(ServiceAtLocation.id == item.record_id)
        session.execute(delete(table(item)).where(~there.exists()))


def restore_links(session: Session, before: Mapping[str, Snapshot]) -> None:
    """Restore services at location, without their look-up rows, which the caller must write."""
    owners = {
        "link": list(before),
        "service": [row["id"] for one in before.values() for row in one["service"]],
        "location": [row["id"] for one in before.values() for row in one["location"]],
    }
    _forgotten(session, owners["link"])
    for model, column, kind in OF_LINK:
        rows = _rows(model, before.values())
        if model in _IN_PLACE:
            _overwrite(session, model, _with_programs(session, rows) if model is Service else rows)
        else:
            delete_in(session, delete(table(model)), table(model).c[column], owners[kind])
            _insert(session, model, rows)


def remove_organizations(session: Session, ids: Iterable[str]) -> None:
    """Remove agencies; any service that they still have is deleted with them."""
    wanted = list(ids)
    delete_in(session, delete(table(RecordSource)), table(RecordSource).c.record_id, wanted)
    delete_in(session, delete(table(Organization)), table(Organization).c.id, wanted)


def restore_organizations(session: Session, before: Mapping[str, Snapshot]) -> None:
    """Restore agencies in place, since deleting one would delete its services."""
    for model, column in OF_ORGANIZATION:
        rows = _rows(model, before.values())
        if model is Organization:
            _overwrite(session, model, rows)
        else:
            delete_in(session, delete(table(model)), table(model).c[column], before)
            _insert(session, model, rows)


def links_of(session: Session, organizations: Iterable[str]) -> set[str]:
    """Return the services at location of these agencies."""
    services = table(Service).c
    query = select(ServiceAtLocation.id).join(Service, Service.id == ServiceAtLocation.service_id)
    return {row.id for row in rows_in(session, query, services.organization_id, organizations)}


def _forgotten(session: Session, ids: Iterable[str]) -> list[Any]:
    columns = table(ServiceAtLocation).c
    query = select(columns.key, columns.service_id, columns.location_id)
    heads = list(rows_in(session, query, columns.id, ids))
    forget(session, [head.key for head in heads])
    return heads


def _rows(model: Any, kept: Iterable[Snapshot]) -> list[Row]:
    return [row for snapshot in kept for row in as_rows(model, snapshot.get(table(model).name, ()))]


def _with_programs(session: Session, services: list[Row]) -> list[Row]:
    """Return service rows without references to programs that were removed with the import that made them."""
    programs = table(Program).c.id
    have = {row.id for row in rows_in(session, select(programs), programs, {row["program_id"] for row in services} - {None})}
    return [row | {"program_id": row["program_id"] if row["program_id"] in have else None} for row in services]


def _overwrite(session: Session, model: Any, rows: Iterable[Row]) -> None:
    target = table(model)
    same: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        same.setdefault(tuple(row), []).append({f"to_{name}": value for name, value in row.items()})
    for columns, found in same.items():
        values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in columns if name not in ("id", "number")}
        session.connection().execute(update(target).where(target.c.id == bindparam("to_id")).values(values), found)


def _insert(session: Session, model: Any, rows: list[Row]) -> None:
    if rows:
        session.execute(insert(table(model)), rows)
