"""Needs for the beginning of a name or a saying, in English and Spanish, for suggestions while somebody types.

>>> [(one.slug, one.phrase) for one in complete("homew", 1)]
[('homework-help', 'Homework help')]

A name is completed from any of its words but small ones, a saying from its first words. The last word typed may be unfinished,
the others are whole. All phrases are sorted under the texts by which they may begin, so that a beginning is one slice of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from matching.needs.vocabulary import ordinary, terms
from matching.text import fold_text, root

SMALL = frozenset(
    "a an and at for from in is of on or the to with her him his my our she he "
    "el ella la las lo los de del en y o para por con un una mi mis su sus se".split()
)
"""Words by which no completion begins: a sentence has one every few words."""

SHORTEST_MENDED = 5  # letters; nearly all shorter words are one slip from another
_BEYOND = "\U0010ffff"
_INTRODUCING = SMALL | frozenset("needs need wants want see necesita necesitan quiere busca".split())
_MENDED = 3  # words that a misspelled one may mean


class NeedCompletion(NamedTuple):
    """A term, and the name or saying that completes what was typed."""

    slug: str
    phrase: str
    is_spanish: bool


class _Entry(NamedTuple):
    start: str  # the folded words by which the phrase is found
    rank: int  # 0 a name from its beginning, 1 a saying, 2 a name from within
    slug: str
    phrase: str
    is_spanish: bool

    def completion(self) -> NeedCompletion:
        return NeedCompletion(self.slug, self.phrase, self.is_spanish)


class _Completions(NamedTuple):
    entries: Sequence[_Entry]  # sorted by start
    starts: Sequence[str]
    words: Mapping[str, int]  # how many phrases have each word


def complete(beginning: str, most: int) -> list[NeedCompletion]:
    """Return the terms with a phrase that begins so, each once with its best phrase; `beginning` is folded text."""
    index = _completions()
    last = bisect_left(index.starts, beginning + _BEYOND)
    best: dict[str, tuple[tuple[object, ...], _Entry]] = {}
    for entry in index.entries[bisect_left(index.starts, beginning) : last]:
        # What was typed to its end comes first, then a whole word before the beginning of a longer one, short before long.
        is_whole = entry.start == beginning
        order = (not is_whole, entry.rank, not is_whole and entry.start[len(beginning)] != " ", len(entry.phrase), entry.phrase)
        if entry.slug not in best or order < best[entry.slug][0]:
            best[entry.slug] = (order, entry)
    ranked = sorted(best.values(), key=lambda pair: (pair[0], pair[1].slug))
    return [entry.completion() for _, entry in ranked[:most]]


def complete_misspelled(beginning: str, most: int) -> list[NeedCompletion]:
    """Return the same for a beginning whose last word has one slip; none if that word is an ordinary one."""
    *whole, last = beginning.split(" ")
    before = "".join(f"{word} " for word in whole)
    found: dict[str, NeedCompletion] = {}
    for word in meant_words(last)[:_MENDED]:
        for completion in complete(before + word, most):
            found.setdefault(completion.slug, completion)
    return list(found.values())[:most]


def is_known(word: str) -> bool:
    """Whether a folded word is right as typed: an ordinary one, or one of the phrases'."""
    return word in SMALL or word in ordinary() or word in _completions().words


@lru_cache(maxsize=2_000)
def meant_words(word: str) -> tuple[str, ...]:
    """Return the words of phrases that begin one slip away from a strange word, likeliest first.

    A slip is one extra, missing or wrong letter, or two neighbors exchanged; the first letter is seldom the wrong one.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if len(word) < SHORTEST_MENDED or word.isdigit() or is_known(word):
        return ()
    words = _completions().words
    near: set[str] = set()
    for letters in (len(word) - 1, len(word), len(word) + 1):
        beginnings = _beginnings(letters)
        for beginning, _, _ in process.extract(word, beginnings.keys(), scorer=OSA.distance, score_cutoff=1, limit=None):
            near.update(beginnings[beginning])
    return tuple(sorted(near, key=lambda one: (one[0] != word[0], -words[one], one)))


@cache
def _beginnings(letters: int) -> Mapping[str, Sequence[str]]:
    """Return the words by their first letters; a word that has no more letters stands for itself."""
    found: dict[str, list[str]] = {}
    for word in _completions().words:
        if len(word) >= letters:
            found.setdefault(word[:letters], []).append(word)
    return found


def _phrases() -> Iterator[tuple[str, str, bool, bool]]:
    """Yield each phrase as slug, phrase, whether it is Spanish, and whether it is a name: names first."""
    for term in terms().values():
        yield term.slug, term.english, False, True
        yield term.slug, term.spanish, True, True
    for term in terms().values():
        yield from ((term.slug, phrase, False, False) for phrase in term.says)
        yield from ((term.slug, phrase, True, False) for phrase in term.says_spanish)


@cache
def _completions() -> _Completions:
    entries: dict[tuple[str, str], _Entry] = {}
    counts: Counter[str] = Counter()
    owners: dict[str, str] = {}
    for slug, phrase, is_spanish, is_name in _phrases():
        words = fold_text(phrase).split()
        # A phrase of two terms is the first one's, as where sentences are read.
        if owners.setdefault(" ".join(words), slug) != slug:
            continue
        roots = [root(word) for word in words]
        counts.update({*words, *roots})
        for at in _starts(words, is_name=is_name):
            rank = 1 if not is_name else 2 if at else 0
            # Also by the bare words: "grocery" begins "groceries".
            for start in (" ".join(words[at:]), " ".join(roots[at:])):
                entries.setdefault((start, slug), _Entry(start, rank, slug, phrase, is_spanish))
    ordered = sorted(entries.values())
    return _Completions(ordered, [entry.start for entry in ordered], counts)


def _starts(words: Sequence[str], *, is_name: bool) -> Iterator[int]:
    """Yield the words by which a phrase may be begun."""
    for at, word in enumerate(words):
        if at == 0 or (word not in SMALL and (is_name or _INTRODUCING.issuperset(words[:at]))):
            yield at
