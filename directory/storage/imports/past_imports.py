"""Past imports: their list, the report of one, the records that it touched, and what undoing it would do."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, func, select
from sqlalchemy.orm import Session

from directory.errors import UnknownError
from directory.models import (
    Address,
    ImportBatch,
    ImportChange,
    ImportRow,
    Location,
    Organization,
    Service,
    ServiceAtLocation,
    table,
)
from directory.storage.imports import stored_problems
from importers.columns import unread_headers
from importers.problems import Problem

PAGE = 50


@dataclass(frozen=True, slots=True)
class PastImport:
    """An import as it was reported; `undone_at` is None unless it was undone."""

    import_id: int
    source: str
    file: str
    imported_at: datetime.datetime
    undone_at: datetime.datetime | None
    counts: Mapping[str, int]
    columns: Mapping[str, str]
    left_out: Sequence[str]
    problems: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class TouchedRecord:
    """A record that an import touched; `what` is made, changed or withdrawn."""

    id: str
    service: str
    organization: str
    place: str | None
    what: str


@dataclass(frozen=True, slots=True)
class TouchedRecordPage:
    """One page of the records that an import touched; pages count from 1."""

    records: Sequence[TouchedRecord]
    page: int
    more: bool


@dataclass(frozen=True, slots=True)
class TouchedCounts:
    """How many records an import made, and how many it changed or withdrew."""

    made: int
    changed: int


def import_report(session: Session, import_id: int) -> PastImport:
    """Return an import and what was wrong in its list; raise UnknownError if there is none with this number."""
    batch = session.get(ImportBatch, import_id)
    if batch is None:
        raise UnknownError(f"There is no import {import_id}.")
    cells = session.scalar(select(ImportRow.cells).where(ImportRow.import_id == import_id).order_by(ImportRow.line).limit(1))
    return PastImport(
        import_id=batch.id,
        source=batch.source,
        file=batch.file_name,
        imported_at=batch.imported_at,
        undone_at=batch.undone_at,
        counts=dict(batch.counts),
        columns=batch.columns,
        left_out=unread_headers(cells or {}, batch.columns),
        problems=[stored_problems.loaded(one) for one in batch.problems],
    )


def touched(session: Session, import_id: int, page: int = 1) -> TouchedRecordPage:
    """Return the records that an import made, changed or withdrew and that still exist, those that it made first."""
    in_list = select(ImportRow.record_id).where(
        ImportRow.import_id == import_id, ImportRow.record_id == ImportChange.entity_id, ImportRow.outcome != "same"
    )
    made: ColumnElement[bool] = ImportChange.before.is_(None)
    columns: list[Any] = [
        ServiceAtLocation.id,
        Service.name.label("service"),
        Organization.name.label("organization"),
        func.coalesce(Location.name, Address.city).label("place"),
        made.label("made"),
        in_list.exists().label("in_list"),
    ]
    query: Select[Any] = (
        select(*columns)
        .join(ImportChange, ImportChange.entity_id == ServiceAtLocation.id)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .join(Organization, Organization.id == Service.organization_id)
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .outerjoin(Address, Address.location_id == Location.id)
        .where(ImportChange.import_id == import_id, ImportChange.entity == "service_at_location")
        .order_by(made.desc(), ServiceAtLocation.number)
        .offset((page - 1) * PAGE)
        .limit(PAGE + 1)
    )
    found = [
        TouchedRecord(row.id, row.service, row.organization, row.place, _what(made=row.made, in_list=row.in_list))
        for row in session.execute(query)
    ]
    return TouchedRecordPage(found[:PAGE], page, more=len(found) > PAGE)


def _what(*, made: bool, in_list: bool) -> str:
    return "made" if made else "changed" if in_list else "withdrawn"


def touched_counts(session: Session, import_id: int) -> TouchedCounts:
    """Return what undoing an import would remove, and what it would restore."""
    made = func.sum(ImportChange.before.is_(None).cast(Integer))
    query = select(func.count(), made).where(ImportChange.import_id == import_id, ImportChange.entity == "service_at_location")
    count, new = session.execute(query).one()
    return TouchedCounts(int(new or 0), int(count - (new or 0)))


@dataclass(frozen=True, slots=True)
class Import:
    """One import, as listed."""

    import_id: int
    source: str
    file: str
    imported_at: datetime.datetime
    state: str
    counts: dict[str, int]


def imports(session: Session, most: int | None = None) -> list[Import]:
    """Return the imports, newest first: all of them, or at most `most`."""
    columns = table(ImportBatch).c
    # Leave out their problems, which may be thousands.
    query = select(columns.id, columns.source, columns.file_name, columns.imported_at, columns.state, columns.counts)
    return [Import(*row) for row in session.execute(query.order_by(columns.id.desc()).limit(most))]
