"""The journal of an import: what it made, and what each record that it touched was before.

A record is saved whole, as the rows of all its tables, so that undoing means restoring them and nothing can be forgotten.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Date, insert, select
from sqlalchemy.orm import Session

from directory.models import (
    Accessibility,
    Address,
    Attribute,
    Contact,
    CostOption,
    ImportChange,
    Language,
    Location,
    Organization,
    OrganizationIdentifier,
    Phone,
    RecordSource,
    RequiredDocument,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceCapacity,
    Url,
    table,
)
from directory.storage.chunks import rows_in
from directory.storage.listings.targets import Row

UNDONE = "undone"
"""The state of an import that was undone."""

# Parents first, the order in which rows can be restored. Each table with the column that holds its owner's id.
OF_LINK = (
    (Service, "id", "service"),
    (Location, "id", "location"),
    (Address, "location_id", "location"),
    (Accessibility, "location_id", "location"),
    (ServiceAtLocation, "id", "link"),
    (Schedule, "service_at_location_id", "link"),
    (Phone, "service_id", "service"),
    (Contact, "service_id", "service"),
    (Language, "service_id", "service"),
    (CostOption, "service_id", "service"),
    (RequiredDocument, "service_id", "service"),
    (ServiceArea, "service_id", "service"),
    (ServiceCapacity, "service_id", "service"),
    (Url, "service_id", "service"),
    (Attribute, "link_id", "service"),
    (RecordSource, "record_id", "link"),
)
OF_ORGANIZATION = ((Organization, "id"), (OrganizationIdentifier, "organization_id"), (RecordSource, "record_id"))

Snapshot = dict[str, list[Row]]
"""The rows of one record by table name, as stored in JSON."""


def snapshots(session: Session, entity: str, ids: Iterable[str]) -> dict[str, Snapshot]:
    """Return each record of `entity` (service_at_location or organization) as it is now, without unknown ids."""
    return _links(session, ids) if entity == "service_at_location" else _organizations(session, ids)


def _links(session: Session, ids: Iterable[str]) -> dict[str, Snapshot]:
    columns = table(ServiceAtLocation).c
    heads = list(rows_in(session, select(columns.id, columns.service_id, columns.location_id), columns.id, ids))
    found: dict[str, Snapshot] = {head.id: {} for head in heads}
    owners: Mapping[str, dict[str, str]] = {
        "link": {head.id: head.id for head in heads},
        "service": {head.service_id: head.id for head in heads},
        "location": {head.location_id: head.id for head in heads},
    }
    for model, column, kind in OF_LINK:
        _gather(session, model, column, owners[kind], found)
    return found


def _organizations(session: Session, ids: Iterable[str]) -> dict[str, Snapshot]:
    organization = table(Organization).c.id
    have = [row.id for row in rows_in(session, select(organization), organization, ids)]
    found: dict[str, Snapshot] = {key: {} for key in have}
    for model, column in OF_ORGANIZATION:
        _gather(session, model, column, dict(zip(have, have, strict=True)), found)
    return found


def _gather(session: Session, model: Any, column: str, owners: Mapping[str, str], found: dict[str, Snapshot]) -> None:
    target = table(model)
    for row in rows_in(session, select(target), target.c[column], owners):
        values = {name: v.isoformat() if isinstance(v, datetime.date) else v for name, v in row._mapping.items()}
        found[owners[values[column]]].setdefault(target.name, []).append(values)


def as_rows(model: Any, kept: Iterable[Row]) -> list[Row]:
    """Return rows of a snapshot with the column types of the table."""
    dates = {column.name for column in table(model).c if isinstance(column.type, Date)}
    return [
        {name: datetime.date.fromisoformat(v) if name in dates and v is not None else v for name, v in row.items()}
        for row in kept
    ]


class Journal:
    """A collection of what one import does; `write` stores it."""

    def __init__(self, session: Session, import_id: int) -> None:
        self._session = session
        self._import_id = import_id
        self._rows: list[Row] = []

    def keep(self, entity: str, ids: Iterable[str]) -> None:
        """Save records as they are, before they are touched; a missing one is saved as made."""
        wanted = list(ids)
        before = snapshots(self._session, entity, wanted)
        self._rows += [self._row(entity, key, before.get(key)) for key in wanted]

    def made(self, entity: str, ids: Iterable[str]) -> None:
        """Record that these did not exist before."""
        self._rows += [self._row(entity, key, None) for key in ids]

    def _row(self, entity: str, key: str, before: Snapshot | None) -> Row:
        return {"import_id": self._import_id, "entity": entity, "entity_id": key, "before": before}

    def write(self) -> None:
        """Store the collected notes; if the import saved a record before, its first state stays."""
        columns = table(ImportChange).c
        noted = select(columns.entity, columns.entity_id).where(columns.import_id == self._import_id)
        have = {
            (row.entity, row.entity_id)
            for row in rows_in(self._session, noted, columns.entity_id, [row["entity_id"] for row in self._rows])
        }
        if new := [row for row in self._rows if (row["entity"], row["entity_id"]) not in have]:
            self._session.execute(insert(table(ImportChange)), new)
