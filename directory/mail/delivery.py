"""Sending the outbox: each mail at least once, and hardly ever twice.

Each mail goes through three steps: it is claimed in one transaction, passed to the server outside of any, and marked in another.
A claim blocks other senders for LEASE. A crash between the server's acceptance and the mark sends the mail once more: a second
reminder does less harm than none, and mail programs recognize it by the same Message-ID. Marking first would lose mail without a
trace.

Each mail is checked again right before it is sent: recipients who answered, withdrew, stopped or were deleted get none.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from directory.errors import KeysError, RefusedError, UnknownError
from directory.mail import outbox, reminders, server
from directory.mail.addresses import address_hash
from directory.mail.outbox import Mail
from directory.mail.server import Delivery, MailConnection
from directory.models.codes import EndCode, EventKind, MailState, Recipient
from directory.referrals import disclosures, next_steps, updates
from directory.referrals.choices import still_referable
from directory.referrals.event_checks import NewEvent
from directory.referrals.files import snapshot_of
from directory.referrals.snapshot import FrozenProvider
from directory.referrals.status import CLOSED, MAIL_FAILED
from directory.referrals.work import Work
from directory.storage.referrals import outbox as stored
from directory.storage.referrals import referrals
from directory.storage.referrals import reminders as stored_reminders
from directory.storage.referrals.outbox import MailRow
from directory.storage.referrals.referrals import ReferralRow
from directory.students.seals import unseal

LEASE = datetime.timedelta(minutes=10)
BACKOFF = (*(datetime.timedelta(minutes=minutes) for minutes in (5, 30, 120, 480)), stored.LONGEST_WAIT)
"""The wait after each attempt; after the last one a mail is given up."""

PATIENCE = datetime.timedelta(days=7)
"""How long a mail waits for a server that is down or refuses us: neither says anything about the mail."""

Opening = Callable[[], AbstractContextManager[Work]]
"""Opens a separate writing transaction, with the moment at which it opens as its time."""


@dataclass(frozen=True, slots=True)
class Sender:
    """The sender of mail: the address, and the name of the district."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class DeliveryRun:
    """The result of a run, in numbers of mails; `trouble` is why it ended early."""

    sent: int = 0
    later: int = 0
    failed: int = 0
    stopped: int = 0
    trouble: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class _Claimed:
    """A mail that only this sender handles; `mail` is None if there is nothing left to send."""

    row: MailRow
    mail: Mail | None
    now: datetime.datetime
    state: MailState = MailState.WAITING


def send_waiting(opening: Opening, post: MailConnection, sender: Sender) -> DeliveryRun:
    """Send the waiting mail that is due; stop at the first trouble with the server, which would affect all mail after it."""
    done: Counter[str] = Counter()
    trouble = ""
    while not trouble and (claimed := _claim(opening)) is not None:
        if claimed.mail is None:
            done[claimed.state] += 1
            continue
        data = server.message(claimed.mail, claimed.row.id, sender=sender.address, name=sender.name, now=claimed.now)
        outcome = post.send(sender.address, claimed.mail.to, data)
        trouble = outcome.words if outcome.kind == "trouble" else ""
        with opening() as work:
            done[_mark(work, claimed.row, outcome)] += 1
    return DeliveryRun(done["sent"], done["waiting"], done["failed"], done["stopped"], trouble)


def _claim(opening: Opening) -> _Claimed | None:
    with opening() as work:
        row = stored.claim(work.session, work.now, work.now + LEASE)
        if row is None:
            return None
        if not _still_wanted(work, row):
            stored.finish(work.session, row, MailState.STOPPED)
            return _Claimed(row, None, work.now, MailState.STOPPED)
        mail = _opened(work, row)
        if mail is not None and mail.about is not None and mail.about != _appointment_of(work, row):
            # The appointment was moved since: the next run writes about the new day.
            stored.finish(work.session, row, MailState.STOPPED)
            return _Claimed(row, None, work.now, MailState.STOPPED)
        if mail is None:
            stored.finish(work.session, row, MailState.FAILED, error="The mail could not be opened")
            return _Claimed(row, None, work.now, MailState.FAILED)
        return _Claimed(row, mail, work.now)


