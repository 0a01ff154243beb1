"""A plan carried out: rows of the directory made, changed and withdrawn, with all that is needed to undo it.

New records of a list go in table by table; a record that exists is noted as it was before it is touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Table, bindparam, delete, func, insert, select, text, update
from sqlalchemy.orm import Session

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
    Taxonomy,
    TaxonomyTerm,
    table,
)
from directory.models.base import Base
from directory.storage.chunks import delete_in, rows_in
from directory.storage.engine import is_sqlite
from directory.storage.publishing.journal import Journal
from directory.storage.publishing.lookups import cell_key, reindex
from directory.storage.publishing.records import TAX_ID, load
from directory.storage.publishing.targets import COLUMNS, DETAILS, Row, need_term_id, target_of
from importers.identity import derived, fold
from importers.plan import Plan, Step
from importers.records import Fields, NeedFit, Value, blank, said
from matching.needs import terms

NEEDS_TAXONOMY = derived("taxonomy", "needs")


def carry_out(session: Session, plan: Plan, import_id: int) -> None:
    """Writes the plan's changes to the directory, its look-up tables and the journal of the import."""
    journal = Journal(session, import_id)
    _ensure_terms(session, plan)
    created = [s for s in plan.steps if s.outcome == "created" and s.id and s.id != s.organization_id]
    updated = [s for s in plan.steps if s.outcome == "updated" and s.id and s.id != s.organization_id]
    journal.keep("service_at_location", [*(s.id for s in updated if s.id), *(s.id for s in plan.withdrawn)])
    journal.keep("organization", plan.organizations)
    renamed = _organizations(session, plan.organizations)
    _programs(session, [*created, *updated], journal)
    _create(session, created)
    journal.made("service_at_location", [s.id for s in created if s.id])
    for step in updated:
        _update(session, step)
    _withdraw(session, [s.id for s in plan.withdrawn])
    _remember(session, plan, import_id)
    journal.write()
    touched = {s.id for s in (*created, *updated) if s.id} | {s.id for s in plan.withdrawn}
    reindex(session, sorted(touched | renamed))


def _insert(session: Session, target: Table, rows: list[Row]) -> None:
    if rows:
        session.execute(insert(target), rows)


def _have(session: Session, model: type[Base], ids: Iterable[str]) -> set[str]:
    key = table(model).c.id
    return {row[0] for row in rows_in(session, select(key), key, ids)}


def _ensure_terms(session: Session, plan: Plan) -> None:
    """The need terms that the plan's records name stand in the taxonomy."""
    used = {need.slug for step in plan.steps for need in _needs(step.changes)}
    if not used:
        return
    have = set(session.scalars(select(TaxonomyTerm.code).where(TaxonomyTerm.taxonomy_id == NEEDS_TAXONOMY)))
    if session.get(Taxonomy, NEEDS_TAXONOMY) is None:
        row = {
            "id": NEEDS_TAXONOMY,
            "name": "Referral Desk needs",
            "description": "What students and families need.",
            "version": None,
        }
        session.execute(insert(table(Taxonomy)), row)
    known = terms()
    names = {slug: known[slug].english if slug in known else slug for slug in sorted(used - have)}
    rows = [
        {"id": need_term_id(slug), "taxonomy_id": NEEDS_TAXONOMY, "code": slug, "name": name, "description": name}
        for slug, name in names.items()
    ]
    _insert(session, table(TaxonomyTerm), rows)


def _needs(fields: Fields) -> Iterable[NeedFit]:
    value = fields.get("needs")
    return (n for n in value if isinstance(n, NeedFit)) if isinstance(value, tuple) else ()


