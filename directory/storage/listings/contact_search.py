"""Listings by what a letter or a telephone shows: a street, or a number. A confidential place is in no street.

Words are compared as people write them: "Inkberry Ln" is "Inkberry Lane", "N 5th Ave" is "North 5th Avenue". A street that nobody
has is looked for as the one that is a typing error away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import OSA
from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select
from sqlalchemy.orm import Session

from directory.models import Address, Phone, SearchDocument, Service, ServiceAtLocation, table
from directory.storage.vocabulary import SHORTEST_MENDED, STOP_WORDS
from importers.places.street_words import DIRECTIONS, KIND, KINDS, ORDINALS
from matching.text import fold_text

MOST = 100
"""Listings that are returned at the most; a street or a number has few."""

_MOST_READ = 2_000  # rows with the word of a street, before all of the words are compared
_SHORTEST = 3  # letters of a word that is looked up
_NUMBER = re.compile(r"(?<![\d-])(?:\+?1[ .-]?)?(?P<area>\(?\d{3}\)?[ .-]{0,2})?(?P<number>\d{3}[ .-]?\d{4})(?![\d-])")
_EXTENSION = re.compile(r"(?:\bext(?:ensi[oó]n)?\b|\bx(?=\s*\d)|#)[ .:]*(?P<extension>\d{1,6})\b", re.IGNORECASE)
_SHORT_NUMBER = re.compile(r"\s*\d11\s*|\s*988\s*")
_ACCENTED = re.compile(r"[aceinouy]")
"""Letters that may be written with an accent, which no database folds as `fold_text` does."""

_SHORTEST_WITH_GAP = 6
_PLAIN_LETTERS = 2  # so many others keep a pattern from fitting everything
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)$")
_SIDES = ("n north norte", "s south sur", "e east este", "w west oeste")
_SAME = {word: min(words, key=len) for words in (*KINDS, *(side.split() for side in _SIDES)) for word in words} | {
    word: str(number) for word, number in ORDINALS.items()
}
_SAYS_LITTLE = KIND | DIRECTIONS | STOP_WORDS


@dataclass(frozen=True, slots=True)
class At:
    """The services at location that have a number, or are in a street; `meant` are the words if the street was misspelled."""

    ids: tuple[str, ...] = ()
    meant: str | None = None
    is_number: bool = False


def listings_at(session: Session, words: str, *, unknown: bool) -> At:
    """Return the services at location whose telephone number or street is among the words, of those that a search may find.

    A street needs all of the words, in their order, in an address with its town. Words that need be no street ("Inkberry") are
    looked for there only if they are `unknown` elsewhere. Those with the extension that stands beside a number come first.
    """
    if numbers := tuple(_numbers(words)):
        extension = _EXTENSION.search(words)
        return At(_with_numbers(session, numbers, extension["extension"] if extension else None), is_number=True)
    typed = fold_text(words).split()
    is_street = len(typed) > 1 and (typed[0].isdigit() or not KIND.isdisjoint(typed))
    return _in_street(session, typed) if is_street or unknown else At()


def _numbers(words: str) -> Iterator[str]:
    """Yield telephone numbers, as they end in the directory: digits alone."""
    if _SHORT_NUMBER.fullmatch(words):
        yield words.strip()
    for match in _NUMBER.finditer(words):
        yield re.sub(r"\D", "", (match["area"] or "") + match["number"])


def _with_numbers(session: Session, numbers: Sequence[str], extension: str | None) -> tuple[str, ...]:
    links, phones = table(ServiceAtLocation).c, table(Phone).c
    ends = [phones.number == one if len(one) < 7 else phones.number.endswith(one) for one in numbers]
    of_extension = func.max(case((phones.extension == extension, 1), else_=0))
    found = _findable(select(links.id)).join(Phone, phones.service_id == links.service_id).where(or_(*ends))
    return tuple(session.scalars(found.group_by(links.id).order_by(of_extension.desc(), links.id).limit(MOST)))


def _findable(query: Select[Any]) -> Select[Any]:
    """Return a query of services at location that searches find: those with a document."""
    links = table(ServiceAtLocation).c
    return query.select_from(ServiceAtLocation).join(SearchDocument, table(SearchDocument).c.key == links.key)


def _in_street(session: Session, typed: Sequence[str]) -> At:
    key = next((word for word in typed if len(word) >= _SHORTEST and not word.isdigit() and word not in _SAYS_LITTLE), None)
    if key is None:
        return At()
    rows = session.execute(_with_word([str(ORDINALS.get(key, key))])).all()
    if ids := _having(rows, typed, key):
        return At(ids)
    if len(key) < SHORTEST_MENDED:
        return At()
    rows = session.execute(_with_word(_right_parts(key))).all()
    named = {word for row in rows for word in fold_text(f"{row.address_1 or ''} {row.address_2 or ''}").split()}
    near = sorted(
        (word for word in named - _SAYS_LITTLE if OSA.distance(key, word) == 1), key=lambda word: (word[0] != key[0], word)
    )
    for word in near:
        meant = [word if one == key else one for one in typed]
        if ids := _having(rows, meant, word):
            return At(ids, " ".join(meant))
    return At()


def _right_parts(word: str) -> list[str]:
    """Return two parts of a word, of which one typing error leaves one right: the letters between them may be exchanged."""
    half, gap = len(word) // 2, int(len(word) > _SHORTEST_WITH_GAP)
    return [word[: half - gap], word[half + gap :]]


def _having(rows: Sequence[Row[Any]], sought: Sequence[str], key: str) -> tuple[str, ...]:
    """Return the ids of addresses with the words, or else with those that are not the kind of a street, or with the number behind."""
    without_kinds = [word for word in sought if word not in KIND]
    ways = (sought, without_kinds, _number_first(sought), _number_first(without_kinds))
    return next((ids for words in ways if (ids := tuple(row.id for row in rows if _has(row, words, key)))), ())[:MOST]


def _number_first(words: Sequence[str]) -> list[str]:
    """Return the words of a street whose number is written behind it, in the order of an address."""
    return sorted(words, key=lambda word: not word.isdigit())


def _with_word(parts: Sequence[str]) -> Select[Any]:
    """Return the query of addresses with something like one of the parts in their street, of places that are not confidential."""
    links, addresses, services = table(ServiceAtLocation).c, table(Address).c, table(Service).c
    likes = [_ACCENTED.sub("_", part) if len(_ACCENTED.sub("", part)) >= _PLAIN_LETTERS else part for part in parts]
    lines: list[ColumnElement[bool]] = [
        func.lower(line).like(f"%{like}%") for line in (addresses.address_1, addresses.address_2) for like in likes
    ]
    query = select(
        links.id, addresses.address_1, addresses.address_2, addresses.city, addresses.state_province, addresses.postal_code
    )
    return (
        _findable(query)
        .join(Service, services.id == links.service_id)
        .join(Address, addresses.location_id == links.location_id)
        .where(or_(*lines), services.confidential.is_not(True))
        .order_by(links.id)
        .limit(_MOST_READ)
    )


def _has(row: Row[Any], sought: Sequence[str], key: str) -> bool:
    """Whether an address has words in their order, and the key among them in its street."""
    street = _plain(f"{row.address_1 or ''} {row.address_2 or ''}")
    left = iter((*street, *_plain(f"{row.city or ''} {row.state_province or ''} {row.postal_code or ''}")))
    return _plain(key)[0] in street and all(word in left for word in _plain(" ".join(sought)))


def _plain(line: str) -> list[str]:
    """Return the words of an address in their short spelling: "lane" is "ln", "north" is "n", "fifth" and "5th" are "5"."""
    return [_SAME.get(word, _ORDINAL.sub(r"\1", word)) for word in fold_text(line).split()]


@dataclass(frozen=True, slots=True)
class FoundContact:
    """A number in E.164, or a street with its number; `record_id` is the service at location that alone has it, None if several do."""

    words: str
    record_id: str | None


def numbers_beginning(session: Session, digits: str, most: int) -> list[FoundContact]:
    """Return the telephone numbers that begin with digits, with or without the area code."""
    number, links = table(Phone).c.number, table(ServiceAtLocation).c
    begun = or_(number.like(f"+1{digits}%"), number.like(f"+1___{digits}%"))
    found = _findable(select(number, *_whose())).join(Phone, table(Phone).c.service_id == links.service_id).where(begun)
    rows = session.execute(found.group_by(number).order_by(number).limit(most)).all()
    return [FoundContact(row.number, row.one if row.all == 1 else None) for row in rows]


def streets_beginning(session: Session, words: Sequence[str], most: int) -> list[FoundContact]:
    """Return the streets with numbers that begin with folded words, of places that are not confidential."""
    line, links, services = table(Address).c.address_1, table(ServiceAtLocation).c, table(Service).c
    like = _ACCENTED.sub("_", " ".join(words))
    found = (
        _findable(select(line, *_whose()))
        .join(Service, services.id == links.service_id)
        .join(Address, table(Address).c.location_id == links.location_id)
        .where(func.lower(line).like(f"{like}%"), services.confidential.is_not(True))
    )
    rows = session.execute(found.group_by(line).order_by(line).limit(_MOST_READ)).all()
    begun = [row for row in rows if fold_text(row.address_1).startswith(" ".join(words))]
    return [FoundContact(row.address_1, row.one if row.all == 1 else None) for row in begun[:most]]


def _whose() -> tuple[ColumnElement[Any], ...]:
    """Return the columns of one of the services at location, and of how many there are."""
    links = table(ServiceAtLocation).c
    return func.min(links.id).label("one"), func.count(links.id.distinct()).label("all")