def _still_wanted(work: Work, row: MailRow) -> bool:
    """Whether the mail may still go out: what was true when it was queued may have changed since."""
    found = stored_reminders.referral(work.session, row.referral_id)
    if found is None or found.status in CLOSED:
        return False
    if row.kind in reminders.KINDS:
        meant = (row.audience, row.kind, row.address_hash)
        still = [(one.audience, one.kind, address_hash(work.keys, one.to)) for one in reminders.wanted(work, found)]
        return meant in still and not stored.is_stopped(work.session, row.address_hash)
    try:
        if row.audience == Recipient.PROVIDER:
            return (
                disclosures.may_still_be_mailed(work, found, row.made_at)
                and _of_today(work, snapshot_of(work.keys, found).provider) is not None
            )
        return reminders.may_be_written_to(work, found, row.address_hash) and _may_name_provider(work, found)
    except KeysError:
        return False


def _appointment_of(work: Work, row: MailRow) -> str | None:
    """Return the current appointment of a referral in the form of `Mail.about`."""
    found = stored_reminders.referral(work.session, row.referral_id)
    return outbox.about(found.appointment_on, found.appointment_at) if found else None


def _of_today(work: Work, chosen: FrozenProvider) -> FrozenProvider | None:
    """Return the provider as it is now, or None if no family may be sent there any more."""
    try:
        return still_referable(work.session, chosen, work.today)
    except RefusedError:
        return None


def _may_name_provider(work: Work, row: ReferralRow) -> bool:
    """Whether a waiting letter may still name its provider: it is not ruled out, and its place has not become confidential."""
    chosen = snapshot_of(work.keys, row).provider
    now = _of_today(work, chosen)
    return now is not None and (chosen.confidential or not now.confidential)


def _opened(work: Work, row: MailRow) -> Mail | None:
    found = stored_reminders.referral(work.session, row.referral_id)
    if found is None or row.sealed is None:
        return None
    try:
        return unseal(Mail, work.keys.unwrap(found.data_key), row.sealed, row_id=row.id, student_id=row.student_id)
    except KeysError:
        return None


def _mark(work: Work, row: MailRow, outcome: Delivery) -> MailState:
    """Store the outcome of a mail; return its state, which is another sender's if that one was faster."""
    if outcome.kind == "sent":
        return _sent(work, row)
    if _is_given_up(work, row, outcome):
        return _failed(work, row, outcome.words)
    # A mail that was stopped meanwhile stays stopped: only its time is set.
    wait = BACKOFF[min(row.tries, len(BACKOFF)) - 1]
    stored.defer(work.session, row, work.now + wait, outcome.words)
    return MailState.WAITING


def _is_given_up(work: Work, row: MailRow, outcome: Delivery) -> bool:
    if outcome.kind == "trouble":
        return work.now - row.made_at > PATIENCE
    return outcome.kind == "refused" or row.tries > len(BACKOFF)


def _failed(work: Work, row: MailRow, why: str) -> MailState:
    """Give a mail up and show that to the referral's owner: a family that got no letter waits for one."""
    try:
        held = referrals.lock_for_link(work.session, row.referral_id)
    except UnknownError:
        return MailState.FAILED
    mine = stored.finish(work.session, row, MailState.FAILED, error=why)
    if mine and held.status not in CLOSED:
        updates.by_system(work, held, NewEvent(MAIL_FAILED[row.audience], words=f"{why}."))
    if mine and row.audience == Recipient.PROVIDER and why == reminders.NO_MAIL_TAKEN:
        next_steps.flag(work, held, EndCode.WRONG_CONTACT_DETAILS, "its e-mail address takes no mail")
    return MailState.FAILED


def _sent(work: Work, row: MailRow) -> MailState:
    try:
        # The referral before the mail: everything that locks both uses this order.
        held = referrals.lock_for_link(work.session, row.referral_id)
    except UnknownError:
        return MailState.SENT  # the student was deleted meanwhile, and the mail's row with them
    mine = stored.finish(work.session, row, MailState.SENT, sent_at=work.now, error=None)
    if mine and row.kind in reminders.KINDS:
        updates.by_system(work, held, NewEvent(EventKind.REMINDED, words=f"By e-mail, to the {row.audience}."))
    return MailState.SENT
