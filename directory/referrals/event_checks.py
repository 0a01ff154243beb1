"""Pure: validation of an event before it is recorded: problems by the field in which it was typed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from directory.errors import RefusedError
from directory.i18n.dates import weekday
from directory.models.codes import EndCode, EventKind, ReferralStatus
from directory.referrals.reasons import REASONS
from directory.referrals.status import State

LONGEST_WORDS = 4000
FARTHEST_DAYS = 550
"""How many days ahead an appointment or the end of a wait may be: a year and a half."""

DATED: Mapping[EventKind, str] = {EventKind.SCHEDULED: "Give the day of the appointment."}
"""Kinds that need a date of their own."""

EARLIER: Mapping[EventKind, str] = {
    EventKind.CONNECTED: "Did they go earlier?",
    EventKind.COMPLETED: "Did they go earlier, and is the help completed?",
    EventKind.MISSED_APPOINTMENT: "Was an earlier appointment missed?",
}
"""Kinds that say what an appointment led to, with the question to ask while the appointment is still to come."""

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True, repr=False)
class NewEvent:
    """An event to record; `happened_on` None means today.

    `on_date` is the appointment, the end of a waiting list or the day to look again; `at_time` is HH:MM; `words` are sealed.
    `earlier` answers the question of EarlyError: it happened before the appointment.
    """

    kind: EventKind
    happened_on: datetime.date | None = None
    reason: EndCode | None = None
    on_date: datetime.date | None = None
    at_time: str | None = None
    words: str | None = None
    earlier: bool = False


class EarlyError(RefusedError):
    """Raised when an appointment that is still to come is said to have led to something; its text asks, `New.earlier` answers."""

    def __init__(self, kind: EventKind, on_date: datetime.date, at_time: str | None) -> None:
        at = f" at {time_words(at_time)}" if at_time else ""
        super().__init__(f"The appointment is on {weekday(on_date)}{at}. {EARLIER[kind]}")
        self.kind, self.on_date, self.at_time = kind, on_date, at_time


def ask_if_early(state: State, new: NewEvent, today: datetime.date, clock: str) -> None:
    """Raise EarlyError for the result of an appointment whose day, or today its time (`clock` is HH:MM), is still to come."""
    day, at = state.on_date, state.at_time
    if new.kind not in EARLIER or new.earlier or state.status != ReferralStatus.SCHEDULED or day is None:
        return
    if day > today or (day == today and at is not None and at > clock):
        raise EarlyError(new.kind, day, at)


def time_words(at: str | None) -> str:
    """Return a time of day in words: "15:30" is "3:30 pm"."""
    if not at:
        return ""
    hour, minute = int(at[:2]), at[3:]
    return f"{hour % 12 or 12}:{minute} {'am' if hour < 12 else 'pm'}"


def wrong(new: NewEvent, opened_on: datetime.date, today: datetime.date) -> dict[str, str]:
    """Return a sentence for each invalid field: happened_on, reason, on_date, at_time or words."""
    found = {
        "happened_on": _day(new.happened_on, opened_on, today),
        "reason": _reason(new),
        "on_date": _date(new, opened_on, today),
        "at_time": "" if not new.at_time or _TIME.fullmatch(new.at_time) else "Give the time as 3:30 pm or 15:30.",
        "words": _words(new),
    }
    return {field: sentence for field, sentence in found.items() if sentence}


def _day(day: datetime.date | None, opened_on: datetime.date, today: datetime.date) -> str:
    if day is not None and day > today:
        return "This day is still to come: give the day on which it happened."
    if day is not None and day < opened_on:
        return "This is before the referral was opened: check the day."
    return ""


def _reason(new: NewEvent) -> str:
    if new.kind != EventKind.NOT_COMPLETED:
        return ""
    return "" if new.reason in REASONS else "Say why it did not work."


def _date(new: NewEvent, opened_on: datetime.date, today: datetime.date) -> str:
    if new.on_date is None:
        return DATED.get(new.kind, "")
    if new.on_date < opened_on:
        return "This day is before the referral was opened: check it."
    if new.kind == EventKind.NOT_COMPLETED and new.on_date <= today:
        return "Give a day to come, on which you look whether there is room."
    if (new.on_date - today).days > FARTHEST_DAYS:
        return "This day is more than a year and a half away: check the year."
    return ""


def _words(new: NewEvent) -> str:
    if new.words and len(new.words) > LONGEST_WORDS:
        return f"This is longer than {LONGEST_WORDS:,} letters: shorten it."
    if not new.words and new.kind == EventKind.NOTE:
        return "Write the note."
    if not new.words and new.kind == EventKind.NOT_COMPLETED and new.reason == EndCode.OTHER:
        return "Say in a few words what happened."
    return ""
