"""Guesses slowed down: codes by address and as a whole, unknown links by address, answers by referral.

| bucket        | counts                                             | misses | within     |
|---------------|----------------------------------------------------|--------|------------|
| code address  | codes that do not fit, from one client address     | 10     | 15 minutes |
| code          | codes that do not fit, in the whole service        | 200    | 1 hour     |
| link address  | links that are unknown, from one client address    | 30     | 1 hour     |

Whoever fills the bucket of the whole service, from many addresses at once, keeps codes from everybody for that hour: the QR
code, the link and the telephone still work, and a short code cannot be safe without it. A link that is right always opens,
since nobody guesses 128 bits, and a thousand families may share the one address of a telephone company.
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
    """The buckets in which a code that does not fit counts."""
    return {
        "code address": keys.digest("answer code by address", network(address)),
        "code": keys.digest("answer code misses", "the whole service"),
    }


def of_links(keys: Keys, address: str) -> Buckets:
    """The bucket in which an unknown link counts."""
    return {"link address": keys.digest("answer link by address", network(address))}


def hold(session: Session, buckets: Buckets) -> None:
    """Waits until nobody else is trying on these buckets."""
    failures.hold(session, buckets.values())


def full(session: Session, buckets: Buckets, now: datetime.datetime) -> bool:
    """Whether one of them has no room for another miss."""
    return any(throttle.full_until(session, bucket, LIMITS[kind], now) is not None for kind, bucket in buckets.items())


def miss(session: Session, buckets: Buckets, now: datetime.datetime, *, page: str, address: str) -> None:
    """Counts a miss; the audit log is told once, when a bucket is full with it."""
    throttle.count(session, buckets.values(), now)
    if full(session, buckets, now):
        detail = "too many codes or links that do not fit"
        audit.record(
            session, now=now, staff_id=None, action="access.refused", subject=f"page:{page}", detail=detail, address=address
        )
