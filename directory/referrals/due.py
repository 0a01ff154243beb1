"""Pure: the day on which somebody should look at a referral again, by its status and the school calendar.

>>> state = State(status="sent", since=datetime.date(2026, 11, 23))
>>> due_on(state, SchoolCalendar(), datetime.date(2026, 11, 23))
datetime.date(2026, 11, 26)
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from directory.district_settings.school_calendar import SchoolCalendar
from directory.models.codes import ReferralStatus
from directory.referrals.reasons import REASONS
from directory.referrals.status import State

SCHOOL_DAYS: Mapping[str, int] = {
    "draft": 1,  # a letter that nobody gives helps nobody
    "sent": 3,  # until somebody speaks with the family: contact within three days doubles or triples how many get there
    "told": 2,  # to hear from a provider that was contacted, while the letter is with the family
    "reached": 5,
    "accepted": 5,
    "waitlisted": 20,  # where the provider named no day
    "scheduled": 1,  # after the appointment
    "missed": 1,
    "connected": 20,  # are they still going?
}
"""School days after the status began, or after the last thing that staff recorded in it."""

REMIND_BEFORE = (3, 1)
"""School days before an appointment on which the family is reminded of it, unless the settings say otherwise."""

RECHECK_DAYS = 20
"""School days after which a provider without room is checked again, unless somebody names a day."""

FOLLOWED = frozenset({"ask", "other_contact"})
"""Next steps that are a task of their own after a referral has closed, until staff have recorded something."""

UNTOUCHED_DAYS = 14
"""Days in a row without any work after which an open referral is escalated."""

DUE_DAYS = 5
"""Days for which it must have been due by then: an appointment in a month is not forgotten on the day it becomes due."""

_DAY = datetime.timedelta(days=1)


def due_on(
    state: State, calendar: SchoolCalendar, opened_on: datetime.date, before: Sequence[int] = REMIND_BEFORE
) -> datetime.date | None:
    """Return the day, or None where nobody needs to look: it is closed, and no day was named to look again.

    `before` are the school days before an appointment on which the family is reminded. Once the appointment's day has come,
    `ask_on` replaces a day that was meant for a reminder.
    """
    if state.look_on is not None and state.open:
        return calendar.after(state.look_on, 0)
    if not state.open:
        return _next_step(state, calendar)
    since = _since(state, opened_on)
    if state.status == ReferralStatus.SCHEDULED and not state.missed:
        return remind_on(state, calendar, before) or ask_on(state, calendar, opened_on)
    if state.status == ReferralStatus.WAITLISTED and state.on_date is not None:
        return max(calendar.after(state.on_date, 0), calendar.after(since, 1))
    day = calendar.after(since, SCHOOL_DAYS["missed" if state.missed else state.status])
    if state.status == ReferralStatus.SENT and state.told and not state.heard:
        return min(day, calendar.after(max(since, state.told_on or since), SCHOOL_DAYS["told"]))
    return day


def remind_on(state: State, calendar: SchoolCalendar, before: Sequence[int]) -> datetime.date | None:
    """Return the next day on which to remind the family of its appointment, or None where no reminder is left.

    A family that made the appointment or was reminded on a reminder's day or later needs no reminder for that day.
    """
    last = _known_on(state)
    return next((day for day in _reminder_days(state, calendar, before) if last is None or day > last), None)


def mail_on(state: State, calendar: SchoolCalendar, before: Sequence[int]) -> datetime.date | None:
    """Return the same for mail, which also goes out on days without school.

    An appointment that was made after the last reminder day is recalled on the day after it was made, even on a Sunday.
    """
    days, made = _reminder_days(state, calendar, before), state.made_on
    if days and made is not None and max(days) <= made and state.recalled_on is None:
        return made + _DAY
    return remind_on(state, calendar, before)


def ask_on(state: State, calendar: SchoolCalendar, opened_on: datetime.date) -> datetime.date | None:
    """Return the day to ask the family how the appointment went; None if there is no appointment or it was missed."""
    if state.status != ReferralStatus.SCHEDULED or state.missed:
        return None
    since = _since(state, opened_on)
    return calendar.after(max(state.on_date or since, since), SCHOOL_DAYS["scheduled"])


def _since(state: State, opened_on: datetime.date) -> datetime.date:
    return max(day for day in (state.since, state.touched, opened_on) if day is not None)


def _reminder_days(state: State, calendar: SchoolCalendar, before: Sequence[int]) -> list[datetime.date]:
    day = state.on_date
    return [] if day is None else sorted(calendar.before(day, days) for days in before)


def _known_on(state: State) -> datetime.date | None:
    """Return the last day on which the family certainly knew of its appointment."""
    return max((day for day in (state.made_on, state.recalled_on) if day is not None), default=None)


def _next_step(state: State, calendar: SchoolCalendar) -> datetime.date | None:
    """Return the day for the task that a reason gives staff: to check whether there is room now, or to talk with the family."""
    if state.status != ReferralStatus.NOT_COMPLETED or state.reason is None or state.since is None:
        return None
    step = REASONS[state.reason].step
    if step == "recheck":
        return _room_check_day(state, calendar)
    if step in FOLLOWED and not state.followed:
        return calendar.after(state.since, 1)
    return None if state.look_on is None else calendar.after(state.look_on, 0)


def _room_check_day(state: State, calendar: SchoolCalendar) -> datetime.date | None:
    """Return the day to check whether there is room now: the one set last, until somebody checked on it or later."""
    day = state.look_on or state.on_date
    looked = state.look_on is None and state.followed and day is not None and state.touched is not None and state.touched >= day
    return None if looked or day is None else calendar.after(day, 0)
