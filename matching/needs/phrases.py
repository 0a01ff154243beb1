"""The phrases of the vocabulary as folded words, found by the words that they begin with; and every spelling of their words.

>>> said_phrases().whole[("lost", "mom")].slug
'grief'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from matching import text as folding
from matching.needs.misspellings import Spellings
from matching.needs.vocabulary import ordinary, quiet, terms

SHORTEST_MENDED = 4
"""Letters of the shortest word that may be misspelled."""

_BY_NAME, _BY_SAYING, _BY_LISTING = 0.95, 0.9, 0.85


class TermPhrase(NamedTuple):
    """A phrase, its term ("" for a quiet phrase), and how surely it means the term, from 0 to 1."""

    words: tuple[str, ...]
    slug: str
    sure: float


class SaidPhrases(NamedTuple):
    """The phrases that may stand anywhere, by their first word and the second ("" where there is none); and all by their words.

    `unordered` are those of a term that have several different words, by their first, in whatever order a text has them.
    `spellings` are the folded words by every spelling in use, and `joined` words that are also written as two.
    """

    by_words: Mapping[str, Mapping[str, Sequence[TermPhrase]]]
    whole: Mapping[tuple[str, ...], TermPhrase]
    unordered: Mapping[str, Sequence[TermPhrase]]
    spellings: Mapping[str, str]
    spelled: Spellings
    joined: Spellings
    ordinary: frozenset[str]


def _sayings() -> Iterator[tuple[str, str, float]]:
    """Yield every phrase with its term; if two terms share one, the first keeps it."""
    for term in terms().values():
        yield from ((text, term.slug, _BY_NAME) for text in (term.slug, term.english, term.spanish))
    for term in terms().values():
        yield from ((text, term.slug, _BY_SAYING) for text in (*term.says, *term.says_spanish))
    for term in terms().values():
        yield from ((text, term.slug, _BY_LISTING) for text in term.provides)


@cache
def said_phrases() -> SaidPhrases:
    """Return the phrases of all terms, and the quiet ones that people say."""
    whole: dict[tuple[str, ...], TermPhrase] = {}
    texts = (*_sayings(), *((text, "", 1.0) for text in quiet().speech))
    for text, slug, sure in texts:
        if words := folding.phrase(text):
            whole.setdefault(words, TermPhrase(words, slug, sure))
    spellings = _spellings([text for text, _, _ in texts], whole)
    by_words: dict[str, dict[str, list[TermPhrase]]] = {}
    for entry in whole.values():
        first, second = (*entry.words, "")[:2]
        by_words.setdefault(first, {}).setdefault(second, []).append(entry)
    for text, slug in ((text, term.slug) for term in terms().values() for text in (*term.labels, *term.vague)):
        words = folding.phrase(text)
        whole.setdefault(words, TermPhrase(words, slug, _BY_LISTING))
    unordered: dict[str, list[TermPhrase]] = {}
    for entry in whole.values():
        if entry.slug and len(set(entry.words)) > 1:
            unordered.setdefault(entry.words[0], []).append(entry)
    spelled = Spellings(raw for raw in spellings if len(raw) >= SHORTEST_MENDED)
    return SaidPhrases(by_words, whole, unordered, spellings, spelled, Spellings(folding.joined()), ordinary())


def _spellings(texts: Iterable[str], whole: Iterable[tuple[str, ...]]) -> dict[str, str]:
    spellings = dict(folding.spellings())
    for raw in dict.fromkeys(folding.spelled("\n".join(texts))):
        if len(folded := folding.folded(raw)) == 1:
            spellings[raw] = folded[0]
    # A word is folded to its singular, which may be misspelled as well as the plural that a phrase has.
    for word in {word for words in whole for word in words if word.isalpha() and folding.folded(word) == (word,)}:
        spellings.setdefault(word, word)
    return spellings


def is_said(words: tuple[str, ...]) -> bool:
    """Return whether the folded words are a name, a saying or a listing's words of a term, and no mere label."""
    first, second = (*words, "", "")[:2]
    return any(one.words == words and one.slug for one in said_phrases().by_words.get(first, {}).get(second, ()))
