"""The needs that a sentence tells of: what the trained model reads, beside the phrases that the vocabulary knows exactly.

>>> [found.slug for found in read_needs("every Monday he is in my office with a stomachache and it is never the flu").sure]
['anxiety']

A phrase counts by its share of the sentence: "math tutoring" is all phrase, and in a long sentence the model decides; what only
lists needs is read part by part (lists). Needs are
*sure* or *doubtful*: the sure are searched for, the doubtful are offered.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from matching import text as folding
from matching.needs.correction import mended
from matching.needs.lists import listed
from matching.needs.model import model
from matching.needs.ngrams import plain_words
from matching.needs.recognition import FoundNeed, resolve
from matching.needs.vocabulary import terms

SURE = 0.5
"""The chance from which a need is searched for."""

SURE_BESIDE = 0.3
"""The chance from which a further need is searched for beside a sure one: a sentence with two needs divides its chance."""

DOUBTFUL, DOUBTFUL_BESIDE = 0.1, 0.05
"""The chances from which a need is offered: where none is sure, and beside sure ones."""

MOST_OFFERED = 3
"""Needs are offered up to this many, sure ones included."""
MOST_SURE = 4

_CLAUSE = re.compile(r"[,;:.!?()\u2013\u2014\n]+|\s-+\s|\b(?:and|but|also|plus|y|pero|tambi\u00e9n)\b", re.IGNORECASE)
_SHORTEST_CLAUSE = 3  # words
_MOST_OF_CLAUSE = 0.5
_IN_CLAUSE = 0.8  # the chance of a need in a clause of its own from which it is one of the sentence's
_IN_SENTENCE = 0.03  # and the least that it must have in the whole sentence
_LONG = 45  # words; a longer text is read sentence by sentence
_SENTENCE_END = re.compile(r"(?<=[.!?;\u2026])\s+|[\n\r\u2022]+")
_BLANK = re.compile(r"\s{3,}")
_MARKS = " ,;:.!?-\u2013\u2014"
_HEARD = 0.12  # evidence below which a word is not part of what was heard, as a share of the strongest word


@dataclass(frozen=True, slots=True)
class NeedsReading:
    """The needs that are searched for and those that are offered, each best first; `score` is a chance from 0 to 1."""

    sure: tuple[FoundNeed, ...] = ()
    doubtful: tuple[FoundNeed, ...] = ()


def read_needs(text: str, *, without: Collection[str] = (), whole: str | None = None) -> NeedsReading:
    """Return the needs that a text tells of; terms in `without` are ignored from the start.

    `whole` is the sentence that the text is what is left of, with its words at the same positions.
    """
    exact = resolve(text, without=without)
    content = _content(text)
    if not content:
        return NeedsReading()
    if exact.found and exact.found[0].score == 1.0:
        return NeedsReading(tuple(replace(one, heard=_without_blanks(one.heard)) for one in exact.found))
    if of_list := listed(text):
        return NeedsReading(tuple(replace(one, heard=_without_blanks(one.heard)) for one in of_list if one.slug not in without))
    chances = _chances(text, whole)
    left = 1 - sum(chances.pop(slug, 0.0) for slug in without)
    chances = {slug: min(chance / max(left, 0.2), 1.0) for slug, chance in chances.items()}
    for one in exact.found:
        share = min(len(folding.tokens(one.heard)) / len(content), 1.0)
        chance = chances.get(one.slug, 0.0)
        likely = chance >= DOUBTFUL or _is_unlearned(one.heard)
        named = SURE if likely and _has_clause(one.heard, text) else 0.0
        chances[one.slug] = max(chance, share * one.score, named)
    ranked = sorted(
        ((slug, chance) for slug, chance in chances.items() if slug in terms()),
        key=lambda pair: (-pair[1], pair[0]),
    )
    return _sorted_out(text, ranked, {one.slug: one.heard for one in exact.found})


def _is_unlearned(heard: str) -> bool:
    """Whether the model has learned none of the words of a phrase, so that its doubt says nothing: "shrink", "loquero"."""
    return not any(word in model().words for word in plain_words(mended(heard)))


def _has_clause(heard: str, text: str) -> bool:
    """Whether a phrase is most of the clause that it stands in: "…, wants sports" asks for sports, whatever stands before."""
    clause = next((part for part in _CLAUSE.split(text) if heard in part), "")
    return len(folding.tokens(heard)) >= _MOST_OF_CLAUSE * max(len(_content(clause)), 1)


def _content(text: str) -> list[str]:
    """Return the folded words of a text that say something."""
    return [word for word in folding.tokens(text) if word not in (folding.EDGE, folding.SOMEBODY)]


def _sorted_out(text: str, ranked: list[tuple[str, float]], phrases: dict[str, str]) -> NeedsReading:
    sure = [pair for pair in ranked[:1] if pair[1] >= SURE]
    sure += [pair for pair in ranked[1:MOST_SURE] if sure and pair[1] >= SURE_BESIDE]
    least = DOUBTFUL_BESIDE if sure else DOUBTFUL
    offered = [pair for pair in ranked if pair not in sure and pair[1] >= least][: max(MOST_OFFERED - len(sure), 0)]

    def found(pair: tuple[str, float]) -> FoundNeed:
        slug, chance = pair
        return FoundNeed(slug, round(chance, 3), _without_blanks(phrases.get(slug) or heard(text, slug)))

    return NeedsReading(tuple(map(found, sure)), tuple(map(found, offered)))


def _chances(text: str, whole: str | None) -> dict[str, float]:
    """Return the chance of each term; in a long text, the best that it has in one of its sentences."""
    pieces = [text]
    if len(text.split()) > _LONG:
        whole = None
        pieces = [piece for piece in _SENTENCE_END.split(text) if piece.strip()] or [text]
    best = np.max([_of_piece(piece, whole) for piece in pieces], axis=0)
    return dict(zip(model().slugs, best.tolist(), strict=True))


@lru_cache(maxsize=32)
def _of_piece(text: str, whole: str | None) -> tuple[float, ...]:
    """Return the chance of each term in one sentence: a need that has a clause to itself is not drowned by the rest.

    A few are kept, because one request reads its sentence several times.
    """
    written, text = text, mended(text)
    chances = model().chances(text, whole if text == written else None).tolist()
    clauses = [words for part in _CLAUSE.split(text) if len(words := plain_words(part)) >= _SHORTEST_CLAUSE]
    if len(clauses) < 2:
        return tuple(chances)
    for words in clauses:
        alone = model().by_wording(words)
        best = int(alone.argmax())
        if alone[best] >= _IN_CLAUSE and chances[best] >= _IN_SENTENCE:
            chances[best] = max(chances[best], SURE_BESIDE)
    return tuple(chances)


def _without_blanks(words: str) -> str:
    """Return the longest run of words: what was taken out of a sentence before is blank."""
    return max(_BLANK.split(words), key=len).strip(_MARKS)


def heard(text: str, slug: str) -> str:
    """Return the run of words that speaks most for a term."""
    words = plain_words(text)
    evidence = model().evidence(words, slug)
    if not len(evidence) or evidence.max() <= 0:
        return text.strip()
    gains = evidence - _HEARD * evidence.max()
    start, end = _best_run(gains.tolist())
    return _as_written(text, words, start, end)


def _best_run(gains: list[float]) -> tuple[int, int]:
    """Return the run of neighbors with the greatest sum, as the first and the last place."""
    best, total, start, run = float("-inf"), 0.0, 0, (0, 0)
    for place, gain in enumerate(gains):
        if total <= 0:
            total, start = 0.0, place
        total += gain
        if total > best:
            best, run = total, (start, place)
    return run


def _as_written(text: str, words: list[str], first: int, last: int) -> str:
    """Return a run of plain words as the text writes it."""
    at, spans = 0, []
    written = folding.plain(text)
    marks = {"'", "\u2019", "\u2018", "`", "\u00b4"}
    for word in words[: last + 1]:
        begin, end = _located(written, word, at, marks)
        spans.append((begin, end))
        at = end
    return text[spans[first][0] : spans[last][1]]


def _located(written: str, word: str, at: int, marks: set[str]) -> tuple[int, int]:
    """Return where a plain word begins and ends in a text in plain letters, whose apostrophes the word lacks."""
    for begin in range(at, len(written)):
        place, letters = begin, 0
        while place < len(written) and letters < len(word):
            if written[place] == word[letters]:
                letters += 1
            elif written[place] not in marks or letters == 0:
                break
            place += 1
        if letters == len(word):
            return begin, place
    return at, at
