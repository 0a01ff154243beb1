"""New services at location, table by table."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Table, func, select, text
from sqlalchemy.orm import Session

from directory.models import Address, Location, Service, ServiceAtLocation, ServiceCapacity, table
from directory.storage.chunks import rows_in
from directory.storage.engine import is_sqlite
from directory.storage.listings.lookups import cell_key
from directory.storage.listings.rows import Writing, capacity_row, fresh_id, insert_rows, program_id
from directory.storage.listings.targets import DETAILS, Row, all_columns
from importers.fields import Target
from importers.identity import derived


def create(session: Session, writings: Sequence[Writing], numbers: Sequence[int] | None = None) -> None:
    """Create these services at location, with these numbers or the next ones; their agencies and programs exist already."""
    rows: dict[Table, list[Row]] = {table(m): [] for m in (Service, Location, Address, ServiceAtLocation, ServiceCapacity)}
    details: dict[Table, list[Row]] = {table(d.model): [] for d in DETAILS}
    taken = _taken(session, writings)
    for one, number in zip(writings, numbers or numbered(session, len(writings)), strict=True):
        fields, service_id, location_id = one.fields, *_ids(one, taken)
        organization = {"organization_id": one.organization_id}
        program = {"program_id": program_id(one.organization_id, fields)}
        service = all_columns("service", fields) | {"id": service_id} | organization | program
        rows[table(Service)].append(service | {"status": service["status"] or "active", "name": service["name"] or ""})
        rows[table(Location)].append(all_columns("location", fields) | {"id": location_id} | organization)
        rows[table(Address)].append(
            all_columns("address", fields) | {"id": derived(location_id, "address"), "location_id": location_id}
        )
        link = {
            "number": number,
            "id": one.id,
            "service_id": service_id,
            "location_id": location_id,
            "key": cell_key(fields, number),
        }
        rows[table(ServiceAtLocation)].append(all_columns("service_at_location", fields) | link)
        if capacity := capacity_row(service_id, fields):
            rows[table(ServiceCapacity)].append(capacity)
        owners = {"service_id": service_id, "link_id": service_id, "location_id": location_id, "service_at_location_id": one.id}
        for detail in DETAILS:
            details[table(detail.model)] += detail.rows(owners[detail.owner], fields.get(detail.target), fresh_id)
    for target, new in (rows | details).items():
        insert_rows(session, target, new)


def _ids(writing: Writing, taken: set[object]) -> list[str]:
    """Return the ids of a new record's service and location: those that its row carries if they are free, else derived ones."""
    given = {"service": writing.fields.get(Target.SERVICE_ID), "location": writing.fields.get(Target.LOCATION_ID)}
    return [str(one) if one and one not in taken else derived(writing.id, kind) for kind, one in given.items()]


def _taken(session: Session, writings: Sequence[Writing]) -> set[object]:
    """Return the ids of services and locations in the rows that existing records have."""
    found: set[object] = set()
    for model, target in ((Service, Target.SERVICE_ID), (Location, Target.LOCATION_ID)):
        key = table(model).c.id
        found |= {
            row.id for row in rows_in(session, select(key), key, [w.fields[target] for w in writings if w.fields.get(target)])
        }
    return found


def numbered(session: Session, count: int) -> list[int]:
    """Return unique numbers for new services at location, even with several writers at once."""
    if is_sqlite(session):
        first = session.scalar(select(func.coalesce(func.max(ServiceAtLocation.number), 0))) or 0
        return list(range(first + 1, first + 1 + count))
    sequence = text("SELECT nextval(pg_get_serial_sequence('service_at_location', 'number')) FROM generate_series(1, :count)")
    return list(session.scalars(sequence, {"count": count}))
