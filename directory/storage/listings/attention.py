"""Listings that a coordinator should look at today: outdated ones, and those that lack what matching needs."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from directory.models import Address, Attribute, Location, Phone, Service, ServiceArea, ServiceAtLocation
from matching.freshness import STALE_AFTER
from matching.offers import WITHOUT_PLACE

REASONS = ("stale", "without_phone", "without_needs", "without_place", "confidential")


def needing_attention(session: Session, today: datetime.date) -> dict[str, int]:
    """Return how many active services need attention for each of REASONS."""
    query = (
        select(*(func.count().filter(condition).label(name) for name, condition in reasons(today).items()))
        .select_from(ServiceAtLocation)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .outerjoin(Address, Address.location_id == Location.id)
        .where(Service.status == "active")
    )
    return dict(session.execute(query).one()._mapping)


def stale_condition(today: datetime.date) -> ColumnElement[bool]:
    """Return the condition that a listing is stale, as `matching.freshness.is_stale` decides it."""
    return or_(Service.assured_date.is_(None), Service.assured_date < today - STALE_AFTER)


def reasons(today: datetime.date) -> Mapping[str, ColumnElement[bool]]:
    """Return the condition of each reason, for a query that joins service, location and address."""
    said = select(Attribute.id).where(Attribute.link_id == Service.id)
    elsewhere = or_(
        said.where(Attribute.link_type == "mode", Attribute.value.in_(WITHOUT_PLACE)).exists(),
        select(ServiceArea.id).where(ServiceArea.service_id == Service.id).exists(),
    )
    # A service that comes to people, or is for a whole county, needs no place.
    placeless = and_(Location.latitude.is_(None), Address.postal_code.is_(None), ~elsewhere)
    return {
        "stale": stale_condition(today),
        "without_phone": ~select(Phone.id).where(Phone.service_id == Service.id, Phone.type != "fax").exists(),
        "without_needs": ~said.where(Attribute.link_type == "need").exists(),
        "without_place": placeless,
        "confidential": Service.confidential.is_(True),
    }
