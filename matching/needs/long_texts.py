"""Long texts are read part by part, sentence by sentence and line by line; here they are taken apart, and their needs joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from matching.needs.recognition import FoundNeed

MOST_OFFERED = 3
"""Needs are offered up to this many, sure ones included."""
MOST_SURE = 4

LONG = 45  # words; a longer text is read sentence by sentence
_SENTENCE_END = re.compile(r"(?<=[.!?;\u2026])\s+|[\n\r\u2022]+")
_WORD = re.compile(r"\S+")
_OVERLAP = 6  # words of two windows of a long sentence, so that a phrase stands whole in one of them
_BY_NAME = 0.9  # in a long text, what is asked for by name comes above this score, and what is told of below


@dataclass(frozen=True, slots=True)
class NeedsReading:
    """The needs that are searched for and those that are offered, each best first; `score` is a chance from 0 to 1."""

    sure: tuple[FoundNeed, ...] = ()
    doubtful: tuple[FoundNeed, ...] = ()


class PartReading(NamedTuple):
    """What one part tells of, and the terms that it asks for by name."""

    reading: NeedsReading
    asked: frozenset[str]


def parts_of(text: str) -> Iterator[str]:
    """Yield the sentences and lines of a long text; of a sentence without an end, windows that overlap."""
    for sentence in _SENTENCE_END.split(text):
        words = [(one.start(), one.end()) for one in _WORD.finditer(sentence)]
        if len(words) <= LONG:
            yield sentence
            continue
        for first in range(0, len(words) - _OVERLAP, LONG - _OVERLAP):
            yield sentence[words[first][0] : words[min(first + LONG, len(words)) - 1][1]]


def joined(parts: Sequence[PartReading]) -> NeedsReading:
    """Return the needs of a long text: first what is asked for by name, then what its sentences tell of, each by its best sentence."""
    asked = frozenset[str]().union(*(part.asked for part in parts))
    sure = _best(one for part in parts for one in part.reading.sure)
    weighed = [
        replace(one, score=round(_BY_NAME + one.score * (1 - _BY_NAME) if one.slug in asked else one.score * _BY_NAME, 3))
        for one in sure
    ]
    ranked = sorted(weighed, key=lambda one: -one.score)
    told = [one for one in ranked if one.slug not in asked]
    kept = [one for one in ranked if one.slug in asked or one in told[:MOST_SURE]]
    surely = {one.slug for one in kept}
    maybe = _best((*told[MOST_SURE:], *(one for part in parts for one in part.reading.doubtful)))
    offered = [one for one in maybe if one.slug not in surely][: max(MOST_OFFERED - len(kept), 0)]
    return NeedsReading(tuple(kept), tuple(offered))


def _best(found: Iterable[FoundNeed]) -> list[FoundNeed]:
    """Return the surest of each term, best first."""
    best: dict[str, FoundNeed] = {}
    for one in found:
        if one.slug not in best or best[one.slug].score < one.score:
            best[one.slug] = one
    return sorted(best.values(), key=lambda one: -one.score)
