"""Misspelled words of a sentence, mended to words that the model of needs has learned.

>>> mended("she wants to play socer, with Okaffor")
'she wants to play soccer, with Okaffor'
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from matching import text as folding
from matching.needs.misspellings import Spellings, near
from matching.needs.model import model
from matching.needs.ngrams import plain_words
from matching.needs.vocabulary import ordinary

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_PLUS = re.compile(r"(?<=\w\w)(?:\s+\+\s*|\+)(?=\w\w)")
"""A plus that stands between the parts of a list, as a comma does: "food + legal". A name may end with one: "LGBTQ+ group"."""
_TWO_SLIPS = 2.0
_LONG = 8  # letters of a word in which a wrong letter is surely a slip
_SHORTEST = 5  # letters of a word that may be mended, and of what it may be


@cache
def _known() -> Spellings:
    return Spellings(sorted(word for word in model().words if len(word) >= _SHORTEST - 1 and word.isalpha()))


@lru_cache(maxsize=32)
def mended(text: str) -> str:
    """Return a text with each misspelled word replaced; names, which have a capital, and words without a likely one stay.

    A list by "+" becomes one by commas.

    A few are kept, since one request asks several times about its sentence.
    """
    text = _PLUS.sub(lambda plus: plus[0].replace("+", ","), text)
    return _WORD.sub(lambda word: _meant(word[0], word.start() == 0) or word[0], text)


def surely_mended(text: str) -> str:
    """Return a text with each misspelled word replaced that can be but one known word: "shoos" may be shoes as well as shoots.

    >>> surely_mended("shoos for hersellf")
    'shoos for herself'
    """
    return _WORD.sub(lambda word: _only_one(word[0], word.start() == 0) or word[0], text)


def as_written(heard: str, meant: str, text: str) -> str:
    """Return the words of a text that stand where some words of its mended form do.

    >>> as_written("tutor for math", "a tutor for math, please", "a tuter for maht, please")
    'tuter for maht'
    """
    at = meant.find(heard)
    words = [pair for pair in zip(_WORD.finditer(meant), _WORD.finditer(text), strict=False) if pair[0].start() >= at]
    written = [there for here, there in words if here.end() <= at + len(heard)]
    return text[written[0].start() : written[-1].end()] if at >= 0 and written else heard


def nearest_of(word: str, vocabulary: Spellings, *, first: bool) -> str | None:
    """Return the word of a vocabulary that a misspelled word is meant to be; None if it is none of them.

    A word that the model has learned is not misspelled, nor is an ordinary one, nor a name; `first` is whether it begins the text.
    Only one slip is sure enough, since many right words are two away from another one.
    """
    raw = folding.plain(word)
    if (
        _may_be_name(word, first)
        or len(raw) < _SHORTEST
        or raw in ordinary()
        or any(one in model().words for one in plain_words(raw))
    ):
        return None
    meant = (one for one, cost in near(raw, vocabulary) if cost < _TWO_SLIPS and _is_slip(raw, one))
    return next(meant, None)


def _is_slip(word: str, meant: str) -> bool:
    """Whether a word is surely the other one, misspelled: a letter too few, too many or out of place, or a wrong one in a long word."""
    exchanged = len(word) == len(meant) and sorted(word) == sorted(meant)
    return word[0] == meant[0] and (exchanged or len(word) != len(meant) or len(meant) >= _LONG)


def is_known(word: str) -> bool:
    """Whether the model has learned a word, or the word that it surely is meant to be: "Utica" is not "única"."""
    meant = _meant(word, first=False)
    return all(part in model().words for part in plain_words(word)) or (
        meant is not None and _is_slip(folding.plain(word), meant)
    )


def _meant(word: str, first: bool) -> str | None:
    if _may_be_name(word, first):
        return None
    return folding.written_out(folding.plain(word)) or (None if len(word) < _SHORTEST else _nearest(word.lower()))


def _only_one(word: str, first: bool) -> str | None:
    meant = _meant(word, first)
    return meant if sum(slips < _TWO_SLIPS for _, slips in _candidates(word.lower())) <= 1 else None


def _may_be_name(word: str, first: bool) -> bool:
    return word[0].isupper() and not first and not word.isupper()


def _nearest(word: str) -> str | None:
    return next((meant for meant, _ in _candidates(word)), None)


@lru_cache(maxsize=2_000)
def _candidates(word: str) -> tuple[tuple[str, float], ...]:
    """Return the words that a misspelled one may be, likeliest first, each with the cost of its slips; none for a right word."""
    parts = plain_words(word)
    if len(parts) != 1 or parts[0] in model().words or folding.plain(word) in ordinary():
        return ()
    return near(parts[0], _known())
