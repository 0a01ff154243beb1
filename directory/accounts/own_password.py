"""Change of one's own password, which requires the old one; somebody at an unattended screen can try it five times.

As for signing in, hashing is done between two transactions: `look` and `change`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from sqlalchemy.orm import Session

from directory.accounts import audit, passwords, sessions, throttle
from directory.accounts.passwords import Hashed
from directory.accounts.sessions import SignedIn
from directory.errors import UnknownError
from directory.keys import Keys
from directory.storage.people import failures, links
from directory.storage.people import staff as rows

LIMIT = throttle.Limit(5)

WRONG = "The old password is not right: type the one that you signed in with."


@dataclass(frozen=True, slots=True)
class RefusedPassword:
    """Nothing was changed; `wait_seconds` is None if the old password was wrong, else how long all attempts are refused.

    The session must be committed all the same, because it records the failure.
    """

    sentence: str
    wait_seconds: int | None = None


def look(
    session: Session, keys: Keys, me: SignedIn, *, old: str, new: str, now: datetime.datetime
) -> RefusedPassword | Callable[[], Hashed]:
    """Return the hashing that a change needs, to be done outside any transaction; `new` was accepted by passwords.problem."""
    if until := throttle.full_until(session, _bucket(keys, me.staff_id), LIMIT, now):
        return _wait(until - now)
    account = rows.account(session, me.email)
    kept = account.password_hash if account else None

    def hash_both() -> Hashed:
        right = passwords.check(kept, old)
        return Hashed(kept, right, passwords.hash_password(new) if right else None)

    return hash_both


def change(
    session: Session, keys: Keys, staff_id: str, hashed: Hashed, *, token: str, now: datetime.datetime, address: str | None = None
) -> RefusedPassword | None:
    """Set the new password and return None; all sessions but that of `token` end, and all links."""
    bucket = _bucket(keys, staff_id)
    failures.lock(session, [bucket])
    if until := throttle.full_until(session, bucket, LIMIT, now):
        return _wait(until - now)
    account = rows.lock(session, staff_id)
    if account is None or account.disabled:
        raise UnknownError("There is no such member of staff.")
    if not hashed.right or hashed.new is None or account.password_hash != hashed.against:
        throttle.count(session, [bucket], now)
        audit.record(session, now=now, staff_id=staff_id, action="staff.old_password_failed", address=address)
        return RefusedPassword(WRONG)
    failures.clear(session, [bucket])
    rows.set_password(session, staff_id, hashed.new)
    sessions.end_all(session, staff_id, token)
    links.end_all(session, staff_id)
    audit.record(session, now=now, staff_id=staff_id, action="staff.password_set", detail="their own", address=address)
    return None


def _bucket(keys: Keys, staff_id: str) -> str:
    return keys.digest("own password", staff_id)


def _wait(time: datetime.timedelta) -> RefusedPassword:
    sentence = f"The old password was wrong too often. Wait {throttle.minutes(time)}, then try again; nothing was changed."
    return RefusedPassword(sentence, wait_seconds=ceil(time.total_seconds()))