def _organizations(session: Session, organizations: Mapping[str, Fields]) -> set[str]:
    """Makes and changes agencies; returns the services at location whose words change with their agency's name."""
    have = _have(session, Organization, organizations)
    columns = COLUMNS["organization"]
    new = [
        {"id": key, **{c: _value(fields, target_of("organization", c)) for c in columns}}
        for key, fields in organizations.items()
        if key not in have
    ]
    _insert(session, table(Organization), [row | {"name": row["name"] or ""} for row in new])
    renamed: set[str] = set()
    for key, fields in organizations.items():
        if key in have and (changes := _columns("organization", fields)):
            session.execute(update(table(Organization)).where(Organization.id == key).values(changes))
            links = select(ServiceAtLocation.id).join(Service, Service.id == ServiceAtLocation.service_id)
            renamed |= set(session.scalars(links.where(Service.organization_id == key)))
    numbered = {key: f["organization.tax_id"] for key, f in organizations.items() if "organization.tax_id" in f}
    if numbered:
        identifiers = table(OrganizationIdentifier)
        delete_in(session, delete(identifiers), identifiers.c.organization_id, numbered)
        rows = [
            {"id": derived(key, TAX_ID), "organization_id": key, "identifier_type": TAX_ID, "identifier": number}
            for key, number in numbered.items()
            if number
        ]
        _insert(session, identifiers, rows)
    return renamed


def _program_id(organization_id: str, fields: Fields) -> str | None:
    name = fields.get("program.name")
    return derived(organization_id, "program", fold(name)) if name else None


def _programs(session: Session, steps: Iterable[Step], journal: Journal) -> None:
    wanted = {
        program: {"id": program, "organization_id": step.organization_id, "name": step.changes["program.name"]}
        for step in steps
        if (program := _program_id(step.organization_id, step.changes))
    }
    have = _have(session, Program, wanted)
    new = [row for program, row in wanted.items() if program not in have]
    _insert(session, table(Program), new)
    journal.made("program", [str(row["id"]) for row in new])


def _create(session: Session, steps: list[Step]) -> None:
    rows: dict[Table, list[Row]] = {table(m): [] for m in (Service, Location, Address, ServiceAtLocation, ServiceCapacity)}
    details: dict[Table, list[Row]] = {table(d.model): [] for d in DETAILS}
    for step, number in zip(steps, _numbers(session, len(steps)), strict=True):
        assert step.id is not None
        fields, service_id, location_id = step.changes, *_ids(step)
        organization = {"organization_id": step.organization_id}
        program = {"program_id": _program_id(step.organization_id, fields)}
        service = _all_columns("service", fields) | {"id": service_id} | organization | program
        rows[table(Service)].append(service | {"status": service["status"] or "active", "name": service["name"] or ""})
        rows[table(Location)].append(_all_columns("location", fields) | {"id": location_id} | organization)
        rows[table(Address)].append(
            _all_columns("address", fields) | {"id": derived(location_id, "address"), "location_id": location_id}
        )
        link = {
            "number": number,
            "id": step.id,
            "service_id": service_id,
            "location_id": location_id,
            "key": cell_key(fields, number),
        }
        rows[table(ServiceAtLocation)].append(_all_columns("service_at_location", fields) | link)
        if capacity := _capacity(service_id, fields):
            rows[table(ServiceCapacity)].append(capacity)
        owners = {"service_id": service_id, "link_id": service_id, "location_id": location_id, "service_at_location_id": step.id}
        for detail in DETAILS:
            details[table(detail.model)] += detail.rows(owners[detail.owner], fields.get(detail.target), _fresh)
    for target, new in (rows | details).items():
        _insert(session, target, new)


def _ids(step: Step) -> tuple[str, str]:
    """The ids of the service and the location behind a new service at location: the row's own, or made of its id."""
    assert step.id is not None
    given = (step.changes.get("service.id"), step.changes.get("location.id"))
    return tuple(str(g) if g else derived(step.id, kind) for g, kind in zip(given, ("service", "location"), strict=True))  # type: ignore[return-value]


def _fresh(owner: str, target: str, position: int) -> str:
    return derived(owner, target, str(position))


def _numbers(session: Session, count: int) -> list[int]:
    """Numbers of their own for new services at location; nobody else gets them, however many write at once."""
    if is_sqlite(session):
        first = session.scalar(select(func.coalesce(func.max(ServiceAtLocation.number), 0))) or 0
        return list(range(first + 1, first + 1 + count))
    sequence = text("SELECT nextval(pg_get_serial_sequence('service_at_location', 'number')) FROM generate_series(1, :count)")
    return list(session.scalars(sequence, {"count": count}))


