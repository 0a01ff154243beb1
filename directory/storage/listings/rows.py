"""Rows of one record as the tables store them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from directory.storage.listings.targets import COLUMNS, Row, target_of, value_of
from importers.fields import Target
from importers.identity import derived, fold
from importers.records import Fields


@dataclass(frozen=True, slots=True)
class Writing:
    """What to write for one service at location: all fields if it is new, else the changed ones."""

    id: str
    organization_id: str
    fields: Fields


def insert_rows(session: Session, target: Table, rows: list[Row]) -> None:
    if rows:
        session.execute(insert(target), rows)


def program_id(organization_id: str, fields: Fields) -> str | None:
    name = fields.get(Target.PROGRAM_NAME)
    return derived(organization_id, "program", fold(name)) if name else None


def fresh_id(owner: str, target: Target, position: int) -> str:
    return derived(owner, target, str(position))


def capacity_row(service_id: str, fields: Fields) -> Row | None:
    values = {c: value_of(fields, target_of("service_capacity", c)) for c in COLUMNS["service_capacity"]}
    if all(value is None for value in values.values()):
        return None
    return {"id": derived(service_id, "capacity"), "service_id": service_id, **values}
