"""Protection of confidential places: whatever is restored or merged, their streets stay out of every text about them.

Nothing here removes a mark; that takes a correction by hand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.models import Service, ServiceAtLocation, table
from directory.storage.chunks import rows_in
from directory.storage.listings.changes import change_all
from directory.storage.listings.records import load, load_organizations
from directory.storage.listings.rows import Writing
from directory.storage.listings.shared import write_organizations
from directory.storage.listings.streets import known_streets
from importers import confidential
from importers.fields import Target


def hide_again(session: Session, ids: Collection[str]) -> None:
    """Make these records confidential, and withhold every street that they are known to have had from their texts."""
    streets = known_streets(session, ids)
    writings = [
        Writing(key, str(fields[Target.ORGANIZATION_ID]), changes)
        for key, fields in load(session, ids).items()
        if (changes := confidential.cleared({confidential.MARK: True}, fields, streets.get(key, ())))
    ]
    change_all(session, writings)
    withhold_from_organizations(session, {one.organization_id for one in writings})


def withhold_from_organizations(session: Session, ids: Iterable[str]) -> set[str]:
    """Withhold the streets of agencies' confidential places from their texts; return the services affected."""
    wanted = list(ids)
    services = table(Service).c
    query = select(services.organization_id, ServiceAtLocation.id).join(Service, Service.id == ServiceAtLocation.service_id)
    hidden = list(rows_in(session, query.where(services.confidential.is_(True)), services.organization_id, wanted))
    streets = known_streets(session, [row.id for row in hidden])
    organizations = load_organizations(session, sorted({row.organization_id for row in hidden}))
    changes = {}
    for key, fields in organizations.items():
        lines = [line for row in hidden if row.organization_id == key for line in streets.get(row.id, ())]
        if words := confidential.scrubbed(fields, confidential.of_streets(lines)):
            changes[key] = words
    return write_organizations(session, changes) if changes else set()
