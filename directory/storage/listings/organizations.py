"""Agencies as a coordinator searches for them: by a part of their names, each with its number of services."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from directory.errors import UnknownError
from directory.models import Organization, RecordEdit, Service, ServiceAtLocation
from directory.models.codes import EditKind
from directory.storage.listings.edits import holds
from importers.identity import fold

MOST = 40


@dataclass(frozen=True, slots=True)
class ListedOrganization:
    """An agency; `services` counts its services at location, without those that were merged away."""

    id: str
    name: str
    services: int


def find_organizations(session: Session, words: str) -> list[ListedOrganization]:
    """Return the agencies whose name has all the words, by name, MOST at most."""
    wanted = [fold(word) for word in words.split() if fold(word)]
    found = [ListedOrganization(*row) for row in session.execute(_query()) if all(word in fold(row.name) for word in wanted)]
    return sorted(found, key=lambda one: (fold(one.name), one.id))[:MOST]


def organization(session: Session, organization_id: str) -> ListedOrganization:
    """Return one agency; raise UnknownError if there is none."""
    row = session.execute(_query().where(Organization.id == organization_id)).first()
    if row is None:
        raise UnknownError("This agency is not in the directory (any more). Choose another one, or write its name.")
    return ListedOrganization(*row)


def _query() -> Select[str, str, int]:
    away = select(RecordEdit.record_id).where(RecordEdit.kind == EditKind.MERGED_AWAY, holds())
    return (
        select(Organization.id, Organization.name, func.count(ServiceAtLocation.id))
        .outerjoin(Service, Service.organization_id == Organization.id)
        .outerjoin(ServiceAtLocation, and_(ServiceAtLocation.service_id == Service.id, ServiceAtLocation.id.not_in(away)))
        .group_by(Organization.id, Organization.name)
    )
