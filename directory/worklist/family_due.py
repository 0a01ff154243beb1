"""When to ask a family how it went or remind it of an appointment, by mail or by telephone, and its guardians."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from directory.models.codes import Author, MailKind, ReferralStatus
from directory.referrals.due import due_on, mail_on
from directory.referrals.status import Event, State, state_of
from directory.referrals.updates import as_events
from directory.referrals.work import Work
from directory.storage.referrals import events, reminders
from directory.storage.referrals.referrals import ReferralRow
from directory.students import orders
from directory.students.profile import GuardianDetails
from directory.students.seals import unseal

WAITING_FOR_FAMILY = (ReferralStatus.SENT, ReferralStatus.REACHED, ReferralStatus.ACCEPTED)


def appointments_until(work: Work) -> datetime.date:
    """Return the last day whose appointments are recalled today."""
    return work.calendar.after(work.today, max(work.remind_before) + 1)


def family_is_due(work: Work, row: ReferralRow) -> bool:
    """Whether the family should be asked today how it went."""
    history = as_events(events.of(work.session, row.id))
    return kind_due(work, row, state_of(history), history) == MailKind.REMINDER


def kind_due(work: Work, row: ReferralRow, state: State, history: Sequence[Event]) -> MailKind | None:
    """Return the purpose of a mail to the family today: a reminder, an appointment, or None."""
    if state.status == ReferralStatus.SCHEDULED:
        return MailKind.APPOINTMENT if is_recalled(work, state) else None
    # A provider that was contacted is asked after two days; the family has its own days.
    day = due_on(replace(state, told=False), work.calendar, row.opened_on)
    is_due = state.status in WAITING_FOR_FAMILY and day is not None and day <= work.today
    return MailKind.REMINDER if is_due and not just_answered(state, history, Author.FAMILY) else None


def is_recalled(work: Work, state: State) -> bool:
    """Whether mail is to remind the family today of an appointment that is still to come."""
    ahead = (
        state.status == ReferralStatus.SCHEDULED and not state.missed and state.on_date is not None and state.on_date > work.today
    )
    day = mail_on(state, work.calendar, work.remind_before) if ahead else None
    return day is not None and day <= work.today


def just_answered(state: State, history: Sequence[Event], who: Author) -> bool:
    """Whether an answer by `who` still waits to be seen: it is not asked again before that."""
    return any(event.id in state.unseen and event.who == who for event in history)


def guardians(work: Work, row: ReferralRow) -> list[GuardianDetails]:
    """Return the student's guardians in the family's order, including those with a no-contact order, even on a sibling's file.

    Raises KeysError for a damaged record.
    """
    data_key = work.keys.unwrap(row.data_key)
    stored = reminders.guardians(work.session, row.student_id)
    found = [unseal(GuardianDetails, data_key, one.sealed, row_id=one.id, student_id=row.student_id) for one in stored]
    siblings = orders.of_siblings(work.session, work.keys, work.scope, {row.student_id: found})
    return orders.barring(siblings.get(row.student_id, ()), found)
