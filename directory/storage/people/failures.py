"""The rows of failed sign-ins, counted by bucket: a keyed hash of what they count against."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from directory.models import SignInFailure, table
from directory.storage.engine import is_sqlite

FAILURE = table(SignInFailure)


def lock(session: Session, buckets: Iterable[str]) -> None:
    """Wait until nobody else is trying on these buckets, so that simultaneous attempts are counted one after the other.

    SQLite has one writer at a time anyway.
    """
    if not is_sqlite(session):
        for bucket in sorted(buckets):  # in one order, to avoid deadlocks
            session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(bucket, 0))))


def nth_newest(
    session: Session, bucket: str, number: int, *, since: datetime.datetime, until: datetime.datetime
) -> datetime.datetime | None:
    """Return the time of the `number`-th failure counted backwards from `until`; None if there are fewer."""
    recent = select(FAILURE.c.at).where(FAILURE.c.bucket == bucket, FAILURE.c.at > since, FAILURE.c.at <= until)
    return session.scalar(recent.order_by(FAILURE.c.at.desc()).offset(number - 1).limit(1))


def add(session: Session, buckets: Iterable[str], now: datetime.datetime) -> None:
    """Add a failure to each of the buckets."""
    session.execute(insert(FAILURE), [{"bucket": bucket, "at": now} for bucket in buckets])


def clear(session: Session, buckets: Iterable[str]) -> None:
    """Empty these buckets."""
    session.execute(delete(FAILURE).where(FAILURE.c.bucket.in_(list(buckets))))


def forget(session: Session, before: datetime.datetime) -> None:
    """Delete the failures before a time, except those that somebody else is deleting."""
    old = select(FAILURE.c.id).where(FAILURE.c.at < before).with_for_update(skip_locked=True)
    session.execute(delete(FAILURE).where(FAILURE.c.id.in_(old)))
