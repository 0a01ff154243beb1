"""The coordinator's list of records, including hidden ones, sorted by the names of agency and service."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from sqlalchemy import Select, false, func, select
from sqlalchemy.orm import Session

from directory.models import Address, Location, Organization, RecordEdit, RecordSource, Service, ServiceAtLocation, table
from directory.models.codes import EditKind
from directory.storage.chunks import rows_in
from directory.storage.listings.attention import reasons, stale_condition
from directory.storage.listings.edits import holds
from importers.identity import fold

PAGE = 50

_Name = tuple[str, str, str]
"""The folded names of agency and service, and the record's id: the sort key of the list."""
_Named = Select[Any]
"""A query for the ids of records and the names of their agencies and services."""

# Every view of the list folds the same names again, which took half of its time.
_folded = lru_cache(maxsize=65_536)(fold)


@dataclass(frozen=True, slots=True)
class CatalogFilters:
    """Which records to list; None matches all.

    `stale` selects those that are stale on the day `today`; `among` are the ids to choose from;
    `attention` selects active records that need attention for that reason of attention.REASONS.
    """

    words: str = ""
    source: str | None = None
    status: str | None = None
    stale: bool = False
    among: frozenset[str] | None = None
    attention: str | None = None


@dataclass(frozen=True, slots=True)
class CatalogRow:
    """One record in the list."""

    id: str
    service: str
    organization: str
    city: str | None
    source: str | None
    status: str
    assured_date: datetime.date | None
    confidential: bool
    do_not_refer: bool


@dataclass(frozen=True, slots=True)
class CatalogPage:
    """A page of the list, counted from 1, and how many records and pages there are in all."""

    records: tuple[CatalogRow, ...]
    count: int
    page: int
    pages: int


def browse(session: Session, filters: CatalogFilters, today: datetime.date, page: int = 1) -> CatalogPage:
    """Return the records that match the filters, by agency and service, without those that were merged away.

    A page beyond the last is the last.
    """
    wanted = [folded for word in filters.words.split() if (folded := fold(word))]
    named = _names(filters, today)
    # Sort here and not in the database, whose collations differ between machines.
    if filters.words.strip():
        # Signs without a letter or a digit are in no name.
        named = named if wanted else named.where(false())
        found = [name for name in _sorted(session.execute(named)) if all(word in f"{name[0]} {name[1]}" for word in wanted)]
        count, place = len(found), _place(len(found), page)
        names = found[place.first : place.first + PAGE]
    else:
        organizations = _organizations(session, named)
        count = sum(agency.records for agency in organizations)
        place = _place(count, page)
        names = _names_at(session, named, organizations, place.first)
    ids = [id for _, _, id in names]
    shown = {row.id: _listed(row) for row in session.execute(_SHOWN.where(ServiceAtLocation.id.in_(ids)))}
    return CatalogPage(tuple(shown[id] for id in ids if id in shown), count, place.page, place.pages)


@dataclass(frozen=True, slots=True)
class _Position:
    """Where a page begins among all records, its number, and how many pages there are."""

    first: int
    page: int
    pages: int


def _place(count: int, page: int) -> _Position:
    pages = max(1, -(-count // PAGE))
    page = min(max(1, page), pages)
    return _Position((page - 1) * PAGE, page, pages)


@dataclass(frozen=True, slots=True)
class _NamedOrganization:
    """The agencies with one folded name, and how many of the matching records they have."""

    ids: tuple[str, ...]
    records: int


def _organizations(session: Session, named: _Named) -> list[_NamedOrganization]:
    """Return the agencies of the records in list order: far fewer rows than there are records."""
    counted = named.with_only_columns(Organization.id, Organization.name, func.count()).group_by(
        Organization.id, Organization.name
    )
    rows = sorted((_folded(name), id, records) for id, name, records in session.execute(counted))
    alike = [list(some) for _, some in groupby(rows, key=lambda row: row[0])]
    return [_NamedOrganization(tuple(id for _, id, _ in some), sum(records for _, _, records in some)) for some in alike]


def _names_at(session: Session, named: _Named, organizations: Iterable[_NamedOrganization], first: int) -> list[_Name]:
    """Return the names of a page that begins with this record, reading only the agencies on that page."""
    before = skipped = 0
    ids: list[str] = []
    for agency in organizations:
        if before + agency.records <= first:
            skipped += agency.records
        elif before < first + PAGE:
            ids += agency.ids
        before += agency.records
    names = _sorted(rows_in(session, named, table(Organization).c.id, ids))
    return names[first - skipped : first - skipped + PAGE]


def _sorted(names: Iterable[Sequence[str]]) -> list[_Name]:
    return sorted((_folded(organization), _folded(service), id) for id, organization, service in names)


def sources(session: Session) -> list[str]:
    """Return the lists that have records, to filter by."""
    return sorted(set(session.scalars(select(RecordSource.source).distinct())))


_SHOWN = (
    select(
        ServiceAtLocation.id.label("id"),
        Service.name.label("service"),
        Organization.name.label("organization"),
        Address.city.label("city"),
        RecordSource.source.label("source"),
        Service.status.label("status"),
        Service.assured_date.label("assured_date"),
        Service.confidential.label("confidential"),
        Service.do_not_refer.label("do_not_refer"),
    )
    .join(Service, Service.id == ServiceAtLocation.service_id)
    .join(Organization, Organization.id == Service.organization_id)
    .join(Location, Location.id == ServiceAtLocation.location_id)
    .outerjoin(Address, Address.location_id == Location.id)
    .outerjoin(RecordSource, RecordSource.record_id == ServiceAtLocation.id)
)


def _names(filters: CatalogFilters, today: datetime.date) -> _Named:
    """Return the query for the ids of the matching records, with the names of agency and service."""
    away = select(RecordEdit.record_id).where(RecordEdit.kind == EditKind.MERGED_AWAY, holds())
    names: list[Any] = [ServiceAtLocation.id, Organization.name, Service.name]
    query: _Named = (
        select(*names)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .join(Organization, Organization.id == Service.organization_id)
        .where(ServiceAtLocation.id.not_in(away))
    )
    if filters.source:
        of_list = select(RecordSource.record_id).where(RecordSource.source == filters.source)
        query = query.where(ServiceAtLocation.id.in_(of_list))
    if filters.status:
        query = query.where(Service.status == filters.status)
    if filters.stale:
        query = query.where(stale_condition(today))
    if filters.attention:
        query = query.join(Location, Location.id == ServiceAtLocation.location_id).outerjoin(
            Address, Address.location_id == Location.id
        )
        query = query.where(Service.status == "active", reasons(today)[filters.attention])
    if filters.among is not None:
        query = query.where(ServiceAtLocation.id.in_(filters.among))
    return query


def _listed(row: Any) -> CatalogRow:
    values = dict(row._mapping)
    return CatalogRow(**values | {"confidential": bool(row.confidential), "do_not_refer": bool(row.do_not_refer)})
