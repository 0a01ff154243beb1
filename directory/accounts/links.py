"""Invitations and resets: a link from an administrator with which somebody sets a password, once."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Literal

from sqlalchemy.orm import Session

from directory.accounts import audit, sessions
from directory.accounts.passwords import PasswordHash
from directory.clock import SLACK
from directory.errors import RefusedError, UnknownError
from directory.storage.people import links as rows
from directory.storage.people import staff as people
from directory.storage.people.links import PasswordLink
from directory.storage.people.tokens import hashed, new_token

Purpose = Literal["invitation", "reset"]
LASTS: Mapping[Purpose, datetime.timedelta] = {
    "invitation": datetime.timedelta(days=7),
    "reset": datetime.timedelta(hours=24),
}
GONE = "This link has been used, has run out, or was replaced by a newer one: ask your administrator for a new link."


def make_link(
    session: Session,
    staff_id: str,
    purpose: Purpose,
    now: datetime.datetime,
    *,
    by: str | None,
    address: str | None = None,
) -> str:
    """Return the token of a new link, which ends earlier ones; `by` is the administrator, None on the command line.

    Raise UnknownError if there is no such account, and RefusedError if it is disabled.
    """
    account = people.lock(session, staff_id)
    if account is None:
        raise UnknownError("There is no such member of staff.")
    if account.disabled:
        raise RefusedError(f"The account of {account.email} is disabled: enable it first, then make a link.")
    token = new_token()
    rows.end_all(session, staff_id)
    rows.add(session, hashed(token), staff_id, purpose, now=now, expires_at=now + LASTS[purpose])
    audit.record(
        session, now=now, staff_id=by, action="staff.link_made", subject=f"staff:{staff_id}", detail=purpose, address=address
    )
    return token


def read_link(session: Session, token: str, now: datetime.datetime) -> PasswordLink:
    """Return the account and the purpose of a link; raise UnknownError if it no longer works."""
    found = rows.find(session, hashed(token), now)
    # A link that lasts longer than any should was made while the clock ran ahead.
    if found is None or found.expires_at > now + max(LASTS.values()) + SLACK:
        raise UnknownError(GONE)
    return found


def running(session: Session, now: datetime.datetime) -> dict[str, datetime.datetime]:
    """Return the expiry of each staff member's valid link; those without one are not included."""
    return rows.running(session, now)


def use_link(session: Session, token: str, chosen: PasswordHash, now: datetime.datetime, *, address: str | None = None) -> str:
    """Set the password and end all sessions of the account, whose id is returned; the link is used up.

    `chosen` is the hash of a password that was accepted for the link's account (passwords.problem). Raise UnknownError if the
    link no longer works.
    """
    link = read_link(session, token, now)
    account = people.lock(session, link.staff_id)  # lock the account first, then the link, as all code that changes both
    if account is None or account.disabled or not rows.use(session, hashed(token), now):
        raise UnknownError(GONE)
    people.set_password(session, link.staff_id, chosen)
    sessions.end_all(session, link.staff_id)
    audit.record(
        session, now=now, staff_id=link.staff_id, action="staff.password_set", detail=f"by {link.purpose}", address=address
    )
    return link.staff_id
