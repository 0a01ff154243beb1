"""Putting mail into the outbox, sealed under the student's key until it has been sent; delivery does the rest."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from directory.errors import UsageError
from directory.mail.addresses import address_hash, mailable
from directory.models.codes import MailKind, Recipient
from directory.referrals.work import Work
from directory.storage.ids import new_id
from directory.storage.referrals import outbox as stored
from directory.storage.referrals.referrals import ReferralRow
from directory.students.seals import kept_in, seal

NO_ADDRESS = "Mail cannot go to this address: check it. It should look like ana.ruiz@example.org."


@kept_in("outbox_mail")
@dataclass(frozen=True, slots=True, repr=False)
class Mail:
    """A mail as it will be sent: plain text, and optionally the same as HTML.

    `stop` is the page on which its reader stops reminders, `reply_to` the address for replies, `about` the day and the time of
    the appointment that it recalls.
    """

    to: str
    subject: str
    body: str
    html: str | None = None
    stop: str | None = None
    reply_to: str | None = None
    about: str | None = None


def about(day: datetime.date | None, at_time: str | None) -> str | None:
    """Return the value of `Mail.about` for an appointment."""
    return f"{day.isoformat()} {at_time or ''}".strip() if day else None


def queue(
    work: Work,
    row: ReferralRow,
    *,
    audience: Recipient,
    kind: MailKind,
    to: str,
    subject: str,
    body: str,
    html: str | None = None,
    reply_to: str | None = None,
) -> str:
    """Put a mail about a locked referral into the outbox and return its id; raise UsageError for an invalid address."""
    mail_id = reserve(work, row, audience=audience, kind=kind, to=to)
    write(work, row, mail_id, Mail(to, subject, body, html, reply_to=reply_to))
    return mail_id


def reserve(work: Work, row: ReferralRow, *, audience: Recipient, kind: MailKind, to: str) -> str:
    """Reserve a mail whose text needs its own id for a link, otherwise as `queue`; `write` it in the same transaction."""
    address = mailable(to)
    if address is None:
        raise UsageError(NO_ADDRESS)
    mail_id = new_id()
    stored.put(
        work.session,
        stored.NewMailRow(
            id=mail_id,
            student_id=row.student_id,
            referral_id=row.id,
            audience=audience,
            kind=kind,
            address_hash=address_hash(work.keys, address),
            made_at=work.now,
        ),
    )
    work.changed("mail.queued", student_id=row.student_id, subject=f"referral:{row.id}", detail=f"{kind} to the {audience}")
    return mail_id


def write(work: Work, row: ReferralRow, mail_id: str, mail: Mail) -> None:
    """Set the text of a reserved mail."""
    sealed = seal(work.keys.unwrap(row.data_key), mail, row_id=mail_id, student_id=row.student_id)
    stored.fill(work.session, mail_id, sealed)


def stop(work: Work, hashed: str, kinds: tuple[MailKind, ...]) -> bool:
    """Stop mail of these kinds to an address; return False if it was stopped before."""
    return stored.stop(work.session, hashed, kinds, work.now)
