"""Letters to test with: a made-up family, specialist and provider, and what is said in a letter, line by line."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from directory.letters.content import LetterContent, LetterRequest, LetterSigner
from directory.referrals.snapshot import FrozenPhone, FrozenProvider, Snapshot
from directory.storage.listings.facts import Open

TODAY = datetime.date(2026, 11, 24)
LINK = "https://desk.example.org/a/Zm9yLXRlc3RzLW9ubHktMQ"
CODE = "4821-77"
SIGNER = LetterSigner(
    "Maya Torres", "Student support specialist", "+15175550160", "maya.torres@example.org", "Sycamore Hollow Elementary"
)
WEEKDAYS = tuple(Open(day, "09:00", "17:00") for day in range(5))


def provider(**changed: Any) -> FrozenProvider:
    """A provider of which all is known that most are asked."""
    known: dict[str, Any] = {
        "record_id": "record",
        "service_id": "service",
        "organization_id": "organization",
        "service": "Talking Room",
        "organization": "Oak Family Center",
        "phones": (FrozenPhone("+15175550101;ext=12"),),
        "location": "Oak House",
        "address": "12 Larkspur Street, Lansing, MI 48910",
        "spans": WEEKDAYS,
        "hours": "Monday to Friday, 9 am to 5 pm",
        "options": ("free",),
        "costs": ("Free",),
        "languages": ("en",),
        "modes": ("in_person",),
        "minimum_age": 5.0,
        "maximum_age": 17.0,
        "documents": ("Photo ID; shot record",),
    }
    return FrozenProvider(**(known | changed))


def asked(of: FrozenProvider | None = None, language: str = "en", **changed: Any) -> LetterRequest:
    """A letter about a provider, to Rosa, for Ana."""
    known: dict[str, Any] = {
        "snapshot": Snapshot(TODAY, of or provider(), miles=2.3, start="school"),
        "language": language,
        "reference": "K7Q-M42",
        "link": LINK,
        "code": CODE,
        "child": "Ana",
        "greeted": "Rosa Delgado",
        "signer": SIGNER,
        "district": "Three Rivers Bend Schools",
        "district_phone": "(517) 555-0170",
        "today": TODAY,
        "answer_host": "desk.example.org/a",
    }
    return LetterRequest(**(known | changed))


def line(content: LetterContent, kind: str) -> str:
    """The lines of one kind on the card, joined."""
    return "\n".join(words for one in content.cards[0].lines if one.kind == kind for words in one.lines)


def running(content: LetterContent) -> tuple[str, ...]:
    """What is said in sentences around the card."""
    parts = (content.script, content.answer)
    return (*content.opening, *(words for part in parts for words in (*part.paragraphs, *part.lines)), *content.closing)


def measured(content: LetterContent) -> tuple[str, ...]:
    """All that a letter says but labels, headings and what it is signed with."""
    return (*running(content), *(words for card in content.cards for one in card.lines for words in one.lines))


def names(of: LetterRequest) -> tuple[str, ...]:
    """What a letter's reading level leaves out: proper names, addresses and links."""
    told, signer = of.snapshot.provider, of.signer
    given = (
        *(told.service, told.organization, told.location, told.address, told.email, told.url, told.school),
        *(of.child, of.greeted, signer.name, signer.school, of.district, of.answer_host),
    )
    return tuple(name for name in given if name)


def said(thing: object) -> Iterator[str]:
    """Every text in a letter, wherever it stands, the English beside it too."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from said(one)
    elif is_dataclass(thing):
        for one in fields(thing):
            yield from said(getattr(thing, one.name))
