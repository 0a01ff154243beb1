"""Records loaded from the tables: each service at location as the flat fields of a list's row, and what its list said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, select
from sqlalchemy.orm import Session

from directory.errors import UnknownError
from directory.models import (
    Address,
    Location,
    Organization,
    OrganizationIdentifier,
    Program,
    RecordSource,
    Service,
    ServiceAtLocation,
    ServiceCapacity,
    TaxonomyTerm,
    table,
)
from directory.storage.chunks import chunks, rows_in
from directory.storage.listings.streets import known_streets
from directory.storage.listings.targets import COLUMNS, DETAILS, Detail, target_of
from importers import confidential
from importers.fields import Target
from importers.plan.pairs import CurrentRecord
from importers.records import Fields, Value

TAX_ID = "EIN"
_TAX_ID_OF = and_(OrganizationIdentifier.organization_id == Organization.id, OrganizationIdentifier.identifier_type == TAX_ID)

_HEAD_TABLES = {
    "organization": Organization,
    "service": Service,
    "location": Location,
    "address": Address,
    "service_at_location": ServiceAtLocation,
    "service_capacity": ServiceCapacity,
}


def load(session: Session, ids: Iterable[str], details: Sequence[Detail] = DETAILS) -> dict[str, dict[Target, Value]]:
    """Return the fields of these services at location, by id, in the order of the ids; unknown ids are left out.

    `details` are the multi-row targets to load; each costs a query.
    """
    wanted = list(ids)
    found: dict[str, dict[Target, Value]] = {}
    for part in chunks(wanted):
        found |= _load_chunk(session, part, details)
    return {record_id: found[record_id] for record_id in wanted if record_id in found}


def _load_chunk(session: Session, ids: Sequence[str], details: Sequence[Detail]) -> dict[str, dict[Target, Value]]:
    records: dict[str, dict[Target, Value]] = {}
    owners: dict[str, dict[str, list[str]]] = {"service": {}, "location": {}, "link": {}}
    for row in session.execute(_heads(), {"ids": ids}):
        fields = _head_fields(row)
        records[row.link_id] = fields
        for kind, owner in (("service", row.service_id), ("location", row.location_id), ("link", row.link_id)):
            owners[kind].setdefault(owner, []).append(row.link_id)
    for detail in details:
        mine = owners[_owner_kind(detail)]
        for owner, values in _details(session, detail, list(mine)):
            for record_id in mine[owner]:
                records[record_id][detail.target] = values
    return records


@cache
def _heads() -> Select[Any]:
    """Return the query for one row per service at location with every target that is a column."""
    columns = [
        table(model).c[column].label(target_of(name, column)) for name, model in _HEAD_TABLES.items() for column in COLUMNS[name]
    ]
    return (
        select(
            ServiceAtLocation.id.label("link_id"),
            Service.id.label("service_id"),
            Service.organization_id.label("organization_id"),
            Location.id.label("location_id"),
            Program.name.label(Target.PROGRAM_NAME),
            OrganizationIdentifier.identifier.label(Target.ORGANIZATION_TAX_ID),
            RecordSource.fields["identifier"].as_string().label("identifier"),
            *columns,
        )
        .select_from(ServiceAtLocation)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .join(Organization, Organization.id == Service.organization_id)
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .outerjoin(Address, Address.location_id == Location.id)
        .outerjoin(ServiceCapacity, ServiceCapacity.service_id == Service.id)
        .outerjoin(Program, Program.id == Service.program_id)
        .outerjoin(RecordSource, RecordSource.record_id == ServiceAtLocation.id)
        .outerjoin(OrganizationIdentifier, _TAX_ID_OF)
        .where(ServiceAtLocation.id.in_(bindparam("ids", expanding=True)))
    )


def _head_fields(row: Row[Any]) -> dict[Target, Value]:
    fields: dict[Target, Value] = {
        Target.SERVICE_AT_LOCATION_ID: row.link_id,
        Target.SERVICE_ID: row.service_id,
        Target.ORGANIZATION_ID: row.organization_id,
        Target.LOCATION_ID: row.location_id,
    }
    fields |= {label: value for label, value in row._mapping.items() if label == "identifier" or "." in label}
    fields |= {detail.target: () for detail in DETAILS}
    return fields


def _owner_kind(detail: Detail) -> str:
    return {"location_id": "location", "service_at_location_id": "link"}.get(detail.owner, "service")


def _details(session: Session, detail: Detail, owners: Sequence[str]) -> Iterator[tuple[str, Any]]:
    rows = session.execute(_detail_query(detail.target), {"owners": owners})
    for owner, group in groupby(rows, key=lambda row: getattr(row, detail.owner)):
        yield owner, tuple(detail.read(row) for row in group)


@cache
def _detail_query(target: Target) -> Select[Any]:
    """Return the query of one multi-row target; a page asks for all of them, and making them takes longer than asking."""
    detail = next(one for one in DETAILS if one.target == target)
    columns = table(detail.model).c
    owned = columns[detail.owner].in_(bindparam("owners", expanding=True))
    query = select(*columns).where(owned).order_by(columns[detail.owner], columns.position)
    for column, value in detail.extra.items():
        query = query.where(columns[column] == value)
    if detail.target == Target.NEEDS:
        terms = table(TaxonomyTerm).c
        query = query.add_columns(terms.code).join(TaxonomyTerm, terms.id == columns.taxonomy_term_id)
    return query


def records_of_list(session: Session, source: str, carried: Iterable[str]) -> list[CurrentRecord]:
    """Return the records of a list, and those whose ids the rows of another list carry."""
    known = {row.record_id: row for row in session.execute(select(*table(RecordSource).c).where(RecordSource.source == source))}
    links = [i for i, row in known.items() if row.entity == "service_at_location"]
    others = [i for i in carried if i not in known]
    fields = load(session, [*links, *others])
    agencies = [i for i, row in known.items() if row.entity == "organization"]
    streets = known_streets(session, [key for key, values in fields.items() if values.get(confidential.MARK)])
    found = [_current_record(key, known.get(key), values, streets=streets.get(key, ())) for key, values in fields.items()]
    organizations = load_organizations(session, [*agencies, *others])
    return found + [
        _current_record(record_id, known.get(record_id), values, organization=True) for record_id, values in organizations.items()
    ]


def _current_record(
    record_id: str, row: Row[Any] | None, fields: Fields, *, organization: bool = False, streets: tuple[str, ...] = ()
) -> CurrentRecord:
    if row is None:
        return CurrentRecord(record_id, "", "", fields, {}, organization_only=organization, streets=streets)
    return CurrentRecord(record_id, row.source, row.row_key, fields, row.fields, row.withdrawn, organization, streets)


def opened(session: Session, record_id: str) -> dict[Target, Value]:
    """Return the fields of a record for its form; raise UnknownError if it does not exist."""
    found = load(session, [record_id]).get(record_id)
    if found is None:
        raise UnknownError("This provider is not in the directory (any more).")
    return found


def load_organizations(session: Session, ids: Sequence[str]) -> dict[str, dict[Target, Value]]:
    """Return the fields of these organizations only, by id."""
    found: dict[str, dict[Target, Value]] = {}
    columns = [table(Organization).c[name].label(target_of("organization", name)) for name in COLUMNS["organization"]]
    query = select(
        Organization.id.label(Target.ORGANIZATION_ID),
        OrganizationIdentifier.identifier.label(Target.ORGANIZATION_TAX_ID),
        *columns,
    ).outerjoin(OrganizationIdentifier, _TAX_ID_OF)
    for row in rows_in(session, query, table(Organization).c.id, ids):
        found[row._mapping[Target.ORGANIZATION_ID]] = dict(row._mapping)
    return found


def any_record(session: Session) -> bool:
    """Whether the directory holds any agency."""
    return session.scalar(select(Organization.id).limit(1)) is not None


def existing(session: Session, ids: Iterable[str]) -> set[str]:
    """Return those of these ids that are services at location of the directory."""
    query = select(ServiceAtLocation.id)
    return {one for part in chunks(ids) for one in session.scalars(query.where(ServiceAtLocation.id.in_(part)))}


def all_ids(session: Session) -> list[str]:
    """Return every service at location, in an order that a second export of the same directory keeps."""
    query = (
        select(ServiceAtLocation.id)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .join(Organization, Organization.id == Service.organization_id)
    )
    names = session.execute(query.add_columns(Organization.name, Service.name)).all()
    # Sort here and not in the database, whose collations differ between machines.
    return [row[0] for row in sorted(names, key=lambda row: (row[1].casefold(), row[2].casefold(), row[0]))]


def organizations_without_services(session: Session) -> dict[str, dict[Target, Value]]:
    """Return agencies that are in a list without a service of their own."""
    query = select(Organization.id).outerjoin(Service, Service.organization_id == Organization.id).where(Service.id.is_(None))
    ids = sorted(session.scalars(query))
    return load_organizations(session, ids)
