"""The needs that a sentence tells of: what the trained model reads, beside the phrases that the vocabulary knows exactly.

>>> [found.slug for found in read_needs("every Monday he is in my office with a stomachache and it is never the flu").sure]
['anxiety']

A phrase counts by its share of the sentence: "math tutoring" is all phrase, and in a long sentence the model decides; what only
lists needs is read part by part, what is asked for by name is always meant (plain_requests), and a long text is read sentence by
sentence. Needs are *sure* or *doubtful*: the sure are searched for, the doubtful are offered.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from matching import text as folding
from matching.clauses import CLAUSE
from matching.comprehension import Texts, together
from matching.needs.correction import as_written, mended
from matching.needs.long_texts import LONG, MOST_OFFERED, MOST_SURE, NeedsReading, PartReading, joined, parts_of
from matching.needs.model import model
from matching.needs.ngrams import plain_words
from matching.needs.plain_requests import (
    PlainRequest,
    listed,
    plain_requests,
    says_no_more,
    says_only_what_is_known,
    says_only_who,
)
from matching.needs.recognition import FoundNeed, resolve
from matching.needs.vocabulary import terms

SURE = 0.5
"""The chance from which a need is searched for."""

SURE_BESIDE = 0.3
"""The chance from which a further need is searched for beside a sure one: a sentence with two needs divides its chance."""

DOUBTFUL, DOUBTFUL_BESIDE = 0.1, 0.05
"""The chances from which a need is offered: where none is sure, and beside sure ones."""


_SHORTEST_CLAUSE = 3  # words
_MOST_OF_CLAUSE = 0.5
_IN_CLAUSE = 0.8  # the chance of a need in a clause of its own from which it is one of the sentence's
_IN_SENTENCE = 0.03  # and the least that it must have in the whole sentence
_BLANK = re.compile(r"\s{3,}")
_LAST_JOINT = re.compile(r"[\s,]+(?:and|but|or|y|e|o|pero)$", re.IGNORECASE)
_MARKS = " ,;:.!?-\u2013\u2014"
_SURE_OF_FEW = 0.9  # the chance of a need from which one word, or words that were never learned, ask for it
_HEARD = 0.12  # evidence below which a word is not part of what was heard, as a share of the strongest word


def read_needs(text: str, *, without: Collection[str] = (), whole: str | None = None) -> NeedsReading:
    """Return the needs that a text tells of; terms in `without` are ignored from the start.

    `whole` is the sentence that the text is what is left of, with its words at the same positions.
    """
    if len(text.split()) > LONG:
        parts = {part: mended(part) for part in parts_of(text)}
        beside = together(parts.values())
        return joined([_of_part(part, meant, without, None, beside[meant], is_part=True) for part, meant in parts.items()])
    return _of_part(text, mended(text), without, whole, is_part=whole is not None and whole != text).reading


def read_in(text: str, whole: str | None = None) -> tuple[str, str | None]:
    """Return the text that the network reads a sentence's needs in, and the rest of it that counts, as read_needs takes them."""
    meant = mended(text)
    return (whole, text) if whole is not None and meant == text else (meant, None)


def _of_part(
    text: str, meant: str, without: Collection[str], whole: str | None, beside: Texts = (), *, is_part: bool
) -> PartReading:
    """Return the needs of a sentence, read as it was meant where words are misspelled, and quoted as it was written."""
    if meant == text:
        return _of_spelled(text, without, whole, beside, is_part=is_part)
    read, asked = _of_spelled(meant, without, None, beside, is_part=is_part)
    sure, doubtful = (
        tuple(replace(one, heard=as_written(one.heard, meant, text)) for one in some) for some in (read.sure, read.doubtful)
    )
    return PartReading(NeedsReading(sure, doubtful), asked)


