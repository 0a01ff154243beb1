"""The rows of what the district sets: values as JSON, each with the count of its changes, under a key or a school's id."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from sqlalchemy import Column, Select, Table, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from directory.models import DistrictSetting, SchoolDismissal, table
from directory.storage.engine import is_sqlite

SETTING, DISMISSAL = table(DistrictSetting), table(SchoolDismissal)


@dataclass(frozen=True, slots=True)
class SetRow:
    """What is set, None for nothing; how often it was changed, the id of the member of staff who did it last, and when (UTC)."""

    value: Any
    version: int
    changed_by: str | None
    changed_at: datetime.datetime


def all_rows(session: Session, of: Table) -> Mapping[str, SetRow]:
    """Every row of SETTING or DISMISSAL by its key, in one query."""
    return {row[0]: SetRow(*row[1:]) for row in session.execute(_query(of))}


@cache
def _query(of: Table) -> Select[Any]:
    """The query for every row, made once because each page asks it."""
    return select(_key(of), *_columns(of))


def lock(session: Session, of: Table, key: str) -> SetRow | None:
    """One row, or None; nobody else changes it until the transaction ends."""
    row = session.execute(select(*_columns(of)).where(_key(of) == key).with_for_update()).one_or_none()
    return SetRow(*row) if row else None


def add(session: Session, of: Table, key: str, row: SetRow) -> bool:
    """Writes the first row of a key; False where somebody else has just written it."""
    make = sqlite.insert if is_sqlite(session) else postgresql.insert
    statement = make(of).values({_key(of).name: key, **asdict(row)}).on_conflict_do_nothing().returning(_key(of))
    return session.scalar(statement) is not None


def change(session: Session, of: Table, key: str, row: SetRow) -> None:
    """Writes another row in place of the one that is held."""
    session.execute(update(of).where(_key(of) == key).values(asdict(row)))


def _key(of: Table) -> Column[Any]:
    return next(iter(of.primary_key.columns))


def _columns(of: Table) -> tuple[Column[Any], ...]:
    return tuple(of.c[name] for name in SetRow.__dataclass_fields__)
