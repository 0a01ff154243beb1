"""Pure: on which day somebody should look at a referral again, by its status and the school calendar.

>>> state = State(status="sent", since=datetime.date(2026, 11, 23))
>>> due_on(state, SchoolCalendar(), datetime.date(2026, 11, 23))
datetime.date(2026, 11, 30)
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from directory.referrals.loop.calendar import SchoolCalendar
from directory.referrals.loop.reasons import REASONS
from directory.referrals.loop.status import State

SCHOOL_DAYS: Mapping[str, int] = {
    "draft": 1,  # a letter that nobody gives helps nobody
    "sent": 5,  # to hear from the family
    "told": 2,  # to hear from a provider who was told and has not been heard, while the letter is with the family
    "reached": 5,
    "accepted": 5,
    "waitlisted": 20,  # where they named no day
    "scheduled": 1,  # after the appointment
    "missed": 1,
    "connected": 20,  # are they still going?
}
"""School days after the status began, or after the last thing that staff recorded in it."""

RECHECK_DAYS = 20
"""School days after which a provider without room is looked at again, where nobody names a day."""

FOLLOWED = frozenset({"ask", "other_contact"})
"""Next steps that are a task of their own after a referral has closed, until staff have recorded something."""

UNTOUCHED_DAYS = 14
"""Days in a row after which an open referral that nobody touched is escalated."""


def due_on(state: State, calendar: SchoolCalendar, opened_on: datetime.date) -> datetime.date | None:
    """The day; None where nobody needs to look: it is closed, and no day was named to look again."""
    if state.look_on is not None and state.open:
        return state.look_on
    if not state.open:
        return _next_step(state, calendar)
    since = max(day for day in (state.since, state.touched, opened_on) if day is not None)
    if state.status == "scheduled" and not state.missed:
        return calendar.after(max(state.on_date or since, since), SCHOOL_DAYS["scheduled"])
    if state.status == "waitlisted" and state.on_date is not None:
        return max(calendar.after(state.on_date, 0), calendar.after(since, 1))
    waits_for_provider = state.status == "sent" and state.told and not state.heard
    key = "missed" if state.missed else "told" if waits_for_provider else state.status
    return calendar.after(since, SCHOOL_DAYS[key])


def _next_step(state: State, calendar: SchoolCalendar) -> datetime.date | None:
    """The day for what a reason asks of staff: to look whether there is room now, or to talk with the family."""
    if state.status != "not_completed" or state.reason is None or state.since is None:
        return None
    step = REASONS[state.reason].step
    if step == "recheck":
        return _look_again(state)
    return calendar.after(state.since, 1) if step in FOLLOWED and not state.followed else state.look_on


def _look_again(state: State) -> datetime.date | None:
    """The day to look whether there is room now: the one set last, until somebody looked on it or after it."""
    day = state.look_on or state.on_date
    looked = state.look_on is None and state.followed and day is not None and state.touched is not None and state.touched >= day
    return None if looked else day
