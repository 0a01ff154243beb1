"""The rows of mail: queued, claimed by one sender at a time, with the result of each; and the addresses that opted out."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Update, exists, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from directory.clock import SLACK
from directory.models import MailStop, OutboxMail, Referral, table
from directory.models.codes import MailKind, MailState, Recipient
from directory.storage.columns import KEEP, Keep, changed, columns_of
from directory.storage.engine import is_sqlite

STOP = table(MailStop)
LONGEST_WAIT = datetime.timedelta(days=1)
"""The longest time for which a mail is deferred after an attempt."""


@dataclass(frozen=True, slots=True)
class MailRow:
    """A mail as stored (models.OutboxMail), with the reference number of its referral."""

    id: str
    student_id: str
    referral_id: str
    reference: str
    audience: Recipient
    kind: str
    state: MailState
    address_hash: str
    sealed: bytes | None
    tries: int
    next_at: datetime.datetime
    error: str | None
    made_at: datetime.datetime
    sent_at: datetime.datetime | None


_QUERY: Select[*tuple[Any, ...]] = select(
    OutboxMail.id,
    OutboxMail.student_id,
    OutboxMail.referral_id,
    Referral.reference,
    OutboxMail.audience,
    OutboxMail.kind,
    OutboxMail.state,
    OutboxMail.address_hash,
    OutboxMail.sealed,
    OutboxMail.tries,
    OutboxMail.next_at,
    OutboxMail.error,
    OutboxMail.made_at,
    OutboxMail.sent_at,
).join(Referral, Referral.id == OutboxMail.referral_id)


@dataclass(frozen=True, slots=True, repr=False)
class NewMailRow:
    """A mail to queue, whose text is set afterwards (see `fill`)."""

    id: str
    student_id: str
    referral_id: str
    audience: Recipient
    kind: MailKind
    address_hash: str
    made_at: datetime.datetime


def put(session: Session, mail: NewMailRow) -> None:
    """Add a mail."""
    session.execute(insert(OutboxMail).values(**columns_of(mail), state=MailState.WAITING, tries=0, next_at=mail.made_at))


def fill(session: Session, mail_id: str, sealed: bytes) -> None:
    """Set the text of a mail, which may name the mail itself."""
    session.execute(update(OutboxMail).where(OutboxMail.id == mail_id).values(sealed=sealed))


def of_referral(session: Session, referral_id: str) -> list[MailRow]:
    """Return all mail of a referral, oldest first."""
    query = _QUERY.where(OutboxMail.referral_id == referral_id).order_by(OutboxMail.made_at, OutboxMail.id)
    return [MailRow(*row) for row in session.execute(query)]


def claim(session: Session, now: datetime.datetime, until: datetime.datetime) -> MailRow | None:
    """Return the longest waiting mail that is due, reserved for this sender until a time and counted as tried, or None.

    Two senders never get the same one: PostgreSQL skips what another holds, and SQLite has one writer at a time.
    """
    due = _QUERY.where(OutboxMail.state == MailState.WAITING, _is_due(now), OutboxMail.sealed.is_not(None))
    ordered = due.order_by(OutboxMail.next_at, OutboxMail.id).limit(1)
    row = session.execute(ordered.with_for_update(of=OutboxMail, skip_locked=True)).first()
    if row is None:
        return None
    found = MailRow(*row)
    values = {"next_at": until, "tries": found.tries + 1, "made_at": min(found.made_at, now)}
    session.execute(update(OutboxMail).where(OutboxMail.id == found.id).values(**values))
    return one(session, found.id)


def _is_due(now: datetime.datetime) -> ColumnElement[bool]:
    """Return the condition of due mail, including mail queued or deferred too far while the clock ran ahead."""
    return or_(OutboxMail.next_at <= now, OutboxMail.made_at > now + SLACK, OutboxMail.next_at > now + LONGEST_WAIT + SLACK)


def one(session: Session, mail_id: str) -> MailRow | None:
    """Return a mail; None if it was deleted with its student."""
    row = session.execute(_QUERY.where(OutboxMail.id == mail_id)).first()
    return MailRow(*row) if row else None


def defer(session: Session, claimed: MailRow, until: datetime.datetime, error: str) -> bool:
    """Keep a mail for another attempt, with the server's answer to this one; return False as `finish` does."""
    return session.scalar(_update(claimed).values(next_at=until, error=error).returning(OutboxMail.id)) is not None


def finish(
    session: Session,
    claimed: MailRow,
    state: MailState,
    *,
    error: str | Keep | None = KEEP,
    sent_at: datetime.datetime | Keep = KEEP,
) -> bool:
    """Write the final state of a mail and remove its text; return False if another sender has claimed it, or it is gone."""
    values = changed(state=state, error=error, sent_at=sent_at)
    return session.scalar(_update(claimed).values(sealed=None, **values).returning(OutboxMail.id)) is not None


def _update(claimed: MailRow) -> Update:
    return update(OutboxMail).where(OutboxMail.id == claimed.id, OutboxMail.tries == claimed.tries)


def stop(session: Session, address_hash: str, kinds: Sequence[MailKind], now: datetime.datetime) -> bool:
    """Record that an address opts out of these kinds and stop waiting mail; return False if it was recorded before."""
    new = sqlite.insert if is_sqlite(session) else postgresql.insert
    statement = new(STOP).values(address_hash=address_hash, at=now).on_conflict_do_nothing().returning(STOP.c.address_hash)
    noted = session.scalar(statement) is not None
    waiting = (OutboxMail.address_hash == address_hash, OutboxMail.state == MailState.WAITING, OutboxMail.kind.in_(kinds))
    session.execute(update(OutboxMail).where(*waiting).values(state=MailState.STOPPED, sealed=None))
    return noted


def is_stopped(session: Session, address_hash: str) -> bool:
    """Whether an address has opted out of reminders."""
    return bool(session.scalar(select(exists().where(MailStop.address_hash == address_hash))))


def took_none(session: Session, address_hash: str, error: str) -> bool:
    """Whether mail to an address was given up with this error."""
    failed = (OutboxMail.address_hash == address_hash, OutboxMail.state == MailState.FAILED, OutboxMail.error == error)
    return bool(session.scalar(select(exists().where(*failed))))


def waiting(session: Session) -> tuple[int, datetime.datetime | None]:
    """Return how many mails wait, and when the next one is tried."""
    mine = OutboxMail.state == MailState.WAITING
    count, soonest = session.execute(select(func.count(), func.min(OutboxMail.next_at)).where(mine)).one()
    return count, soonest


def listed(session: Session, state: MailState, limit: int) -> list[MailRow]:
    """Return the mails in a state: waiting ones by their next attempt, others latest first."""
    query = _QUERY.where(OutboxMail.state == state)
    order = (
        (OutboxMail.next_at, OutboxMail.id) if state == MailState.WAITING else (OutboxMail.made_at.desc(), OutboxMail.id.desc())
    )
    return [MailRow(*row) for row in session.execute(query.order_by(*order).limit(limit))]


def counts_since(session: Session, since: datetime.datetime) -> dict[str, int]:
    """Return how many mails made since a time are in each state."""
    query = select(OutboxMail.state, func.count()).where(OutboxMail.made_at >= since).group_by(OutboxMail.state)
    return {str(state): int(count) for state, count in session.execute(query)}
