"""Actions of the work list: recording an outcome with one click, putting a referral off, taking a referral over."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from directory.errors import RefusedError, UnknownError, UsageError
from directory.models.codes import EventKind
from directory.referrals import updates
from directory.referrals.event_checks import NewEvent
from directory.referrals.status import refusal
from directory.referrals.work import Work
from directory.storage.referrals import events as stored_events
from directory.storage.referrals import referrals
from directory.storage.referrals import worklist as stored
from directory.worklist.steps import KINDS_AT_ONE_CLICK, can_wait
from directory.worklist.work_list import name_of, step_from

CHANGED = "This referral was changed meanwhile: nothing was recorded. Look at it again in the list."


@dataclass(frozen=True, slots=True, repr=False)
class RecordedAction:
    """What was just recorded about a referral: the kind of event, the student's name, and the day on which it is due again."""

    referral_id: str
    event_id: str
    name: str | None
    kind: EventKind
    again: datetime.date | None


def at_one_click(
    work: Work,
    referral_id: str,
    kind: str,
    *,
    earlier: bool = False,
    happened_on: datetime.date | None = None,
    expected: str | None = None,
) -> updates.RecordedEvent:
    """Record an outcome that the list offers for a referral as it is now; the day defaults to today.

    Raises UnknownError out of scope, UsageError for a kind that no list offers, RefusedError if the referral was changed
    meanwhile, StaleError if something happened after `expected`, the newest event that the list knew of, EarlyError unless
    `earlier` says that it happened before the appointment.
    """
    row = referrals.lock(work.session, work.scope, referral_id)
    if kind not in KINDS_AT_ONE_CLICK:
        raise UsageError("Choose what happened: press one of the buttons of the list.")
    step, state, _ = step_from(work, row.status, row.choice, row.due_on, stored_events.of(work.session, referral_id))
    chosen = EventKind(kind)
    if chosen not in step.at_one_click:
        raise RefusedError(refusal(state, chosen) or CHANGED)
    return updates.record(work, referral_id, NewEvent(chosen, happened_on, earlier=earlier), expected=expected)


def later(work: Work, referral_id: str, day: datetime.date | None, *, expected: str | None = None) -> updates.RecordedEvent:
    """Put a referral off until a day.

    Raises UsageError if the day is missing or not in the future, RefusedError for a closed referral, StaleError as at_one_click
    does.
    """
    row = referrals.lock(work.session, work.scope, referral_id)
    if day is None or day <= work.today:
        raise UsageError("Give a day after today on which to look again.")
    if not can_wait(row.status, row.reason):
        raise RefusedError("This referral is closed: there is nothing to look at later. Open it again first.")
    return updates.record(work, referral_id, NewEvent(EventKind.SEEN, on_date=day), expected=expected)


def recorded(work: Work, event_id: str) -> RecordedAction | None:
    """Return an event recorded by the current user, to confirm and to undo it; None if it is another's, taken back or missing."""
    row = stored.referral_of_event(work.session, work.scope, event_id)
    found = stored_events.of(work.session, row.id) if row else []
    event = next((one for one in found if one.id == event_id and one.staff_id == work.scope.staff_id), None)
    if row is None or event is None or event.kind == EventKind.RETRACTED or any(one.retracts == event_id for one in found):
        return None
    due = stored.one(work.session, work.scope, row.id, work.today)
    return RecordedAction(row.id, event_id, name_of(work, due) if due else None, event.kind, row.due_by(work.today))


def take_over(work: Work, referral_id: str) -> None:
    """Make the current user the owner of a referral that nobody works on; raise RefusedError if somebody does."""
    row = stored.one(work.session, work.scope, referral_id, work.today)
    if row is None:
        raise UnknownError(referrals.NO_REFERRAL)
    if row.cared_for:
        raise RefusedError(f"{row.owner_name} works on this referral: ask them to hand it over.")
    updates.record(work, referral_id, NewEvent(EventKind.HANDED_OVER, words="Taken over: nobody worked on it."))
    if not stored.give_to(work.session, [referral_id], work.scope.staff_id, of=row.owner_id):
        raise RefusedError(CHANGED)
