"""Shared parts of records: agencies, programs and the terms of the need taxonomy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from directory.models import (
    Organization,
    OrganizationIdentifier,
    Program,
    Service,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
    table,
)
from directory.models.base import Base
from directory.storage.chunks import delete_in, rows_in
from directory.storage.listings.records import TAX_ID
from directory.storage.listings.rows import Writing, insert_rows, program_id
from directory.storage.listings.targets import COLUMNS, columns_given, need_term_id, target_of, value_of
from importers.fields import Target
from importers.identity import derived
from importers.records import Fields, NeedFit
from matching.needs import terms

NEEDS_TAXONOMY = derived("taxonomy", "needs")


def write_terms(session: Session, records: Iterable[Fields]) -> None:
    """Add the need terms of these records to the taxonomy."""
    used = {need.slug for fields in records for need in _needs(fields)}
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
    insert_rows(session, table(TaxonomyTerm), rows)


def _needs(fields: Fields) -> Iterable[NeedFit]:
    value = fields.get(Target.NEEDS)
    return (n for n in value if isinstance(n, NeedFit)) if isinstance(value, tuple) else ()


def write_organizations(session: Session, organizations: Mapping[str, Fields]) -> set[str]:
    """Create and change agencies; return the services at location whose texts change with their agency's."""
    have = _have(session, Organization, organizations)
    columns = COLUMNS["organization"]
    new = [
        {"id": key, **{c: value_of(fields, target_of("organization", c)) for c in columns}}
        for key, fields in organizations.items()
        if key not in have
    ]
    insert_rows(session, table(Organization), [row | {"name": row["name"] or ""} for row in new])
    renamed: set[str] = set()
    for key, fields in organizations.items():
        if key in have and (changes := columns_given("organization", fields)):
            session.execute(update(table(Organization)).where(Organization.id == key).values(changes))
            links = select(ServiceAtLocation.id).join(Service, Service.id == ServiceAtLocation.service_id)
            renamed |= set(session.scalars(links.where(Service.organization_id == key)))
    numbered = {key: f[Target.ORGANIZATION_TAX_ID] for key, f in organizations.items() if Target.ORGANIZATION_TAX_ID in f}
    if numbered:
        identifiers = table(OrganizationIdentifier)
        delete_in(session, delete(identifiers), identifiers.c.organization_id, numbered)
        rows = [
            {"id": derived(key, TAX_ID), "organization_id": key, "identifier_type": TAX_ID, "identifier": number}
            for key, number in numbered.items()
            if number
        ]
        insert_rows(session, identifiers, rows)
    return renamed


def write_programs(session: Session, writings: Iterable[Writing]) -> list[str]:
    """Add the missing programs of these records to their agencies; return the ids of those that were created."""
    wanted = {
        program: {"id": program, "organization_id": one.organization_id, "name": one.fields[Target.PROGRAM_NAME]}
        for one in writings
        if (program := program_id(one.organization_id, one.fields))
    }
    have = _have(session, Program, wanted)
    new = [row for program, row in wanted.items() if program not in have]
    insert_rows(session, table(Program), new)
    return [str(row["id"]) for row in new]


def _have(session: Session, model: type[Base], ids: Iterable[str]) -> set[str]:
    key = table(model).c.id
    return {row[0] for row in rows_in(session, select(key), key, ids)}
