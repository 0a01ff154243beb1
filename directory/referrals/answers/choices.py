"""Pure: the few answers offered to a family and to a provider, and the fields that each answer asks for.

>>> opened = datetime.date(2026, 11, 24)
>>> read("family", "called", {}, language="en", opened_on=opened, today=opened).new.kind.value
'reached'
>>> read("family", "appointment", {}, language="en", opened_on=opened, today=opened).problems
{'on_date': 'missing'}
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from directory.errors import UsageError
from directory.form_fields import FormFields
from directory.models.codes import EndCode, EventKind, Recipient
from directory.referrals.event_checks import NewEvent, wrong
from directory.referrals.reasons import REASONS

Typed = Mapping[str, str | Sequence[str]]
Problem = Literal["missing", "unreadable", "early", "future", "far", "long"]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: the kind of event it records and the fields it asks for; with no fields, one tap records it."""

    kind: EventKind
    asks: tuple[str, ...] = ()


OFFERED: Mapping[Recipient, Mapping[str, Answer]] = {
    Recipient.FAMILY: {
        "called": Answer(EventKind.REACHED),
        "appointment": Answer(EventKind.SCHEDULED, ("on_date", "at_time")),
        "went": Answer(EventKind.CONNECTED),
        "did_not_work": Answer(EventKind.NOT_COMPLETED, ("reason", "words")),
        "please_call": Answer(EventKind.PLEASE_CALL),
    },
    Recipient.PROVIDER: {
        "received": Answer(EventKind.RECEIVED),
        "accepted": Answer(EventKind.ACCEPTED),
        "waiting_list": Answer(EventKind.WAITLISTED, ("on_date",)),
        "appointment": Answer(EventKind.SCHEDULED, ("on_date", "at_time")),
        "attended": Answer(EventKind.CONNECTED, ("happened_on",)),
        "missed": Answer(EventKind.MISSED_APPOINTMENT, ("happened_on",)),
        "cannot_serve": Answer(EventKind.NOT_COMPLETED, ("reason", "words")),
    },
}
"""Answers by the name that a form sends, in the order of the page."""

REASONS_OF: Mapping[Recipient, tuple[EndCode, ...]] = {
    Recipient.FAMILY: tuple(code for code, reason in REASONS.items() if reason.family),
    Recipient.PROVIDER: tuple(code for code, reason in REASONS.items() if reason.provider),
}

NO_WORDS = "The family did not say more."
"""Recorded when a family chose "something else" and wrote nothing, so that an empty field stops nobody."""


@dataclass(frozen=True, slots=True, repr=False)
class ParsedAnswer:
    """A parsed answer: the event to record, and the problems by field."""

    new: NewEvent
    problems: Mapping[str, Problem] = field(default_factory=dict)


def offered(audience: Recipient, name: str) -> Answer:
    """Return an answer by its name; raise UsageError if it is not offered to this audience."""
    if name not in OFFERED[audience]:
        raise UsageError("Choose one of the answers of the page.")
    return OFFERED[audience][name]


def read(
    audience: Recipient, name: str, typed: Typed, *, language: str, opened_on: datetime.date, today: datetime.date
) -> ParsedAnswer:
    """Return the parsed answer, ignoring fields that it does not ask for; raise UsageError as `offered` does."""
    answer = offered(audience, name)
    form = FormFields({key: value for key, value in typed.items() if key in answer.asks})
    on_date = form.day("on_date", since=opened_on, language=language)
    happened_on = form.day("happened_on", until=today, language=language)
    at_time = form.time("at_time")
    unread = tuple(form.errors)
    given = form.line("reason")
    reason = next((code for code in REASONS_OF[audience] if code == given), None)
    words = form.words("words")
    if answer.kind == EventKind.NOT_COMPLETED and reason is EndCode.OTHER and audience is Recipient.FAMILY:
        words = words or NO_WORDS
    new = NewEvent(
        answer.kind,
        happened_on,
        reason,
        on_date,
        at_time,
        words,
        earlier=typed_yes(typed),
    )
    problems: dict[str, Problem] = {key: _problem(new, key, opened_on) for key in wrong(new, opened_on, today)}
    problems |= {key: "unreadable" if key in unread else "long" for key in form.errors}
    return ParsedAnswer(new, problems)


def typed_yes(typed: Typed) -> bool:
    """Whether the question of event_checks.EarlyError was answered with yes."""
    return "yes" in typed.get("earlier", ())


def _problem(new: NewEvent, key: str, opened_on: datetime.date) -> Problem:
    """Return the kind of problem, for sentences in the reader's own language."""
    value = getattr(new, key)
    if not isinstance(value, datetime.date):
        return "long" if value else "missing"
    if value < opened_on:
        return "early"
    return "far" if key == "on_date" else "future"
