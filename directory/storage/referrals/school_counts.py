"""Monthly counts reported by schools; referrals beside them are counted from events (storage.referrals.outcomes)."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from directory.models import SchoolCount, table
from directory.storage.chunks import chunks
from directory.storage.engine import is_sqlite

COUNT = table(SchoolCount)
Key = tuple[str, datetime.date, str]
"""A school's id, the first day of a month, and a measure."""


def values(session: Session, school_ids: Collection[str] | None = None) -> dict[Key, float]:
    """Return all counts of these schools, of all schools if None."""
    query = select(COUNT.c.school_id, COUNT.c.month, COUNT.c.measure, COUNT.c.value)
    if school_ids is not None:
        query = query.where(COUNT.c.school_id.in_(sorted(school_ids)))
    rows: list[Row[*tuple[Any, ...]]] = list(session.execute(query))
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def put(session: Session, counts: Mapping[Key, float], now: datetime.datetime) -> None:
    """Write counts, replacing those of the same school, month and measure."""
    new = sqlite.insert if is_sqlite(session) else postgresql.insert
    for part in chunks(counts.items()):
        rows = [
            {"school_id": school_id, "month": month, "measure": measure, "value": value, "imported_at": now}
            for (school_id, month, measure), value in part
        ]
        statement = new(COUNT).values(rows)
        fresh = {"value": statement.excluded.value, "imported_at": statement.excluded.imported_at}
        session.execute(statement.on_conflict_do_update(index_elements=["school_id", "month", "measure"], set_=fresh))
