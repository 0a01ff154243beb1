"""Records at the same spot as another record: at its street, or behind one of its phone numbers."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from directory.models import Address, Location, Phone, RecordEdit, Service, ServiceAtLocation
from directory.models.codes import EditKind
from directory.storage.listings.edits import holds
from directory.storage.listings.targets import items_of
from importers.fields import Target
from importers.plan.likeness import MOST_COMPARED
from importers.records import Fields
from importers.records import Phone as Number


def near(session: Session, record_id: str, fields: Fields) -> list[str]:
    """Return the ids of other records at the same spot: with the same street number, or else with the same phone number."""
    away = select(RecordEdit.record_id).where(RecordEdit.kind == EditKind.MERGED_AWAY, holds())
    query = (
        select(ServiceAtLocation.id)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .outerjoin(Address, Address.location_id == Location.id)
        .where(ServiceAtLocation.id != record_id, ServiceAtLocation.id.not_in(away), _same_spot(fields))
        .order_by(ServiceAtLocation.number)
        .limit(MOST_COMPARED)
    )
    return list(session.scalars(query))


def _same_spot(fields: Fields) -> ColumnElement[bool]:
    street = str(fields.get(Target.ADDRESS_ADDRESS_1) or "").split()
    if street:
        return and_(
            Address.address_1.istartswith(street[0], autoescape=True),
            Address.postal_code.is_not_distinct_from(fields.get(Target.ADDRESS_POSTAL_CODE)),
        )
    numbers = [phone.number for phone in items_of(fields, Target.PHONES) if isinstance(phone, Number)]
    return select(Phone.id).where(Phone.service_id == Service.id, Phone.number.in_(numbers)).exists()
