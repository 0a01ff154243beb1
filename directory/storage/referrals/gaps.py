"""Needs for which a search found nothing: recorded once for each day, person, need, area and band, and counted."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from directory.models import UnmetNeed, table
from directory.storage.columns import columns_of
from directory.storage.engine import is_sqlite


@dataclass(frozen=True, slots=True)
class NewSearchRow:
    """A search that found nothing, as models.UnmetNeed describes it."""

    day: datetime.date
    staff_id: str
    area: str
    band: str


def note(session: Session, terms: Iterable[str], search: NewSearchRow) -> None:
    """Record needs for which somebody found nothing; one recorded that day already stays as it is."""
    rows = [{"term": term, **columns_of(search)} for term in terms]
    new = sqlite.insert if is_sqlite(session) else postgresql.insert
    if rows:
        session.execute(new(table(UnmetNeed)).values(rows).on_conflict_do_nothing())


def counts(session: Session, first: datetime.date | None, last: datetime.date | None) -> list[Row[*tuple[Any, ...]]]:
    """Return rows of (term, area, band, searches, days, the last day), most searched first."""
    searches = func.count()
    days = func.count(UnmetNeed.day.distinct())
    query = select(UnmetNeed.term, UnmetNeed.area, UnmetNeed.band, searches, days, func.max(UnmetNeed.day))
    if first is not None:
        query = query.where(UnmetNeed.day >= first)
    if last is not None:
        query = query.where(UnmetNeed.day <= last)
    query = query.group_by(UnmetNeed.term, UnmetNeed.area, UnmetNeed.band)
    return list(session.execute(query.order_by(searches.desc(), UnmetNeed.term, UnmetNeed.area, UnmetNeed.band)))
