"""The receipts of forms, so that a form that is sent twice is carried out once."""

from __future__ import annotations

import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from directory.models import FormReceipt, table
from directory.storage.engine import is_sqlite
from directory.storage.people.tokens import hashed

RECEIPT = table(FormReceipt)
KEPT = datetime.timedelta(days=2)


def claim(session: Session, token: str, now: datetime.datetime) -> bool:
    """Whether this form is the first with its one-time number, which is then taken.

    A second one waits until the first is done; if the first was rolled back, the second counts as first.
    """
    old = select(RECEIPT.c.token_hash).where(RECEIPT.c.at < now - KEPT).with_for_update(skip_locked=True)
    session.execute(delete(RECEIPT).where(RECEIPT.c.token_hash.in_(old)))
    insert = sqlite.insert if is_sqlite(session) else postgresql.insert
    taken = insert(RECEIPT).values(token_hash=hashed(token), at=now).on_conflict_do_nothing().returning(RECEIPT.c.token_hash)
    return session.scalar(taken) is not None


def done(session: Session, token: str, location: str) -> None:
    """Store where the form led to, for a repeated submission."""
    session.execute(update(RECEIPT).where(RECEIPT.c.token_hash == hashed(token)).values(location=location))


def drop(session: Session, token: str) -> None:
    """Release a number, because what it was taken for was not done."""
    session.execute(delete(RECEIPT).where(RECEIPT.c.token_hash == hashed(token)))


def location_of(session: Session, token: str) -> str | None:
    """Return where a form with this number led to; None if none was carried out, or it led nowhere."""
    return session.scalar(select(RECEIPT.c.location).where(RECEIPT.c.token_hash == hashed(token)))
