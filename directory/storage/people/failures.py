"""The rows of failed sign-ins, counted by bucket: a keyed hash of what they count against."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from directory.models import SignInFailure, table
from directory.storage.engine import is_sqlite

FAILURE = table(SignInFailure)


def hold(session: Session, buckets: Iterable[str]) -> None:
    """Waits until nobody else is trying on these buckets, so that tries at one moment are counted one after the other.

    SQLite's writers are alone anyway.
    """
    if not is_sqlite(session):
        for bucket in sorted(buckets):  # in one order, so that no two wait for each other
            session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(bucket, 0))))


def nth_newest(
    session: Session, bucket: str, number: int, *, since: datetime.datetime, until: datetime.datetime
) -> datetime.datetime | None:
    """When the failure happened that is the `number`-th counted backwards from `until`; None where there are fewer."""
    recent = select(FAILURE.c.at).where(FAILURE.c.bucket == bucket, FAILURE.c.at > since, FAILURE.c.at <= until)
    return session.scalar(recent.order_by(FAILURE.c.at.desc()).offset(number - 1).limit(1))


def add(session: Session, buckets: Iterable[str], now: datetime.datetime) -> None:
    """Writes a failure into each of the buckets."""
    session.execute(insert(FAILURE), [{"bucket": bucket, "at": now} for bucket in buckets])


def clear(session: Session, buckets: Iterable[str]) -> None:
    """Empties these buckets."""
    session.execute(delete(FAILURE).where(FAILURE.c.bucket.in_(list(buckets))))


def forget(session: Session, before: datetime.datetime) -> None:
    """Deletes the failures before a moment; what somebody else is deleting is left to them."""
    old = select(FAILURE.c.id).where(FAILURE.c.at < before).with_for_update(skip_locked=True)
    session.execute(delete(FAILURE).where(FAILURE.c.id.in_(old)))
