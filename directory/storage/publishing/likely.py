"""Records that are likely one and the same as a record, by what tells likely duplicates in an import."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from directory.models import Address, Location, Phone, RecordEdit, Service, ServiceAtLocation
from directory.storage.publishing.edits import holds
from directory.storage.publishing.records import load
from directory.storage.publishing.targets import DETAILS, items_of
from importers.likeness import MOST_COMPARED, Likeness, alike, likeness
from importers.records import Fields
from importers.records import Phone as Number

MOST = 5
_COMPARED = tuple(detail for detail in DETAILS if detail.target in ("phones", "needs"))


def likely_same(session: Session, record_id: str) -> list[str]:
    """The ids of up to MOST records at the same address, or behind the same telephone number, with names alike."""
    fields = load(session, [record_id], _COMPARED).get(record_id)
    if fields is None:
        return []
    mine, spots = _likeness(record_id, fields), set(_likeness(record_id, fields).spots())
    near = load(session, session.scalars(_near(record_id, fields)), _COMPARED)
    others = {key: _likeness(key, found) for key, found in near.items()}
    return [key for key, other in others.items() if spots & set(other.spots()) and alike(mine, other)][:MOST]


def _likeness(record_id: str, fields: Fields) -> Likeness:
    # Each as of a list of its own: what one of them leaves blank contradicts nothing.
    return likeness(record_id, record_id, fields)


def _near(record_id: str, fields: Fields) -> Select[str]:
    """The ids of those that can be met at the same spot: at a street of this number, else behind the same telephone number."""
    away = select(RecordEdit.record_id).where(RecordEdit.kind == "merged_away", holds())
    return (
        select(ServiceAtLocation.id)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .outerjoin(Address, Address.location_id == Location.id)
        .where(ServiceAtLocation.id != record_id, ServiceAtLocation.id.not_in(away), _same_spot(fields))
        .order_by(ServiceAtLocation.number)
        .limit(MOST_COMPARED)
    )


def _same_spot(fields: Fields) -> ColumnElement[bool]:
    street = str(fields.get("address.address_1") or "").split()
    if street:
        return and_(
            Address.address_1.istartswith(street[0], autoescape=True),
            Address.postal_code.is_not_distinct_from(fields.get("address.postal_code")),
        )
    numbers = [phone.number for phone in items_of(fields, "phones") if isinstance(phone, Number)]
    return select(Phone.id).where(Phone.service_id == Service.id, Phone.number.in_(numbers)).exists()
