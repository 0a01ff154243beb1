"""Shortlists: the few providers that a staff member set aside to compare, for each student and for none."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, TableClause, and_, delete, insert, select
from sqlalchemy.orm import Session

from directory.errors import RefusedError, UnknownError
from directory.models import ServiceAtLocation, ShortlistItem, Staff, StudentShortlistItem, table
from directory.storage.listings.edits import same_listings

MOST = 4
"""As many as fit side by side on a page."""


class Shortlist(NamedTuple):
    """Whose list it is, and for which student, None for no student. Whether the user may see the student is decided before."""

    staff_id: str
    student_id: str | None = None

    @property
    def items(self) -> TableClause:
        return table(StudentShortlistItem if self.student_id else ShortlistItem)

    @property
    def own(self) -> dict[str, str]:
        return {"staff_id": self.staff_id} | ({"student_id": self.student_id} if self.student_id else {})

    @property
    def is_own(self) -> ColumnElement[bool]:
        return and_(*(self.items.c[name] == value for name, value in self.own.items()))


def listed(session: Session, of: Shortlist) -> tuple[str, ...]:
    """Return the services at location on a shortlist, in the order in which they were set aside.

    One that was merged into another is returned as that one.
    """
    items = of.items
    there = select(ServiceAtLocation.id).where(ServiceAtLocation.id == items.c.record_id).exists()
    ids = session.scalars(select(items.c.record_id).where(of.is_own, there).order_by(items.c.at, items.c.record_id)).all()
    standing = same_listings(session, ids)
    return tuple(dict.fromkeys(standing.get(one, one) for one in ids))


def add(session: Session, of: Shortlist, record_id: str, now: datetime.datetime) -> None:
    """Set a service at location aside; one that is there already keeps its position.

    Raise UnknownError if there is no such service at location, and RefusedError if four are set aside already.
    """
    # Of two clicks at once, one waits here for the other, so that both count the same shortlist.
    session.execute(select(Staff.id).where(Staff.id == of.staff_id).with_for_update())
    have = listed(session, of)
    if same_listings(session, [record_id]).get(record_id, record_id) in have:
        return
    if session.scalar(select(ServiceAtLocation.id).where(ServiceAtLocation.id == record_id)) is None:
        raise UnknownError("There is no such provider any more.")
    if len(have) >= MOST:
        raise RefusedError("Four is the most that can be compared: take one off first.")
    session.execute(insert(of.items).values(**of.own, record_id=record_id, at=now))


def remove(session: Session, of: Shortlist, record_id: str) -> None:
    """Remove one, under any id with which it was set aside; it is not an error if it is not on the list."""
    there = same_listings(session, [record_id])
    session.execute(delete(of.items).where(of.is_own, of.items.c.record_id.in_(there)))


def clear(session: Session, of: Shortlist) -> None:
    """Remove all."""
    session.execute(delete(of.items).where(of.is_own))
