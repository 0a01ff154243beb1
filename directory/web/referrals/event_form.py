"""The form for what happened to a referral, read into an event, with a sentence for each invalid field."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from directory.form_fields import FormFields
from directory.referrals.event_checks import NewEvent, wrong
from directory.referrals.fit import AcceptedMisfit
from directory.referrals.reasons import REASONS
from directory.referrals.status import MOVES, State
from directory.web.core.forms import Form

MOVE_WORDS: Mapping[str, str] = {
    "sent": "The family has the letter",
    "reached": "Family and provider have talked",
    "accepted": "The provider accepted",
    "waitlisted": "They are on a waiting list",
    "scheduled": "There is an appointment",
    "connected": "They went: the first appointment took place",
    "missed_appointment": "The appointment was missed",
    "completed": "The help came to its end",
    "not_completed": "It did not work",
    "cancelled": "It is not needed any more",
    "entered_in_error": "It was opened by mistake",
    "note": "Nothing of these: write a note",
}
"""The choices of the form, in order; which ones are offered depends on the status."""

BY_BUTTON = ("seen", "reopened", "received")
ON_DATE: Mapping[str, str] = {
    "scheduled": "appointment_on",
    "waitlisted": "wait_until",
    "not_completed": "look_again",
    "note": "look_again",
}
"""The field that holds an event's second day, for kinds that have one besides the day on which they happened."""

FIELDS = ("kind", "happened_on", "appointment_on", "at_time", "wait_until", "reason", "look_again", "words")
DATES = ("happened_on", "appointment_on", "wait_until", "look_again")


@dataclass(frozen=True, slots=True, repr=False)
class TypedEvent:
    """The event, the typed values, and the errors; the latter two by field."""

    new: NewEvent
    typed: Mapping[str, str]
    errors: Mapping[str, str]


def offered(state: State) -> tuple[tuple[str, str], ...]:
    """Return what can be recorded now, with its words."""
    also = {"note"} | ({"missed_appointment"} if state.status == "scheduled" else set())
    words = dict(MOVE_WORDS)
    if state.status == "scheduled":
        words["scheduled"] = "The appointment was moved"
    return tuple((kind, told) for kind, told in words.items() if kind in MOVES[state.status] | also)


def reason_options() -> tuple[tuple[str, str], ...]:
    """Return the reasons, each with its next step."""
    return tuple((code, f"{reason.words}. {reason.next}") for code, reason in REASONS.items())


def blank(today: datetime.date, kind: str = "") -> dict[str, str]:
    """Return the empty form; `kind` is preselected if a link says what happened."""
    return dict.fromkeys(FIELDS, "") | {"happened_on": today.isoformat(), "kind": kind}


def read(form: Form, opened_on: datetime.date, today: datetime.date) -> TypedEvent:
    """Read the form; fields that do not belong to its kind are ignored."""
    typed, fields = {name: form.get(name) for name in FIELDS}, FormFields(form.values)
    kind = typed["kind"] if typed["kind"] in (*MOVE_WORDS, *BY_BUTTON) else ""
    dated = ON_DATE.get(kind, "")
    new = NewEvent(
        kind,
        fields.day("happened_on", until=today),
        typed["reason"] if kind == "not_completed" else None,
        fields.day(dated, since=opened_on) if dated else None,
        fields.time("at_time") if kind == "scheduled" else None,
        fields.words("words"),
    )
    found = {dated if name == "on_date" else name: words for name, words in wrong(new, opened_on, today).items()}
    errors = found | fields.errors
    read_as = {"happened_on": new.happened_on, dated: new.on_date, "at_time": new.at_time}
    kept = typed | {name: str(value) for name, value in read_as.items() if name and value}
    return TypedEvent(new, kept, {name: errors[name] for name in FIELDS if name in errors})


def accepted_in(form: Form) -> AcceptedMisfit:
    """Return why something is done although not everything fits: the reason beside a tick, or the tick that the family agrees."""
    despite = form.get("despite") if form.has("although") else ""
    return AcceptedMisfit(despite or None, form.has("agreed"))
