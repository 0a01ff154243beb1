"""Phrases in what a list says of a service: at each word the longest one wins and consumes its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from matching import text as folding


class PhraseHit(NamedTuple):
    """A phrase that was found: its term ("" for a quiet one), its number of words, and whether it is vague."""

    slug: str
    length: int
    vague: bool


class PhraseIndex(NamedTuple):
    """Phrases by their words; `longest` is the word count of the longest phrase that begins with a word."""

    hits: Mapping[tuple[str, ...], PhraseHit]
    longest: Mapping[str, int]


def phrase_index(phrases: Iterable[tuple[str, str]], vague: Iterable[tuple[str, str]] = ()) -> PhraseIndex:
    """Return the index; if two terms share a phrase, the first keeps it, and vague ones come first."""
    hits: dict[tuple[str, ...], PhraseHit] = {}
    longest: dict[str, int] = {}
    for is_vague, pairs in ((True, vague), (False, phrases)):
        for text, slug in pairs:
            for words in {folding.phrase(text), folding.listed(text)} - {()}:
                hits.setdefault(words, PhraseHit(slug, len(words), is_vague))
                longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return PhraseIndex(hits, longest)


def phrases_of(index: PhraseIndex, words: list[str]) -> Iterator[PhraseHit]:
    """Yield the phrases among the words, without those that are quiet."""
    hits, longest = index
    at, end = 0, len(words)
    while at < end:
        most = longest.get(words[at])
        if most is None:
            at += 1
            continue
        for length in range(min(most, end - at), 0, -1):
            hit = hits.get(tuple(words[at : at + length]))
            if hit is not None:
                if hit.slug:
                    yield hit
                at += length
                break
        else:
            at += 1


def spoken(text: str) -> list[str]:
    """Return the words of a text, without stand-ins for people."""
    return [word for word in folding.tokens(text) if word != folding.SOMEBODY]
