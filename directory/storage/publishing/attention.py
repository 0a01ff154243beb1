"""What a coordinator should look at today: listings that grow old or lack what a match needs, and rows that wait."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from directory.models import Address, Attribute, Location, Phone, Service, ServiceArea, ServiceAtLocation
from directory.storage.publishing.lookups import REMOTE
from directory.storage.publishing.reviewing import count_held

STALE_AFTER = datetime.timedelta(days=365)
REASONS = ("stale", "without_phone", "without_needs", "without_place", "confidential")


@dataclass(frozen=True, slots=True)
class Attention:
    """The running services, by id, that want a look for each reason, and how many rows of imports wait."""

    stale: tuple[str, ...]
    without_phone: tuple[str, ...]
    without_needs: tuple[str, ...]
    without_place: tuple[str, ...]
    confidential: tuple[str, ...]
    held: int

    def counts(self) -> dict[str, int]:
        """How many there are for each reason."""
        return {name: len(getattr(self, name)) for name in REASONS} | {"held": self.held}


def needing_attention(session: Session, today: datetime.date) -> Attention:
    """What wants a look today; each reason is one query."""
    return Attention(**{name: _ids(session, condition) for name, condition in reasons(today).items()}, held=count_held(session))


def is_stale(today: datetime.date) -> ColumnElement[bool]:
    """Nobody has made sure for twelve months that the listing is true."""
    return or_(Service.assured_date.is_(None), Service.assured_date < today - STALE_AFTER)


def reasons(today: datetime.date) -> Mapping[str, ColumnElement[bool]]:
    """The condition of each reason, for a query that joins service, location and address."""
    said = select(Attribute.id).where(Attribute.link_id == Service.id)
    elsewhere = or_(
        said.where(Attribute.link_type == "mode", Attribute.value.in_(REMOTE)).exists(),
        select(ServiceArea.id).where(ServiceArea.service_id == Service.id).exists(),
    )
    # A service that comes to people, or is for a whole county, needs no place.
    placeless = and_(Location.latitude.is_(None), Address.postal_code.is_(None), ~elsewhere)
    return {
        "stale": is_stale(today),
        "without_phone": ~select(Phone.id).where(Phone.service_id == Service.id, Phone.type != "fax").exists(),
        "without_needs": ~said.where(Attribute.link_type == "need").exists(),
        "without_place": placeless,
        "confidential": Service.confidential.is_(True),
    }


def _ids(session: Session, condition: ColumnElement[bool]) -> tuple[str, ...]:
    query = (
        select(ServiceAtLocation.id)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .outerjoin(Address, Address.location_id == Location.id)
        .where(Service.status == "active", condition)
        .order_by(Service.assured_date.is_not(None), Service.assured_date, ServiceAtLocation.number)
    )
    return tuple(session.scalars(query))
