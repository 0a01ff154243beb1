"""The coordinator's list of records, hidden ones included, by the names of agency and service."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from directory.models import Address, Location, Organization, RecordEdit, RecordSource, Service, ServiceAtLocation
from directory.storage.publishing.attention import is_stale, reasons
from directory.storage.publishing.edits import holds
from directory.storage.publishing.reviewing import held
from importers.identity import fold

PAGE = 50

# Every look at the list folds the same names again, which took half of its time.
_folded = lru_cache(maxsize=65_536)(fold)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which records are wanted; None is all of them. `stale` are those that nobody confirmed for twelve months, counted
    from `today`; `in_review` those that a row which waits for review resembles; `attention` the running ones that want a look
    for that reason of attention.REASONS."""

    words: str = ""
    source: str | None = None
    status: str | None = None
    stale: bool = False
    in_review: bool = False
    attention: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
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
class Page:
    """A page of the list, the first being 1, and how many records and pages there are in all."""

    records: tuple[Listed, ...]
    count: int
    page: int
    pages: int


def browse(session: Session, filters: Filters, today: datetime.date, page: int = 1) -> Page:
    """The records that the filters want, by agency and service; those that were merged away are not among them.

    A page beyond the last is the last.
    """
    wanted = [folded for word in filters.words.split() if (folded := fold(word))]
    rows = [row for row in session.execute(_query(session, filters, today)) if _has(row, wanted)]
    # Sorted here and not by the database, whose collations differ between machines.
    rows.sort(key=lambda row: (_folded(row.organization), _folded(row.service), row.id))
    pages = max(1, -(-len(rows) // PAGE))
    page = min(max(1, page), pages)
    return Page(tuple(_listed(row) for row in rows[(page - 1) * PAGE : page * PAGE]), len(rows), page, pages)


def sources(session: Session) -> list[str]:
    """The lists in which records stand, to filter by."""
    return sorted(set(session.scalars(select(RecordSource.source).distinct())))


def _query(session: Session, filters: Filters, today: datetime.date) -> Select[Any]:
    away = select(RecordEdit.record_id).where(RecordEdit.kind == "merged_away", holds())
    columns: list[Any] = [
        ServiceAtLocation.id.label("id"),
        Service.name.label("service"),
        Organization.name.label("organization"),
        Address.city.label("city"),
        RecordSource.source.label("source"),
        Service.status.label("status"),
        Service.assured_date.label("assured_date"),
        Service.confidential.label("confidential"),
        Service.do_not_refer.label("do_not_refer"),
    ]
    query: Select[Any] = (
        select(*columns)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .join(Organization, Organization.id == Service.organization_id)
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .outerjoin(Address, Address.location_id == Location.id)
        .outerjoin(RecordSource, RecordSource.record_id == ServiceAtLocation.id)
        .where(ServiceAtLocation.id.not_in(away))
    )
    if filters.source:
        query = query.where(RecordSource.source == filters.source)
    if filters.status:
        query = query.where(Service.status == filters.status)
    if filters.stale:
        query = query.where(is_stale(today))
    if filters.attention:
        query = query.where(Service.status == "active", reasons(today)[filters.attention])
    if filters.in_review:
        query = query.where(ServiceAtLocation.id.in_({record_id for row in held(session) for record_id in row.alike}))
    return query


def _has(row: Any, words: list[str]) -> bool:
    """Whether each word begins or stands within the names of agency and service."""
    if not words:
        return True
    names = f"{_folded(row.organization)} {_folded(row.service)}"
    return all(word in names for word in words)


def _listed(row: Any) -> Listed:
    values = dict(row._mapping)
    return Listed(**values | {"confidential": bool(row.confidential), "do_not_refer": bool(row.do_not_refer)})
