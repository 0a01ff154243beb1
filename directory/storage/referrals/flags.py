"""Flags on listings that referrals found wrong: a task of the coordinator until it is done."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from directory import clock
from directory.errors import UnknownError
from directory.models import ListingFlag, Organization, Referral, Service, ServiceAtLocation, Staff
from directory.models.codes import EndCode, ReferralStatus
from directory.storage.chunks import chunks
from directory.storage.columns import columns_of
from directory.storage.listings.edits import same_listings

GONE = "This flag was taken off already."


@dataclass(frozen=True, slots=True)
class FlagRow:
    """An open flag, with the names of the listing and of who raised it."""

    id: str
    record_id: str
    kind: EndCode
    words: str | None
    made_by: str | None
    made_at: datetime.datetime
    service: str | None
    organization: str | None


@dataclass(frozen=True, slots=True, repr=False)
class NewFlagRow:
    """A flag to raise."""

    id: str
    record_id: str
    kind: EndCode
    words: str | None
    referral_id: str | None
    made_by: str | None
    made_at: datetime.datetime


def put(session: Session, flag: NewFlagRow) -> None:
    """Raise a flag."""
    session.execute(insert(ListingFlag).values(**columns_of(flag)))


def drop(session: Session, referral_id: str) -> None:
    """Remove the open flags raised because of this referral, whose report about the listing was retracted.

    If another referral has found the same since then, the flag becomes that one's.
    """
    waiting = select(ListingFlag.id, ListingFlag.record_id, ListingFlag.kind, ListingFlag.made_at)
    waiting = waiting.where(ListingFlag.referral_id == referral_id, ListingFlag.done_at.is_(None))
    for flag in session.execute(waiting).all():
        there = same_listings(session, [flag.record_id])
        same = (Referral.record_id.in_(there), Referral.status == ReferralStatus.NOT_COMPLETED, Referral.reason == flag.kind)
        later = (Referral.since >= clock.day_of(flag.made_at), Referral.id != referral_id)
        other = session.scalar(select(Referral.id).where(*same, *later).order_by(Referral.since, Referral.id).limit(1))
        if other is None:
            session.execute(delete(ListingFlag).where(ListingFlag.id == flag.id))
        else:
            session.execute(update(ListingFlag).where(ListingFlag.id == flag.id).values(referral_id=other))


def open_ones(session: Session, record_id: str | None = None, *, limit: int | None = None) -> list[FlagRow]:
    """Return the open flags, oldest first; only those of one listing if it is named.

    A flag of a listing that was merged into another one counts as that one's while the merge is in force.
    """
    columns = (ListingFlag.id, ListingFlag.record_id, ListingFlag.kind, ListingFlag.words, Staff.name, ListingFlag.made_at)
    query = select(*columns).outerjoin(Staff, Staff.id == ListingFlag.made_by).where(ListingFlag.done_at.is_(None))
    if record_id is not None:
        query = query.where(ListingFlag.record_id.in_(same_listings(session, [record_id])))
    found = session.execute(query.order_by(ListingFlag.made_at, ListingFlag.id).limit(limit)).all()
    standing = same_listings(session, {row.record_id for row in found})
    names = _names(session, standing.values())
    return [
        FlagRow(row[0], kept, *row[2:], *names.get(kept, (None, None))) for row in found for kept in [standing[row.record_id]]
    ]


def _names(session: Session, record_ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the names of listings and of their agencies."""
    query = select(ServiceAtLocation.id, Service.name, Organization.name)
    query = query.join(Service, Service.id == ServiceAtLocation.service_id)
    query = query.join(Organization, Organization.id == Service.organization_id)
    found: dict[str, tuple[str, str]] = {}
    for part in chunks(sorted(set(record_ids))):
        found |= {row[0]: (row[1], row[2]) for row in session.execute(query.where(ServiceAtLocation.id.in_(part)))}
    return found


def flagged(session: Session, record_ids: Iterable[str]) -> frozenset[str]:
    """Return those of these listings that have an open flag, under any of their ids."""
    wanted = set(record_ids)
    standing = same_listings(session, wanted)
    found: set[str] = set()
    for part in chunks(sorted(standing)):
        query = select(ListingFlag.record_id).where(ListingFlag.record_id.in_(part), ListingFlag.done_at.is_(None))
        found.update(standing[one] for one in session.scalars(query))
    return frozenset(one for one in wanted if standing.get(one, one) in found)


def count_open(session: Session) -> int:
    return session.scalar(select(func.count()).where(ListingFlag.done_at.is_(None))) or 0


def about(session: Session, flag_id: str) -> tuple[str, datetime.date]:
    """Return the listing of an open flag, and the day on which it was raised; raise UnknownError if it is not open."""
    query = select(ListingFlag.record_id, ListingFlag.made_at).where(ListingFlag.id == flag_id, ListingFlag.done_at.is_(None))
    found = session.execute(query).first()
    if found is None:
        raise UnknownError(GONE)
    return found[0], clock.day_of(found[1])


def close(session: Session, flag_id: str, *, staff_id: str, now: datetime.datetime) -> None:
    """Record that the listing was corrected; raise UnknownError if no such flag is open."""
    statement = update(ListingFlag).where(ListingFlag.id == flag_id, ListingFlag.done_at.is_(None))
    if session.scalar(statement.values(done_by=staff_id, done_at=now).returning(ListingFlag.id)) is None:
        raise UnknownError(GONE)