def _update(session: Session, step: Step) -> None:
    assert step.id is not None
    row = session.execute(
        select(ServiceAtLocation.number, ServiceAtLocation.service_id, ServiceAtLocation.location_id).where(
            ServiceAtLocation.id == step.id
        )
    ).one()
    owners = {"service": row.service_id, "location": row.location_id, "service_at_location": step.id}
    fields = step.changes
    for name, model in (("service", Service), ("location", Location), ("service_at_location", ServiceAtLocation)):
        if changes := _columns(name, fields):
            target = table(model)
            session.execute(update(target).where(target.c.id == owners[name]).values(changes))
    if changes := _columns("address", fields):
        session.execute(update(table(Address)).where(Address.location_id == row.location_id).values(changes))
    if "program.name" in fields:
        program = _program_id(step.organization_id, fields)
        session.execute(update(table(Service)).where(Service.id == row.service_id).values(program_id=program))
    owner_ids = {
        "service_id": row.service_id,
        "link_id": row.service_id,
        "location_id": row.location_id,
        "service_at_location_id": step.id,
    }
    for detail in DETAILS:
        if detail.target in fields:
            _replace(session, detail.model, detail.owner, owner_ids[detail.owner], detail.extra)
            _insert(session, table(detail.model), detail.rows(owner_ids[detail.owner], fields[detail.target], _fresh))
    now = load(session, [step.id])[step.id]
    if {"capacity.available", "capacity.maximum"} & set(fields):
        _replace(session, ServiceCapacity, "service_id", row.service_id, {})
        capacity = _capacity(row.service_id, dict(now) | dict(fields))
        _insert(session, table(ServiceCapacity), [capacity] if capacity else [])
    session.execute(update(table(ServiceAtLocation)).where(ServiceAtLocation.id == step.id).values(key=cell_key(now, row.number)))


def _replace(session: Session, model: Any, owner: str, owner_id: str, extra: Mapping[str, str]) -> None:
    target = table(model)
    query = delete(target).where(target.c[owner] == owner_id)
    for column, value in extra.items():
        query = query.where(target.c[column] == value)
    session.execute(query)


def _withdraw(session: Session, ids: list[str]) -> None:
    """A service that is gone from its list stays in the directory, inactive, so that nothing said of it is lost."""
    services = table(Service)
    links = select(ServiceAtLocation.service_id).where(ServiceAtLocation.id == bindparam("link"))
    for statement in (
        update(services).where(services.c.id.in_(links)).values(status="inactive"),
        update(table(RecordSource)).where(RecordSource.record_id == bindparam("link")).values(withdrawn=True),
    ):
        if ids:
            session.connection().execute(statement, [{"link": i} for i in ids])


def _remember(session: Session, plan: Plan, import_id: int) -> None:
    """What each written row said, for the next edition of the list."""
    sources = table(RecordSource)
    rows = [
        {
            "record_id": step.id,
            "entity": "organization" if step.id == step.organization_id else "service_at_location",
            "source": plan.source,
            "row_key": step.row_key,
            "import_id": import_id,
            "line": step.record.line,
            "fields": said(step.record.fields),
            "withdrawn": False,
        }
        for step in plan.steps
        if step.outcome in ("created", "updated") and step.id
    ]
    query = select(sources.c.record_id, sources.c.source)
    have = {row.record_id: row.source for row in rows_in(session, query, sources.c.record_id, [r["record_id"] for r in rows])}
    _insert(session, sources, [row for row in rows if row["record_id"] not in have])
    # A row of an export corrects the record of another list, which goes on to be that list's.
    for row in rows:
        if have.get(row["record_id"]) == plan.source:
            session.execute(update(sources).where(sources.c.record_id == row["record_id"]).values(row))


def _columns(name: str, fields: Fields) -> Row:
    """The columns of a table that these fields fill."""
    return {c: _value(fields, target) for c in COLUMNS[name] if (target := target_of(name, c)) in fields}


def _all_columns(name: str, fields: Fields) -> Row:
    return {c: _value(fields, target_of(name, c)) for c in COLUMNS[name]}


def _value(fields: Fields, target: str) -> Value:
    value = fields.get(target)
    return None if blank(value) else value


def _capacity(service_id: str, fields: Fields) -> Row | None:
    values = {c: _value(fields, target_of("service_capacity", c)) for c in COLUMNS["service_capacity"]}
    if values["available"] is None and values["maximum"] is None:
        return None
    updated = _value(fields, "service.assured_date")
    return {"id": derived(service_id, "capacity"), "service_id": service_id, "updated": updated, **values}
