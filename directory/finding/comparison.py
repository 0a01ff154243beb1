"""Providers side by side: the same questions to each, and a plain list to copy.

Neither contains anything about a student.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy.orm import Session

from directory.finding.provider import Provider, provider
from directory.finding.reason_codes import CheckCode, ReasonNote
from directory.finding.reason_words import in_words

NOT_LISTED = "Not listed"

Answer: TypeAlias = Callable[[Provider, str], tuple[str, ...]]
"""What a provider says to a question, as lines; reasons are said in the language."""


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """A question, and each provider's answer to it from its listing, as a tuple of lines."""

    label: str
    values: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Providers, the rows of the comparison, and all of it as text to copy."""

    providers: tuple[Provider, ...]
    rows: tuple[ComparisonRow, ...]
    text: str


def compare(session: Session, ids: Sequence[str], today: datetime.date, language: str) -> Comparison:
    """Return the services at location side by side, in the order of the ids; raise UnknownError if one does not exist."""
    found = tuple(provider(session, record_id, today, language) for record_id in ids)
    rows = tuple(
        ComparisonRow(label, tuple(answer(one, language) or (NOT_LISTED,) for one in found)) for label, answer in QUESTIONS
    )
    return Comparison(found, tuple(row for row in rows if set(row.values) != {(NOT_LISTED,)}), _text(found, language))


def _group(label: str) -> Answer:
    return lambda one, _: dict(one.groups).get(label, ())


def _hours(one: Provider, language: str) -> tuple[str, ...]:
    """Return the days with listed hours: in a comparison, a day without hours says nothing."""
    return tuple(line for line in _group("Hours")(one, language) if not line.endswith(": not listed"))


def _address(one: Provider, language: str) -> tuple[str, ...]:
    if one.confidential:
        return (in_words(ReasonNote(CheckCode.CONFIDENTIAL), language),)
    return (one.address,) if one.address else ()


QUESTIONS: tuple[tuple[str, Answer], ...] = (
    ("Take care", lambda one, language: tuple(in_words(warning, language) for warning in one.warnings)),
    *((label, _group(label)) for label in ("Who it is for", "What it does", "Helps with")),
    ("Address", _address),
    *((label, _group(label)) for label in ("Getting there", "Area served")),
    ("Hours", _hours),
    *((label, _group(label)) for label in ("Cost and payment", "Languages")),
    *((label, _group(label)) for label in ("How it is offered", "Phone", "How to apply", "What to bring", "Openings", "Wait")),
    *((label, _group(label)) for label in ("Access", "This listing")),
)
COPIED: tuple[tuple[str, Answer], ...] = (
    ("", lambda one, _: tuple(words for _, words in one.phones[:1])),
    ("", lambda one, _: (one.address,) if one.address else ()),
    ("Hours", _hours),
    *((label, _group(label)) for label in ("Cost and payment", "Languages")),
)


def _text(providers: Sequence[Provider], language: str) -> str:
    """Return a block for each provider: name, phone, address, hours, cost, languages."""
    return "\n\n".join("\n".join([f"{one.service}, {one.organization}", *_lines(one, language)]) for one in providers)


def _lines(one: Provider, language: str) -> list[str]:
    return [f"{label}: {'; '.join(lines)}".removeprefix(": ") for label, answer in COPIED if (lines := answer(one, language))]
