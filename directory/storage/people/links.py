"""The rows of invitations and resets."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from directory.models import StaffLink, table
from directory.storage.people.staff import STAFF

LINK = table(StaffLink)


@dataclass(frozen=True, slots=True)
class PasswordLink:
    """A valid link and its account."""

    staff_id: str
    name: str
    email: str
    purpose: str
    expires_at: datetime.datetime


def add(
    session: Session, token_hash: str, staff_id: str, purpose: str, *, now: datetime.datetime, expires_at: datetime.datetime
) -> None:
    """Add a link."""
    row = {"token_hash": token_hash, "staff_id": staff_id, "purpose": purpose, "made_at": now, "expires_at": expires_at}
    session.execute(insert(LINK).values(**row))


def find(session: Session, token_hash: str, now: datetime.datetime) -> PasswordLink | None:
    """Return the link if it is neither used nor expired, and its account is not disabled."""
    row = session.execute(
        select(STAFF.c.id, STAFF.c.name, STAFF.c.email, LINK.c.purpose, LINK.c.expires_at)
        .join(STAFF, STAFF.c.id == LINK.c.staff_id)
        .where(LINK.c.token_hash == token_hash, LINK.c.used_at.is_(None), LINK.c.expires_at > now, STAFF.c.disabled_at.is_(None))
    ).one_or_none()
    return PasswordLink(*row) if row else None


def running(session: Session, now: datetime.datetime) -> dict[str, datetime.datetime]:
    """Return the expiry of each staff member's valid link; those without one are not included."""
    query = select(LINK.c.staff_id, func.max(LINK.c.expires_at)).where(LINK.c.used_at.is_(None), LINK.c.expires_at > now)
    return {row[0]: row[1] for row in session.execute(query.group_by(LINK.c.staff_id))}


def use(session: Session, token_hash: str, now: datetime.datetime) -> bool:
    """Mark a link as used; return False if somebody did so before, or if it is gone."""
    unused = (LINK.c.token_hash == token_hash, LINK.c.used_at.is_(None), LINK.c.expires_at > now)
    marked = update(LINK).where(*unused).values(used_at=now).returning(LINK.c.token_hash)
    return session.scalar(marked) is not None


def end_all(session: Session, staff_id: str) -> None:
    """Delete the links of a staff member, used or not."""
    session.execute(delete(LINK).where(LINK.c.staff_id == staff_id))
