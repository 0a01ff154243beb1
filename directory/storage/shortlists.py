"""Shortlists: the few providers that a staff member set aside to compare."""

from __future__ import annotations

import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from directory.errors import RefusedError, UnknownError
from directory.models import ServiceAtLocation, ShortlistItem, Staff, table
from directory.storage.listings.edits import same_listings

MOST = 4
"""As many as fit side by side on a page."""


def listed(session: Session, staff_id: str) -> tuple[str, ...]:
    """Return the services at location on the shortlist, in the order in which they were set aside.

    One that was merged into another is returned as that one.
    """
    there = select(ServiceAtLocation.id).where(ServiceAtLocation.id == ShortlistItem.record_id).exists()
    items = select(ShortlistItem.record_id).where(ShortlistItem.staff_id == staff_id, there)
    ids = session.scalars(items.order_by(ShortlistItem.at, ShortlistItem.record_id)).all()
    standing = same_listings(session, ids)
    return tuple(dict.fromkeys(standing.get(one, one) for one in ids))


def add(session: Session, staff_id: str, record_id: str, now: datetime.datetime) -> None:
    """Set a service at location aside; one that is there already keeps its position.

    Raise UnknownError if there is no such service at location, and RefusedError if four are set aside already.
    """
    # Of two clicks at once, one waits here for the other, so that both count the same shortlist.
    session.execute(select(Staff.id).where(Staff.id == staff_id).with_for_update())
    have = listed(session, staff_id)
    if same_listings(session, [record_id]).get(record_id, record_id) in have:
        return
    if session.scalar(select(ServiceAtLocation.id).where(ServiceAtLocation.id == record_id)) is None:
        raise UnknownError("There is no such provider any more.")
    if len(have) >= MOST:
        raise RefusedError("Four is the most that can be compared: take one off first.")
    session.execute(insert(table(ShortlistItem)).values(staff_id=staff_id, record_id=record_id, at=now))


def remove(session: Session, staff_id: str, record_id: str) -> None:
    """Remove one, under any id with which it was set aside; it is not an error if it is not on the list."""
    items = table(ShortlistItem)
    there = same_listings(session, [record_id])
    session.execute(delete(items).where(items.c.staff_id == staff_id, items.c.record_id.in_(there)))


def clear(session: Session, staff_id: str) -> None:
    """Remove all."""
    items = table(ShortlistItem)
    session.execute(delete(items).where(items.c.staff_id == staff_id))
