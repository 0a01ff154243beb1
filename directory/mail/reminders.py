"""Reminders due today: to a family with a letter, or to a provider that was contacted, without a response so far.

A referral that is due brings a reminder, on a school day, when somebody answers the number in it: each audience of a referral
gets at most one in EVERY school days and MOST in all. An appointment is recalled some school days before it (Work.remind_before),
once for each of these days, and on any day if that day was missed; nobody is reminded on its own day or after it. Nothing goes to
an address that was stopped or that the server reported as not taking mail.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from directory import clock
from directory.errors import KeysError, RefusedError
from directory.mail.addresses import address_hash, mailable
from directory.models.codes import Author, MailKind, MailState, Recipient, ReferralStatus
from directory.referrals import disclosures
from directory.referrals.choices import still_referable
from directory.referrals.files import snapshot_of
from directory.referrals.status import Event, state_of
from directory.referrals.updates import as_events
from directory.referrals.work import Work
from directory.storage.referrals import events, outbox, reminders
from directory.storage.referrals.outbox import MailRow
from directory.storage.referrals.referrals import ReferralRow
from directory.students import contact_ways
from directory.students.profile import GuardianDetails
from directory.worklist.family_due import (
    WAITING_FOR_FAMILY,
    appointments_until,
    guardians,
    just_answered,
    kind_due,
)

EVERY = 5
"""School days between two reminders of one referral to the same audience."""

MOST = 3
KINDS = (MailKind.REMINDER, MailKind.APPOINTMENT)
"""Kinds of mail that an address can stop; all other mail is sent by a person."""

NO_MAIL_TAKEN = "The address does not take mail"
"""The reason for giving mail up for good: nothing is sent to the address again."""


@dataclass(frozen=True, slots=True, repr=False)
class Reminder:
    """A reminder to send: `language` is an ISO 639 code, `on` and `at_time` are those of the appointment."""

    row: ReferralRow
    audience: Recipient
    kind: MailKind
    to: str
    language: str
    on: datetime.date | None = None
    at_time: str | None = None


def due(work: Work) -> list[Reminder]:
    """Return all reminders of today; a record that cannot be opened is skipped, since it must not hold up the others."""
    until = appointments_until(work)
    rows = reminders.candidates(work.session, WAITING_FOR_FAMILY, work.today, until)
    return [found for row in rows for found in due_of(work, row)]


def due_of(work: Work, row: ReferralRow) -> list[Reminder]:
    """Return the reminders of today for one referral."""
    found = [one for one in wanted(work, row) if one.kind == MailKind.APPOINTMENT or work.calendar.has_school(work.today)]
    sent = outbox.of_referral(work.session, row.id) if found else []
    return [one for one in found if _not_too_much(work, one, sent)]


def wanted(work: Work, row: ReferralRow) -> list[Reminder]:
    """Return the reminders that this referral calls for now, regardless of what was sent before."""
    if not reminders.is_enrolled(work.session, row.student_id):
        return []
    history = as_events(events.of(work.session, row.id))
    try:
        found = (_family(work, row, history), _provider(work, row, history))
    except KeysError:
        return []
    return [one for one in found if one is not None]


def asks_by_mail(work: Work, row: ReferralRow, kind: MailKind, cared: Sequence[GuardianDetails]) -> bool:
    """Whether mail of this kind asks the family now, so that nobody needs to call.

    It does if mail reaches the family and, after MOST reminders, the last is too recent for another one to be due.
    """
    guardian = by_mail(work, cared)
    if guardian is None or guardian.email is None or not _open_to(work, address_hash(work.keys, guardian.email)):
        return False
    earlier = _earlier(outbox.of_referral(work.session, row.id), Recipient.FAMILY, kind)
    return kind == MailKind.APPOINTMENT or len(earlier) < MOST or _is_recent(work, earlier)


def may_be_written_to(work: Work, row: ReferralRow, hashed: str) -> bool:
    """Whether this is the address of a guardian for whom mail is safe today."""
    cared = guardians(work, row)
    return hashed in {address_hash(work.keys, to) for one in cared if (to := contact_ways.by_mail(one, cared)) is not None}


def by_mail(work: Work, cared: Sequence[GuardianDetails]) -> GuardianDetails | None:
    """Return the first guardian for whom mail is safe, at an address that accepts mail; it may have been stopped."""
    return next((one for one in cared if (to := mailable(contact_ways.by_mail(one, cared))) and not _is_dead(work, to)), None)


def _family(work: Work, row: ReferralRow, history: Sequence[Event]) -> Reminder | None:
    state = state_of(history)
    kind = kind_due(work, row, state, history)
    guardian = by_mail(work, guardians(work, row)) if kind else None
    if kind is None or guardian is None or guardian.email is None:
        return None
    found = Reminder(row, Recipient.FAMILY, kind, guardian.email.strip(), guardian.language or row.language or "en")
    return found if kind == MailKind.REMINDER else replace(found, on=state.on_date, at_time=state.at_time)


def _provider(work: Work, row: ReferralRow, history: Sequence[Event]) -> Reminder | None:
    state = state_of(history)
    is_silent = state.told and not state.heard
    is_due = is_silent and state.status == ReferralStatus.SENT and row.due_on is not None and row.due_on <= work.today
    if not is_due or just_answered(state, history, Author.PROVIDER):
        return None
    to = _address_of(work, row)
    if to is None or not disclosures.consents_for(work, row):
        return None
    return Reminder(row, Recipient.PROVIDER, MailKind.REMINDER, to, "en")


def _address_of(work: Work, row: ReferralRow) -> str | None:
    """Return the provider's current address, or None if no family may be sent there any more."""
    try:
        return mailable(still_referable(work.session, snapshot_of(work.keys, row).provider, work.today).email)
    except RefusedError:
        return None


def _not_too_much(work: Work, reminder: Reminder, sent: Sequence[MailRow]) -> bool:
    earlier = _earlier(sent, reminder.audience, reminder.kind)
    if any(one.state == MailState.WAITING for one in earlier):
        return False
    # An appointment is recalled at most once a day; `is_recalled` handles the rest.
    enough = _last_day(work, earlier) == work.today if reminder.kind == MailKind.APPOINTMENT else len(earlier) >= MOST
    if enough or (reminder.kind != MailKind.APPOINTMENT and _is_recent(work, earlier)):
        return False
    return _open_to(work, address_hash(work.keys, reminder.to))


def _earlier(sent: Sequence[MailRow], audience: Recipient, kind: MailKind) -> list[MailRow]:
    return [one for one in sent if (one.audience, one.kind) == (audience, kind) and one.state != MailState.STOPPED]


def _is_recent(work: Work, earlier: Sequence[MailRow]) -> bool:
    """Whether the last of these went out within EVERY school days."""
    last = _last_day(work, earlier)
    return last is not None and work.calendar.after(last, EVERY) > work.today


def _last_day(work: Work, earlier: Sequence[MailRow]) -> datetime.date | None:
    """Return the local day on which the last of these was sent, or created if it was not sent.

    Days in the future are ignored: the clock ran ahead when they were recorded.
    """
    days = [clock.day_of(one.sent_at or one.made_at) for one in earlier]
    return max((day for day in days if day <= work.today), default=None)


def _open_to(work: Work, hashed: str) -> bool:
    return not (outbox.is_stopped(work.session, hashed) or outbox.took_none(work.session, hashed, NO_MAIL_TAKEN))


def _is_dead(work: Work, address: str) -> bool:
    return outbox.took_none(work.session, address_hash(work.keys, address), NO_MAIL_TAKEN)
