"""Sign-in sessions: until sign-out, an hour without a click, or twelve hours at most.

A session with a future time was opened or used while the clock ran ahead; its age is unknown, so it is over.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from directory.clock import SLACK
from directory.models.codes import Role
from directory.storage.people import sessions as rows
from directory.storage.people.schools import SchoolRow
from directory.storage.people.tokens import hashed, new_token
from directory.storage.scope import Scope

IDLE = datetime.timedelta(minutes=60)
ABSOLUTE = datetime.timedelta(hours=12)
NOTED_EVERY = datetime.timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A staff member who is signed in; `schools` are a specialist's own, all for an administrator, none for others."""

    staff_id: str
    name: str
    email: str
    phone: str | None
    role: Role
    schools: tuple[SchoolRow, ...]
    scope: Scope
    seen_at: datetime.datetime
    token_hash: str = field(repr=False)


def begin(session: Session, staff_id: str, now: datetime.datetime) -> str:
    """Open a session; return the token for the cookie."""
    rows.forget(session, staff_id, made_before=now - ABSOLUTE, seen_before=now - IDLE, after=now + SLACK)
    token = new_token()
    rows.add(session, hashed(token), staff_id, now)
    return token


def signed_in(session: Session, token: str, now: datetime.datetime) -> SignedIn | None:
    """Return who is signed in by this session; None if it was ended, has expired, or never existed."""
    found = rows.find(session, hashed(token), made_after=now - ABSOLUTE, seen_after=now - IDLE, until=now + SLACK)
    if found is None:
        return None
    return SignedIn(
        staff_id=found.staff_id,
        name=found.name,
        email=found.email,
        phone=found.phone,
        role=found.role,
        schools=found.schools,
        scope=Scope(found.staff_id, found.role, frozenset(school.id for school in found.schools)),
        seen_at=found.seen_at,
        token_hash=found.token_hash,
    )


def owner(session: Session, token: str) -> str | None:
    """Return the account of a session, even an expired one; None if the session was ended or the account disabled."""
    return rows.owner(session, hashed(token))


def needs_touch(staff: SignedIn, now: datetime.datetime) -> bool:
    """Whether it is time to record that the session was used."""
    return staff.seen_at <= now - NOTED_EVERY


def touch(session: Session, staff: SignedIn, now: datetime.datetime) -> None:
    """Record that the session was used, unless another request has just done so."""
    rows.see(session, staff.token_hash, now, seen_before=now - NOTED_EVERY)


def end(session: Session, token: str) -> None:
    """Sign out one browser."""
    rows.end(session, hashed(token))


def end_all(session: Session, staff_id: str, except_token: str | None = None) -> None:
    """Sign a staff member out everywhere, except where `except_token` is the cookie."""
    rows.end_all(session, staff_id, but=hashed(except_token) if except_token else None)
