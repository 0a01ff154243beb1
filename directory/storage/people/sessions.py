"""The rows of sessions of signed-in staff."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.orm import Session

from directory.models import StaffSession, table
from directory.models.codes import Role
from directory.storage.people.schools import COLUMNS, SCHOOL, SchoolRow
from directory.storage.people.staff import AT_SCHOOL, STAFF

SESSION = table(StaffSession)


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session and its account; `schools` are a specialist's own, and all for an administrator."""

    token_hash: str = field(repr=False)
    seen_at: datetime.datetime
    staff_id: str
    name: str
    email: str
    phone: str | None
    role: Role
    schools: tuple[SchoolRow, ...]


def add(session: Session, token_hash: str, staff_id: str, now: datetime.datetime) -> None:
    """Add a session."""
    session.execute(insert(SESSION).values(token_hash=token_hash, staff_id=staff_id, made_at=now, seen_at=now))


def find(
    session: Session,
    token_hash: str,
    *,
    made_after: datetime.datetime,
    seen_after: datetime.datetime,
    until: datetime.datetime,
) -> OpenSession | None:
    """Return the session of an account that is not disabled, in one query; None if there is none within these times."""
    own = select(AT_SCHOOL.c.school_id).where(AT_SCHOOL.c.staff_id == STAFF.c.id)
    theirs = or_(STAFF.c.role == Role.ADMINISTRATOR, SCHOOL.c.id.in_(own))
    rows = session.execute(
        select(SESSION.c.seen_at, STAFF.c.id, STAFF.c.name, STAFF.c.email, STAFF.c.phone, STAFF.c.role, *COLUMNS)
        .select_from(SESSION)
        .join(STAFF, STAFF.c.id == SESSION.c.staff_id)
        .outerjoin(SCHOOL, theirs)
        .where(
            SESSION.c.token_hash == token_hash,
            SESSION.c.made_at > made_after,
            SESSION.c.seen_at > seen_after,
            SESSION.c.made_at <= until,
            SESSION.c.seen_at <= until,
            STAFF.c.disabled_at.is_(None),
        )
        .order_by(SCHOOL.c.name)
    ).all()
    if not rows:
        return None
    seen_at, staff_id, name, email, phone, role = rows[0][:6]
    schools = tuple(SchoolRow(*row[6:]) for row in rows if row[6] is not None)
    return OpenSession(token_hash, seen_at, staff_id, name, email, phone, role, schools)


def owner(session: Session, token_hash: str) -> str | None:
    """Return the account of a session of any age, if the account is not disabled."""
    query = select(STAFF.c.id).join(SESSION, SESSION.c.staff_id == STAFF.c.id)
    return session.scalar(query.where(SESSION.c.token_hash == token_hash, STAFF.c.disabled_at.is_(None)))


def see(session: Session, token_hash: str, now: datetime.datetime, *, seen_before: datetime.datetime) -> None:
    """Record that a session was used, unless that has been recorded since `seen_before`."""
    mine = (SESSION.c.token_hash == token_hash, SESSION.c.seen_at <= seen_before)
    session.execute(update(SESSION).where(*mine).values(seen_at=now))


def end(session: Session, token_hash: str) -> None:
    """Delete one session."""
    session.execute(delete(SESSION).where(SESSION.c.token_hash == token_hash))


def end_all(session: Session, staff_id: str, *, but: str | None = None) -> None:
    """Delete the sessions of a staff member, except the one with the token hash `but`."""
    statement = delete(SESSION).where(SESSION.c.staff_id == staff_id)
    session.execute(statement if but is None else statement.where(SESSION.c.token_hash != but))


def forget(
    session: Session,
    staff_id: str,
    *,
    made_before: datetime.datetime,
    seen_before: datetime.datetime,
    after: datetime.datetime,
) -> None:
    """Delete those sessions of a staff member that are too old to be used, or from the future."""
    old = or_(SESSION.c.made_at <= made_before, SESSION.c.seen_at <= seen_before, SESSION.c.seen_at > after)
    session.execute(delete(SESSION).where(SESSION.c.staff_id == staff_id, old))
