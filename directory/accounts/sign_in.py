"""Sign-in with an e-mail address and a password; guessing is slowed down without letting anybody lock out others.

| bucket  | counts                                    | failures | within     |
|---------|-------------------------------------------|----------|------------|
| account | one account tried from one client address | 5        | 15 minutes |
| address | all that comes from one client address    | 50       | 15 minutes |
| device  | a browser that has signed in before       | 10       | 15 minutes |

A browser with the device token of this account has a bucket of its own: strangers can neither fill that bucket nor
block the browser by filling those of its address. There is no bucket for a whole account, since anybody could fill it;
guessing from many addresses is hopeless because passwords are long. An IPv6 client counts by its /64 network.
Buckets are keyed hashes, because people type passwords into the e-mail field.

Hashing is slow, so it is done between two transactions: `look` reads the hash to compare the password with, `sign_in`
counts and decides by the state at that time. A guess while the bucket is full learns nothing, right or wrong.
"""

from __future__ import annotations

import datetime
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import ceil

from sqlalchemy.orm import Session

from directory.accounts import audit, emails, passwords, sessions, throttle
from directory.accounts.passwords import Hashed
from directory.accounts.throttle import Limit
from directory.keys import Keys
from directory.storage.people import failures
from directory.storage.people import staff as rows

LIMITS: Mapping[str, Limit] = {"account": Limit(5), "address": Limit(50), "device": Limit(10)}
DEVICE_DAYS = 180

WRONG = "This e-mail and password do not go together. Check both, or ask your administrator for a link to set a new password."


@dataclass(frozen=True, slots=True)
class SignInResult:
    """A successful sign-in: `token` goes into the session cookie, `device` into the one that stays DEVICE_DAYS."""

    staff_id: str
    token: str = field(repr=False)
    device: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RefusedSignIn:
    """A failed sign-in; `wait_seconds` is None if something was wrong, else how long all attempts are refused.

    The session must be committed all the same, because it records the failure.
    """

    sentence: str
    wait_seconds: int | None = None


def look(
    session: Session, keys: Keys, email: str, password: str, *, address: str, device: str | None, now: datetime.datetime
) -> RefusedSignIn | Callable[[], Hashed]:
    """Return the hashing that an attempt needs, to be done outside any transaction; RefusedSignIn while a bucket is full."""
    found, buckets = _try(session, keys, email, address=address, device=device, now=now)
    if until := _full_until(session, buckets, now):
        return _wait(until - now)
    kept = found.password_hash if found and not found.disabled else None
    return lambda: passwords.verify(kept, password)


def sign_in(
    session: Session, keys: Keys, email: str, hashed: Hashed, *, address: str, device: str | None, now: datetime.datetime
) -> SignInResult | RefusedSignIn:
    """Sign in a user whose password was right, unless a bucket has filled meanwhile; each attempt is in the audit log."""
    found, buckets = _try(session, keys, email, address=address, device=device, now=now)
    failures.lock(session, buckets.values())
    if until := _full_until(session, buckets, now):
        return _wait(until - now)
    # While hashing ran, the account may have been disabled or its password changed.
    held = rows.lock(session, found.id) if found and hashed.right else None
    if held is None or held.disabled or held.password_hash != hashed.against:
        return _fail(session, found, buckets, address=address, now=now)
    if hashed.new is not None:
        rows.set_password(session, held.id, hashed.new)
    failures.clear(session, [bucket for kind, bucket in buckets.items() if kind != "address"])
    return enter(session, keys, held.id, address=address, now=now)


def enter(session: Session, keys: Keys, staff_id: str, *, address: str, now: datetime.datetime) -> SignInResult:
    """Open a session for a user whose password was right, or who has just set it by a link."""
    token = sessions.begin(session, staff_id, now)
    audit.record(session, now=now, staff_id=staff_id, action="staff.signed_in", address=address)
    return SignInResult(staff_id, token, _new_device(keys, staff_id, now))


def _try(
    session: Session, keys: Keys, email: str, *, address: str, device: str | None, now: datetime.datetime
) -> tuple[rows.Account | None, Mapping[str, str]]:
    """Return the account that is tried, and the buckets in which an attempt counts."""
    folded = emails.folded_email(email)
    found = rows.account(session, folded) if emails.can_be_stored(folded) else None
    return found, _buckets(keys, folded, address, _known_device(keys, found, device, now))


def _fail(
    session: Session, found: rows.Account | None, buckets: Mapping[str, str], *, address: str, now: datetime.datetime
) -> RefusedSignIn:
    staff_id = found.id if found else None
    throttle.count(session, buckets.values(), now)
    audit.record(session, now=now, staff_id=staff_id, action="staff.sign_in_failed", address=address)
    # Log this once, when a bucket fills: a row for each later attempt would let anybody fill the log.
    if until := _full_until(session, buckets, now):
        minutes = throttle.minutes(until - now)
        audit.record(
            session, now=now, staff_id=staff_id, action="staff.sign_in_throttled", detail=f"for {minutes}", address=address
        )
    return RefusedSignIn(WRONG)


def _full_until(session: Session, buckets: Mapping[str, str], now: datetime.datetime) -> datetime.datetime | None:
    """Return when all of the buckets have room again; None if none is full."""
    filled = [throttle.full_until(session, bucket, LIMITS[kind], now) for kind, bucket in buckets.items()]
    return max((at for at in filled if at is not None), default=None)


def _wait(time: datetime.timedelta) -> RefusedSignIn:
    sentence = (
        f"There were too many tries that did not fit. Wait {throttle.minutes(time)}, then try again; until then even the right "
        "password is not looked at. Your administrator can give you a link to set a new one."
    )
    return RefusedSignIn(sentence, wait_seconds=ceil(time.total_seconds()))


def _buckets(keys: Keys, email: str, address: str, device: str | None) -> Mapping[str, str]:
    """Return the buckets in which an attempt counts, by kind of limit."""
    if device is not None:
        return {"device": keys.digest("sign-in by device", device)}
    reached_from = throttle.network(address)
    return {
        "account": keys.digest("sign-in by account", f"{reached_from} {email}"),
        "address": keys.digest("sign-in by address", reached_from),
    }


def _new_device(keys: Keys, staff_id: str, now: datetime.datetime) -> str:
    content = f"{now.date().toordinal()}.{secrets.token_urlsafe(16)}"
    return f"{content}.{_signature(keys, staff_id, content)}"


def _known_device(keys: Keys, found: rows.Account | None, device: str | None, now: datetime.datetime) -> str | None:
    """Return the content of a valid device token of this account, or None."""
    content, _, signature = (device or "").rpartition(".")
    expected = _signature(keys, found.id if found else "nobody", content) if device and device.isascii() else ""
    if found is None or not expected or not hmac.compare_digest(signature, expected):
        return None
    made = int(content.partition(".")[0])  # signed by us, so it is a number
    # A day ahead is normal clock deviation; a token further ahead was made while the clock was wrong.
    return content if -1 <= now.date().toordinal() - made <= DEVICE_DAYS else None


def _signature(keys: Keys, staff_id: str, content: str) -> str:
    return keys.digest("sign-in device", f"{staff_id} {content}")
