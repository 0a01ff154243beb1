"""The rows of events, which are added and never changed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import Session

from directory.models import ReferralEvent, Staff
from directory.models.codes import Author, EndCode, EventKind
from directory.storage.chunks import chunks
from directory.storage.columns import columns_of


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as stored (models.ReferralEvent), with the name of the staff member who recorded it."""

    id: str
    referral_id: str
    number: int
    kind: EventKind
    who: Author
    staff_id: str | None
    staff_name: str | None
    happened_on: datetime.date
    recorded_at: datetime.datetime
    reason: EndCode | None
    on_date: datetime.date | None
    at_time: str | None
    retracts: str | None
    held: bool
    sealed: bytes | None


_QUERY: Select[*tuple[Any, ...]] = select(
    ReferralEvent.id,
    ReferralEvent.referral_id,
    ReferralEvent.number,
    ReferralEvent.kind,
    ReferralEvent.who,
    ReferralEvent.staff_id,
    Staff.name,
    ReferralEvent.happened_on,
    ReferralEvent.recorded_at,
    ReferralEvent.reason,
    ReferralEvent.on_date,
    ReferralEvent.at_time,
    ReferralEvent.retracts,
    ReferralEvent.held,
    ReferralEvent.sealed,
).outerjoin(Staff, Staff.id == ReferralEvent.staff_id)


def of(session: Session, referral_id: str) -> list[EventRow]:
    """Return the events of a referral in order; the caller has checked access to it."""
    query = _QUERY.where(ReferralEvent.referral_id == referral_id).order_by(ReferralEvent.number)
    return [EventRow(*row) for row in session.execute(query)]


def of_many(session: Session, referral_ids: Sequence[str]) -> dict[str, list[EventRow]]:
    """Return the events of several referrals, by referral."""
    found: dict[str, list[EventRow]] = {referral_id: [] for referral_id in referral_ids}
    for part in chunks(list(referral_ids)):
        query = _QUERY.where(ReferralEvent.referral_id.in_(part)).order_by(ReferralEvent.referral_id, ReferralEvent.number)
        for row in session.execute(query):
            event = EventRow(*row)
            found[event.referral_id].append(event)
    return found


def newest(session: Session, referral_ids: Sequence[str]) -> dict[str, str]:
    """Return the id of the newest event of each of these referrals, by referral."""
    found: dict[str, str] = {}
    for part in chunks(list(referral_ids)):
        last = select(ReferralEvent.referral_id, func.max(ReferralEvent.number).label("number"))
        of_each = last.where(ReferralEvent.referral_id.in_(part)).group_by(ReferralEvent.referral_id).subquery()
        query = select(ReferralEvent.referral_id, ReferralEvent.id).join(
            of_each, (ReferralEvent.referral_id == of_each.c.referral_id) & (ReferralEvent.number == of_each.c.number)
        )
        found |= {row.referral_id: row.id for row in session.execute(query)}
    return found


def next_number(session: Session, referral_id: str) -> int:
    """Return the number of the next event of a locked referral."""
    newest = session.scalar(select(func.max(ReferralEvent.number)).where(ReferralEvent.referral_id == referral_id))
    return (newest or 0) + 1


@dataclass(frozen=True, slots=True, repr=False)
class NewEventRow:
    """An event to append, as models.ReferralEvent describes it."""

    id: str
    referral_id: str
    number: int
    kind: EventKind
    who: Author
    staff_id: str | None
    happened_on: datetime.date
    recorded_at: datetime.datetime
    reason: EndCode | None = None
    on_date: datetime.date | None = None
    at_time: str | None = None
    retracts: str | None = None
    held: bool = False
    sealed: bytes | None = None


def put(session: Session, event: NewEventRow) -> None:
    """Add an event."""
    session.execute(insert(ReferralEvent).values(**columns_of(event)))
