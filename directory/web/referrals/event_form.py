"""The form for what happened to a referral, read into an event, with a sentence for each invalid field."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from directory.form_fields import FormFields
from directory.models.codes import EventKind, ReferralStatus
from directory.referrals.event_checks import NewEvent, wrong
from directory.referrals.fit import AcceptedMisfit
from directory.referrals.reasons import REASONS
from directory.referrals.status import State, refusal
from directory.web.core.forms import Form

MOVE_WORDS: Mapping[EventKind, str] = {
    EventKind.SENT: "The family has the letter",
    EventKind.REACHED: "Family and provider have talked",
    EventKind.ACCEPTED: "The provider accepted",
    EventKind.WAITLISTED: "They are on a waiting list",
    EventKind.SCHEDULED: "There is an appointment",
    EventKind.CONNECTED: "They went: the first appointment took place",
    EventKind.MISSED_APPOINTMENT: "The appointment was missed",
    EventKind.COMPLETED: "The help came to its end",
    EventKind.NOT_COMPLETED: "It did not work",
    EventKind.CANCELLED: "It is not needed any more",
    EventKind.ENTERED_IN_ERROR: "It was opened by mistake",
    EventKind.NOTE: "Nothing of these: write a note",
}
"""The choices of the form, in order; which ones are offered depends on the status."""

BY_BUTTON = (EventKind.SEEN, EventKind.REOPENED, EventKind.RECEIVED)
ON_DATE: Mapping[EventKind, str] = {
    EventKind.SCHEDULED: "appointment_on",
    EventKind.WAITLISTED: "wait_until",
    EventKind.NOT_COMPLETED: "look_again",
    EventKind.NOTE: "look_again",
}
"""The field that holds an event's second day, for kinds that have one besides the day on which they happened."""

FIELDS = ("kind", "happened_on", "appointment_on", "at_time", "wait_until", "reason", "look_again", "words")
DATES = ("happened_on", "appointment_on", "wait_until", "look_again")
NO_KIND = "Choose what happened."


@dataclass(frozen=True, slots=True, repr=False)
class TypedEvent:
    """The event, the typed values, and the errors; the latter two by field."""

    new: NewEvent
    typed: Mapping[str, str]
    errors: Mapping[str, str]


def offered(state: State) -> tuple[tuple[str, str], ...]:
    """Return what can be recorded now, with its words."""
    words = dict(MOVE_WORDS)
    if state.status == ReferralStatus.SCHEDULED:
        words[EventKind.SCHEDULED] = "The appointment was moved"
    return tuple((kind, told) for kind, told in words.items() if refusal(state, kind) is None)


def reason_options() -> tuple[tuple[str, str], ...]:
    """Return the reasons, each with its next step."""
    return tuple((code, f"{reason.words}. {reason.next}") for code, reason in REASONS.items())


def blank(today: datetime.date, kind: str = "") -> dict[str, str]:
    """Return the empty form; `kind` is preselected if a link says what happened."""
    return dict.fromkeys(FIELDS, "") | {"happened_on": today.isoformat(), "kind": kind}


def read(form: Form, opened_on: datetime.date, today: datetime.date) -> TypedEvent:
    """Read the form; fields that do not belong to its kind are ignored, and a field with an error is shown as it was typed."""
    typed, fields = {name: form.get(name) for name in FIELDS}, FormFields(form.values)
    chosen = fields.line("kind", NO_KIND)
    kind = next((kind for kind in (*MOVE_WORDS, *BY_BUTTON) if kind == chosen), None)
    if kind is None:
        fields.errors.setdefault("kind", NO_KIND)
    reason = fields.line("reason") if kind is EventKind.NOT_COMPLETED else None
    dated = ON_DATE.get(kind, "") if kind else ""
    new = NewEvent(
        kind or EventKind.SEEN,  # the other fields are checked all the same
        fields.day("happened_on", until=today),
        next((code for code in REASONS if code == reason), None),
        fields.day(dated, since=opened_on) if dated else None,
        fields.time("at_time") if kind is EventKind.SCHEDULED else None,
        fields.words("words"),
    )
    found = {dated if name == "on_date" else name: words for name, words in wrong(new, opened_on, today).items()}
    errors = found | fields.errors
    read_as = {"happened_on": new.happened_on, dated: new.on_date, "at_time": new.at_time}
    kept = typed | {name: str(value) for name, value in read_as.items() if name and value and name not in errors}
    return TypedEvent(new, kept, {name: errors[name] for name in FIELDS if name in errors})


def accepted_in(form: Form) -> AcceptedMisfit:
    """Return why staff go on although something does not fit: the reason typed below its box, or the family's agreement."""
    despite = form.get("despite") if form.has("although") else ""
    return AcceptedMisfit(despite or None, form.has("agreed"))
