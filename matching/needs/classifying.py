"""Which need terms a listed service answers, from its categories, names and description.

At each word the longest phrase wins and uses its words up: "adult education" never says "education". No spelling is
mended here: a list of 100,000 services is read in seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from matching.needs import folding
from matching.needs.loading import Term, quiet, terms

_SURE = {"categories": 1.0, "codes": 1.0, "name": 0.9, "program": 0.9, "keywords": 0.8, "description": 0.6}
"""How surely a phrase says what the service does, by the part in which it stands."""
_LABELS = ("categories", "codes", "name", "program", "keywords")
_BY_ORGANIZATION = 0.5
_TELLING = 3  # words in a phrase that an organization's name does not hold by chance, as "big brothers big sisters"
_MOST_DESCRIBED = 6  # terms a description alone may add; one that touches more is telling what it knows, not what it does


class _Index(NamedTuple):
    """Phrases by their words; `longest` is the word count of the longest phrase that begins with a word."""

    slugs: Mapping[tuple[str, ...], str]
    longest: Mapping[str, int]


def _index(phrases: Iterator[tuple[str, str]]) -> _Index:
    slugs: dict[tuple[str, ...], str] = {}
    longest: dict[str, int] = {}
    for text, slug in phrases:
        for words in {folding.phrase(text), folding.listed(text)} - {()}:
            slugs.setdefault(words, slug)
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return _Index(slugs, longest)


def _described(term: Term) -> Iterator[tuple[str, str]]:
    yield from ((text, term.slug) for text in term.provides)
    yield from ((text, term.slug) for text in (term.english, term.spanish, term.slug) if len(folding.phrase(text)) > 1)


def _labelled(term: Term) -> Iterator[tuple[str, str]]:
    yield from ((text, term.slug) for text in (*term.provides, *term.labels))
    yield from ((text, term.slug) for text in (term.english, term.spanish, term.slug))


@cache
def _labels() -> _Index:
    silent = [(text, "") for text in quiet().listings]
    return _index(iter(silent + [pair for term in terms().values() for pair in _labelled(term)]))


@cache
def _descriptions() -> _Index:
    """Labels are silent in descriptions, but they keep their words: "youth development" must not leave "development"."""
    silent = [(text, "") for text in quiet().listings]
    told = [pair for term in terms().values() for pair in _described(term)]
    return _index(iter(silent + told + [(text, "") for term in terms().values() for text in term.labels]))


@cache
def _coded() -> Mapping[str, tuple[str, ...]]:
    coded: dict[str, tuple[str, ...]] = {}
    for term in terms().values():
        for number in term.open_eligibility:
            coded[str(number)] = (*coded.get(str(number), ()), term.slug)
    return coded


def _phrases(index: _Index, words: list[str]) -> Iterator[tuple[str, int]]:
    slugs, longest = index
    at, end = 0, len(words)
    while at < end:
        most = longest.get(words[at])
        if most is None:
            at += 1
            continue
        for length in range(min(most, end - at), 0, -1):
            slug = slugs.get(tuple(words[at : at + length]))
            if slug is not None:
                if slug:
                    yield slug, length
                at += length
                break
        else:
            at += 1


@cache
def _sayings() -> Mapping[tuple[str, ...], str]:
    """What people say serves as a label too, where it is the whole of it: "Chess", "SYEP"."""
    said = ((folding.phrase(text), term.slug) for term in terms().values() for text in (*term.says, *term.says_spanish))
    return dict(reversed([*said]))


@lru_cache(maxsize=20_000)
def _label(text: str) -> tuple[tuple[str, int], ...]:
    words = _spoken(text)
    hits = tuple(_phrases(_labels(), words))
    whole = tuple(word for word in words if word != folding.EDGE)
    said = _sayings().get(whole) if whole and not hits and whole not in _labels().slugs else None
    return ((said, len(whole)),) if said else hits


def _spoken(text: str) -> list[str]:
    return [word for word in folding.tokens(text) if word != folding.SOMEBODY]


def _texts(part: str | Sequence[str] | None) -> Sequence[str]:
    return () if not part else (part,) if isinstance(part, str) else part


def _labelled_as(parts: Mapping[str, str | Sequence[str]]) -> Iterator[tuple[str, float]]:
    for code in _texts(parts.get("codes")):
        yield from ((slug, _SURE["codes"]) for slug in _coded().get(code.strip(), ()))
    for part in _LABELS:
        for text in _texts(parts.get(part)):
            yield from ((slug, _SURE[part]) for slug, _ in _label(text))


def _described_as(parts: Mapping[str, str | Sequence[str]]) -> list[str]:
    slugs = (slug for text in _texts(parts.get("description")) for slug, _ in _phrases(_descriptions(), _spoken(text)))
    return list(dict.fromkeys(slugs))


def classify(parts: Mapping[str, str | Sequence[str]]) -> dict[str, float]:
    """The terms that a service answers, surest first, with how surely the list says so (0 to 1).

    `parts` may hold categories, codes (Open Eligibility ids or names), name, program, keywords, description and
    organization; others are ignored.
    """
    fits: dict[str, float] = {}
    for slug, sure in _labelled_as(parts):
        fits[slug] = max(fits.get(slug, 0.0), sure)
    for slug in [slug for slug in _described_as(parts) if slug not in fits][:_MOST_DESCRIBED]:
        fits[slug] = _SURE["description"]
    alone = not fits
    for text in _texts(parts.get("organization")):
        for slug, length in _label(text):
            if alone or length >= _TELLING:
                fits.setdefault(slug, _BY_ORGANIZATION)
    return dict(sorted(fits.items(), key=lambda fit: -fit[1]))
