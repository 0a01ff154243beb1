"""Pure: answers of families and providers, and the service's news that wait beside them, in words."""

from __future__ import annotations

from collections.abc import Mapping

from directory.referrals.reasons import REASONS
from directory.referrals.status import KINDS, Event
from directory.worklist.steps import day_words

ANSWERS: Mapping[tuple[str, str], str] = {
    ("family", "reached"): "they called",
    ("family", "scheduled"): "they have an appointment",
    ("family", "connected"): "they went",
    ("family", "please_call"): "they ask for a call",
    ("family", "note"): "somebody may be in danger",
    ("provider", "note"): "somebody may be in danger",
    ("provider", "received"): "they have it",
    ("provider", "accepted"): "they accept",
    ("provider", "waitlisted"): "there is a waiting list",
    ("provider", "scheduled"): "there is an appointment",
    ("provider", "connected"): "the student came",
    ("provider", "missed_appointment"): "the student did not come",
}
"""What an answer says, instead of the name of its kind."""

NEWS_WORDS: Mapping[str, str] = {
    "mail_failed": "Our mail did not get to the family: check the address, or give the letter another way.",
    "provider_mail_failed": "Our mail did not get to the provider: call, and have the address corrected.",
    "listing_mended": "The listing was corrected: tell the family the number in it now, or give them a new letter.",
}


def answer_words(event: Event, *, idle: bool) -> str:
    """Return an answer as the list shows it, or the service's news.

    An answer that changed nothing came late, twice or out of order, and says so.
    """
    if event.kind in NEWS_WORDS:
        return NEWS_WORDS[event.kind]
    who = "The family" if event.who == "family" else "The provider"
    said = ANSWERS.get((event.who, event.kind), KINDS[event.kind].lower())
    if event.kind == "not_completed":
        reason = REASONS.get(event.reason or "")
        said = f"it did not work. {reason.words}" if reason else "it did not work"
    on = f" on {day_words(event.on_date)}" if event.kind == "scheduled" and event.on_date else ""
    until = f" until {day_words(event.on_date)}" if event.kind == "waitlisted" and event.on_date else ""
    return f"{who} answered: {said}{on}{until}.{' It changed nothing: look at it.' if idle else ''}"