def _of_spelled(text: str, without: Collection[str], whole: str | None, beside: Texts = (), *, is_part: bool) -> PartReading:
    """Return the needs of a sentence; a word for somebody asks for nothing unless it is all that was written."""
    content = _content(text)
    if not content or (is_part and says_only_what_is_known(text)):
        return PartReading(NeedsReading(), frozenset())
    named = [one for one in plain_requests(text) if one.found.slug not in without]
    wished = {one.found.slug for one in named if one.is_wished}
    exact = resolve(text, without=without)
    if exact.found and exact.found[0].score == 1.0:
        return _named(exact.found, wished)
    if of_list := [one for one in listed(text) if one.slug not in without]:
        return _named(of_list, wished)
    asked = {one.found.slug: one.found.heard for one in named if one.sure}
    chances = _chances(text, whole, without, beside)
    if not exact.found:
        chances = _of_few_words(plain_words(text), chances)
    for one in exact.found:
        share = min(len(folding.tokens(one.heard)) / len(content), 1.0)
        chance = chances.get(one.slug, 0.0)
        likely = chance >= DOUBTFUL or _is_unlearned(one.heard)
        sole = SURE if likely and _has_clause(one.heard, text) else 0.0
        chances[one.slug] = max(chance, share * one.score, sole)
    for slug in (one.found.slug for one in named):
        chances[slug] = max(chances.get(slug, 0.0), DOUBTFUL)
    if asked and says_no_more(text, (one.found for one in named)):
        chances = {slug: max(chance, SURE) if slug in asked else min(chance, DOUBTFUL) for slug, chance in chances.items()}
    phrases = {one.found.slug: one.found.heard for one in named} | {one.slug: one.heard for one in exact.found}
    chances = {
        slug: chance
        for slug, chance in chances.items()
        if slug in terms()
        and (not asked or slug in phrases or chance < DOUBTFUL or not _is_in_a_name(_without_blanks(heard(text, slug)), named))
    }
    return PartReading(_wished_first(_sorted_out(text, chances, phrases, asked), wished, phrases), frozenset(asked))


def _wished_first(read: NeedsReading, wished: Collection[str], phrases: Collection[str]) -> NeedsReading:
    """Return the needs with those that a word asks for before those that phrases only tell of: "cuts class, needs a mentor".

    What the model alone hears keeps its place, and so does danger.
    """
    if not any(one.slug in wished for one in read.sure):
        return read

    def is_told(one: FoundNeed) -> bool:
        return one.slug in phrases and one.slug not in wished and not terms()[one.slug].crisis

    return replace(read, sure=tuple(sorted(read.sure, key=is_told)))


def _of_few_words(words: Sequence[str], chances: dict[str, float]) -> dict[str, float]:
    """Return the chances where no phrase is known: one word alone may be a name, and of words that it has not learned the model
    guesses by their letters ("Maria", "aftr skool"). It must be surer then."""
    if len(words) != 1 and any(word in model().words for word in words):
        return chances
    kept = {slug for slug, chance in chances.items() if chance >= _SURE_OF_FEW or (slug in terms() and terms()[slug].crisis)}
    return {slug: chance if slug in kept else min(chance, DOUBTFUL) for slug, chance in chances.items()}


def _named(found: Sequence[FoundNeed], wished: Collection[str]) -> PartReading:
    """Return the reading of a text that says nothing but names of needs."""
    sure = tuple(replace(one, heard=_without_blanks(one.heard)) for one in found)
    slugs = frozenset(one.slug for one in sure)
    return PartReading(_wished_first(NeedsReading(sure), wished, slugs), slugs)


def model_chance(text: str, slug: str, whole: str | None = None) -> float:
    """Return the chance (0 to 1) that the model alone gives a term, whatever phrases name it."""
    return _chances(text, whole, ()).get(slug, 0.0)


def _is_unlearned(heard: str) -> bool:
    """Whether the model has learned none of the words of a phrase, so that its doubt says nothing: "shrink", "loquero"."""
    return not any(word in model().words for word in plain_words(mended(heard)))


def _has_clause(heard: str, text: str) -> bool:
    """Whether a phrase is most of the clause that it stands in: "…, wants sports" asks for sports, whatever stands before."""
    clause = next((part for part in CLAUSE.split(text) if heard in part), "")
    return len(folding.tokens(heard)) >= _MOST_OF_CLAUSE * max(len(_content(clause)), 1)


