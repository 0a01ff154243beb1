"""Pure: answers of families and providers, and the service's news that wait beside them, in words."""

from __future__ import annotations

from collections.abc import Mapping

from directory.models.codes import Author, EventKind
from directory.referrals.reasons import REASONS
from directory.referrals.status import KINDS, Event
from directory.worklist.steps import day_words

ANSWERS: Mapping[tuple[Author, EventKind], str] = {
    (Author.FAMILY, EventKind.REACHED): "they called",
    (Author.FAMILY, EventKind.SCHEDULED): "they have an appointment",
    (Author.FAMILY, EventKind.CONNECTED): "they went",
    (Author.FAMILY, EventKind.PLEASE_CALL): "they ask for a call",
    (Author.FAMILY, EventKind.NOTE): "somebody may be in danger",
    (Author.PROVIDER, EventKind.NOTE): "somebody may be in danger",
    (Author.PROVIDER, EventKind.RECEIVED): "they have it",
    (Author.PROVIDER, EventKind.ACCEPTED): "they accept",
    (Author.PROVIDER, EventKind.WAITLISTED): "there is a waiting list",
    (Author.PROVIDER, EventKind.SCHEDULED): "there is an appointment",
    (Author.PROVIDER, EventKind.CONNECTED): "the student came",
    (Author.PROVIDER, EventKind.MISSED_APPOINTMENT): "the student did not come",
}
"""What an answer says, instead of the name of its kind."""

NEWS_WORDS: Mapping[EventKind, str] = {
    EventKind.MAIL_FAILED: "Our mail did not get to the family: check the address, or give the letter another way.",
    EventKind.PROVIDER_MAIL_FAILED: "Our mail did not get to the provider: call, and have the address corrected.",
    EventKind.LISTING_MENDED: "The listing was corrected: tell the family the number in it now, or give them a new letter.",
}


def answer_words(event: Event, *, idle: bool) -> str:
    """Return an answer as the list shows it, or the service's news.

    An answer that changed nothing came late, twice or out of order, and says so.
    """
    if event.kind in NEWS_WORDS:
        return NEWS_WORDS[event.kind]
    who = "The family" if event.who == Author.FAMILY else "The provider"
    said = ANSWERS.get((event.who, event.kind), KINDS[event.kind].lower())
    if event.kind == EventKind.NOT_COMPLETED:
        reason = REASONS[event.reason] if event.reason else None
        said = f"it did not work. {reason.words}" if reason else "it did not work"
    on = f" on {day_words(event.on_date)}" if event.kind == EventKind.SCHEDULED and event.on_date else ""
    until = f" until {day_words(event.on_date)}" if event.kind == EventKind.WAITLISTED and event.on_date else ""
    return f"{who} answered: {said}{on}{until}.{' It changed nothing: look at it.' if idle else ''}"
