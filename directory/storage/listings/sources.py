"""Sources of records, and what else their agencies offer and where."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from directory.models import Address, ImportBatch, Location, Organization, RecordSource, Service, ServiceAtLocation, table
from directory.storage.listings.rows import insert_rows
from importers.records import Fields, said

MOST_ELSEWHERE = 12

BY_HAND = "added by hand"
"""The name of the list to which records made by hand belong."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The list that a record is in, when that list last changed it, and whether it has since disappeared from the list."""

    source: str
    imported_at: datetime.datetime | None
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another service at location of the same agency; a confidential one has no place."""

    id: str
    service: str
    place: str | None
    same_service: bool


def origin(session: Session, record_id: str) -> Origin | None:
    """Return where this service at location came from, or None if no list has it."""
    query = (
        select(RecordSource.source, ImportBatch.imported_at, RecordSource.withdrawn)
        .outerjoin(ImportBatch, ImportBatch.id == RecordSource.import_id)
        .where(RecordSource.record_id == record_id)
    )
    row = session.execute(query).first()
    return None if row is None else Origin(*row)


def elsewhere(session: Session, record_id: str, organization_id: str, service: str) -> tuple[Elsewhere, ...]:
    """Return the agency's other active services at location, same name first: a list has a row for each place."""
    query = (
        select(ServiceAtLocation.id, Service.name, Service.confidential, Location.name, Address.address_1, Address.city)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .join(Organization, Organization.id == Service.organization_id)
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .outerjoin(Address, Address.location_id == Location.id)
        .where(and_(Organization.id == organization_id, ServiceAtLocation.id != record_id, Service.status == "active"))
    )
    found = [
        Elsewhere(link, name, None if confidential else ", ".join(filter(None, place)) or None, name == service)
        for link, name, confidential, *place in session.execute(query)
    ]
    found.sort(key=lambda one: (not one.same_service, one.service.casefold(), one.place or "", one.id))
    return tuple(found[:MOST_ELSEWHERE])


def note_by_hand(session: Session, record_id: str, fields: Fields) -> None:
    """Store what a record said when it was made by hand, as a list's row for imports to compare theirs with."""
    row = {
        "record_id": record_id,
        "entity": "service_at_location",
        "source": BY_HAND,
        "row_key": record_id,
        "import_id": None,
        "line": 0,
        "fields": said(fields),
        "withdrawn": False,
    }
    insert_rows(session, table(RecordSource), [row])