def _content(text: str) -> list[str]:
    """Return the folded words of a text that say something."""
    return [word for word in folding.tokens(text) if word not in (folding.EDGE, folding.SOMEBODY)]


def _sorted_out(text: str, chances: Mapping[str, float], phrases: Mapping[str, str], asked: Collection[str]) -> NeedsReading:
    """Return the needs of a sentence by their chances, best first; what is asked for by name is sure, however much there is of it."""
    likely = _ranked(chances)[:MOST_SURE]
    surely = {
        slug
        for slug, chance in likely
        if likely[0][1] >= SURE and chance >= SURE_BESIDE and not _is_somebody(slug, phrases.get(slug) or heard(text, slug))
    }
    ranked = _ranked({slug: max(chance, SURE) if slug in asked else chance for slug, chance in chances.items()})
    sure = [pair for pair in ranked if pair[0] in surely or pair[0] in asked]
    least = DOUBTFUL_BESIDE if sure else DOUBTFUL
    offered = [pair for pair in ranked if pair not in sure and pair[1] >= least][: max(MOST_OFFERED - len(sure), 0)]

    def found(pair: tuple[str, float]) -> FoundNeed:
        slug, chance = pair
        return FoundNeed(slug, round(chance, 3), _without_blanks(phrases.get(slug) or heard(text, slug)))

    return NeedsReading(tuple(map(found, sure)), tuple(map(found, offered)))


def _is_in_a_name(words: str, named: Iterable[PlainRequest]) -> bool:
    """Whether the model hears a need in nothing but the name of another that is asked for: "grocery" asks for no school supplies,
    and "needs SAT prep" for no job."""
    sure = [one.found for one in named if one.sure]
    return any(words.casefold() in one.heard.casefold() or (one.heard in words and says_no_more(words, [one])) for one in sure)


def _is_somebody(slug: str, words: str) -> bool:
    """Whether a need was heard in nothing but words for somebody: a senior of a high school asks for no senior services."""
    return says_only_who(words) and not terms()[slug].people


def _ranked(chances: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(chances.items(), key=lambda pair: (-pair[1], pair[0]))


def _chances(text: str, whole: str | None, without: Collection[str], beside: Texts = ()) -> dict[str, float]:
    """Return the chance of each term in one sentence but those that are ignored."""
    chances = dict(zip(model().slugs, _of_piece(text, whole, beside), strict=True))
    left = 1 - sum(chances.pop(slug, 0.0) for slug in without)
    return {slug: min(chance / max(left, 0.2), 1.0) for slug, chance in chances.items()}


@lru_cache(maxsize=32)
def _of_piece(text: str, whole: str | None, beside: Texts) -> tuple[float, ...]:
    """Return the chance of each term in one sentence: a need that has a clause to itself is not drowned by the rest.

    A few are kept, because one request reads its sentence several times.
    """
    written, text = text, mended(text)
    chances = model().chances(text, whole if text == written else None, beside).tolist()
    clauses = [words for part in CLAUSE.split(text) if len(words := plain_words(part)) >= _SHORTEST_CLAUSE]
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
    return _LAST_JOINT.sub("", max(_BLANK.split(words), key=len).strip(_MARKS))


def heard(text: str, slug: str) -> str:
    """Return the run of words that speaks most for a term."""
    words = plain_words(text)
    evidence = model().evidence(words, slug)
    if not len(evidence) or evidence.max() <= 0:
        return text.strip()
    gains = evidence - _HEARD * evidence.max()
    start, end = _best_run(gains.tolist())
    places = _places(text)
    return text[places[start][0] : places[end][1]]


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


@lru_cache(maxsize=32)
def _places(text: str) -> tuple[tuple[int, int], ...]:
    """Return where each plain word of a text begins and ends in it."""
    at, places = 0, []
    written = folding.plain(text)
    marks = {"'", "\u2019", "\u2018", "`", "\u00b4"}
    for word in plain_words(text):
        begin, at = _located(written, word, at, marks)
        places.append((begin, at))
    return tuple(places)


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
