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
class Link:
    """A link that works, and whose it is."""

    staff_id: str
    name: str
    email: str
    purpose: str
    expires_at: datetime.datetime


def add(
    session: Session, token_hash: str, staff_id: str, purpose: str, *, now: datetime.datetime, expires_at: datetime.datetime
) -> None:
    """Writes a new link."""
    row = {"token_hash": token_hash, "staff_id": staff_id, "purpose": purpose, "made_at": now, "expires_at": expires_at}
    session.execute(insert(LINK).values(**row))


def find(session: Session, token_hash: str, now: datetime.datetime) -> Link | None:
    """The link, where it is neither used nor run out, and its account is not disabled."""
    row = session.execute(
        select(STAFF.c.id, STAFF.c.name, STAFF.c.email, LINK.c.purpose, LINK.c.expires_at)
        .join(STAFF, STAFF.c.id == LINK.c.staff_id)
        .where(LINK.c.token_hash == token_hash, LINK.c.used_at.is_(None), LINK.c.expires_at > now, STAFF.c.disabled_at.is_(None))
    ).one_or_none()
    return Link(*row) if row else None


def running(session: Session, now: datetime.datetime) -> dict[str, datetime.datetime]:
    """Until when each member of staff has a link that works; those who have none are not in it."""
    query = select(LINK.c.staff_id, func.max(LINK.c.expires_at)).where(LINK.c.used_at.is_(None), LINK.c.expires_at > now)
    return {row[0]: row[1] for row in session.execute(query.group_by(LINK.c.staff_id))}


def use(session: Session, token_hash: str, now: datetime.datetime) -> bool:
    """Marks a link as used; False where somebody did so before, or where it is gone."""
    unused = (LINK.c.token_hash == token_hash, LINK.c.used_at.is_(None), LINK.c.expires_at > now)
    marked = update(LINK).where(*unused).values(used_at=now).returning(LINK.c.token_hash)
    return session.scalar(marked) is not None


def end_all(session: Session, staff_id: str) -> None:
    """Deletes the links of a member of staff, used or not."""
    session.execute(delete(LINK).where(LINK.c.staff_id == staff_id))
