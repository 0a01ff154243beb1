"""Rate limits on guessing: codes by address and in total, unknown links by address, answers by referral.

| bucket        | counts                                             | misses | within     |
|---------------|----------------------------------------------------|--------|------------|
| code address  | codes that do not fit, from one client address     | 10     | 15 minutes |
| code          | codes that do not fit, in the whole service        | 200    | 1 hour     |
| link address  | links that are unknown, from one client address    | 30     | 1 hour     |

An attacker who fills the bucket of the whole service from many addresses blocks codes for everybody for that hour. The QR code,
the link and the telephone still work, and a short code cannot be safe without this limit. A valid link always opens, since nobody
guesses 128 bits, and a thousand families may share one address of a telephone company.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from sqlalchemy.orm import Session

from directory.accounts import audit, throttle
from directory.accounts.throttle import Limit, network
from directory.keys import Keys
from directory.storage.people import failures

LIMITS: Mapping[str, Limit] = {
    "code address": Limit(10, datetime.timedelta(minutes=15)),
    "code": Limit(200, datetime.timedelta(hours=1)),
    "link address": Limit(30, datetime.timedelta(hours=1)),
}

Buckets = Mapping[str, str]


def of_codes(keys: Keys, address: str) -> Buckets:
    """Return the buckets in which a code that does not fit counts."""
    return {
        "code address": keys.digest("answer code by address", network(address)),
        "code": keys.digest("answer code misses", "the whole service"),
    }


def of_links(keys: Keys, address: str) -> Buckets:
    """Return the bucket in which an unknown link counts."""
    return {"link address": keys.digest("answer link by address", network(address))}


def lock(session: Session, buckets: Buckets) -> None:
    """Wait until no other request is using these buckets."""
    failures.lock(session, buckets.values())


def full(session: Session, buckets: Buckets, now: datetime.datetime) -> bool:
    """Whether any of the buckets is full."""
    return any(throttle.full_until(session, bucket, LIMITS[kind], now) is not None for kind, bucket in buckets.items())


def miss(session: Session, buckets: Buckets, now: datetime.datetime, *, page: str, address: str) -> None:
    """Count a miss; the audit log records it once, when a bucket becomes full."""
    throttle.count(session, buckets.values(), now)
    if full(session, buckets, now):
        detail = "too many codes or links that do not fit"
        audit.record(
            session, now=now, staff_id=None, action="access.refused", subject=f"page:{page}", detail=detail, address=address
        )
