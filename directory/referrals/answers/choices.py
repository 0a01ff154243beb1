"""Pure: the few answers offered to a family and to a provider, and the fields that each answer asks for.

>>> opened = datetime.date(2026, 11, 24)
>>> read("family", "called", {}, language="en", opened_on=opened, today=opened).new.kind
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
from directory.referrals.answers.links import Audience
from directory.referrals.event_checks import NewEvent, wrong
from directory.referrals.reasons import REASONS

Typed = Mapping[str, str | Sequence[str]]
Problem = Literal["missing", "unreadable", "early", "future", "far", "long"]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: the kind of event it records and the fields it asks for; with no fields, one tap records it."""

    kind: str
    asks: tuple[str, ...] = ()


OFFERED: Mapping[Audience, Mapping[str, Answer]] = {
    "family": {
        "called": Answer("reached"),
        "appointment": Answer("scheduled", ("on_date", "at_time")),
        "went": Answer("connected"),
        "did_not_work": Answer("not_completed", ("reason", "words")),
        "please_call": Answer("please_call"),
    },
    "provider": {
        "received": Answer("received"),
        "accepted": Answer("accepted"),
        "waiting_list": Answer("waitlisted", ("on_date",)),
        "appointment": Answer("scheduled", ("on_date", "at_time")),
        "attended": Answer("connected", ("happened_on",)),
        "missed": Answer("missed_appointment", ("happened_on",)),
        "cannot_serve": Answer("not_completed", ("reason", "words")),
    },
}
"""Answers by the name that a form sends, in the order of the page."""

REASONS_OF: Mapping[Audience, tuple[str, ...]] = {
    "family": tuple(code for code, reason in REASONS.items() if reason.family),
    "provider": tuple(code for code, reason in REASONS.items() if reason.provider),
}

NO_WORDS = "The family did not say more."
"""Recorded when a family chose "something else" and wrote nothing, so that an empty field stops nobody."""


@dataclass(frozen=True, slots=True, repr=False)
class ParsedAnswer:
    """A parsed answer: the event to record, and the problems by field."""

    new: NewEvent
    problems: Mapping[str, Problem] = field(default_factory=dict)


def offered(audience: Audience, name: str) -> Answer:
    """Return an answer by its name; raise UsageError if it is not offered to this audience."""
    if name not in OFFERED[audience]:
        raise UsageError("Choose one of the answers of the page.")
    return OFFERED[audience][name]


def read(
    audience: Audience, name: str, typed: Typed, *, language: str, opened_on: datetime.date, today: datetime.date
) -> ParsedAnswer:
    """Return the parsed answer, ignoring fields that it does not ask for; raise UsageError as `offered` does."""
    answer = offered(audience, name)
    form = FormFields({key: value for key, value in typed.items() if key in answer.asks})
    on_date = form.day("on_date", since=opened_on, language=language)
    happened_on = form.day("happened_on", until=today, language=language)
    at_time = form.time("at_time")
    unread = tuple(form.errors)
    reason = form.line("reason")
    words = form.words("words")
    if answer.kind == "not_completed" and reason == "other" and audience == "family":
        words = words or NO_WORDS
    new = NewEvent(
        answer.kind,
        happened_on,
        reason if reason in REASONS_OF[audience] else None,
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
