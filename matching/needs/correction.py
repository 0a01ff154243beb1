"""Misspelled words of a sentence, mended to words that the model of needs has learned.

>>> mended("she wants to play socer, with Okaffor")
'she wants to play soccer, with Okaffor'
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from matching import text as folding
from matching.needs import misspellings
from matching.needs.model import model
from matching.needs.ngrams import plain_words
from matching.needs.vocabulary import ordinary

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_SHORTEST = 5  # letters of a word that may be mended, and of what it may be


@cache
def _known() -> tuple[str, ...]:
    return tuple(sorted(word for word in model().words if len(word) >= _SHORTEST - 1 and word.isalpha()))


def mended(text: str) -> str:
    """Return a text with each misspelled word replaced; names, which have a capital, and words without a likely one stay."""
    return _WORD.sub(lambda word: _meant(word[0], word.start() == 0) or word[0], text)


def is_known(word: str) -> bool:
    """Whether the model has learned a word, or the word that it is meant to be."""
    return all(part in model().words for part in plain_words(word)) or _meant(word, first=False) is not None


def _meant(word: str, first: bool) -> str | None:
    if len(word) < _SHORTEST or (word[0].isupper() and not first and not word.isupper()):
        return None
    return _nearest(word.lower())


@lru_cache(maxsize=2_000)
def _nearest(word: str) -> str | None:
    parts = plain_words(word)
    if len(parts) != 1 or parts[0] in model().words or folding.plain(word) in ordinary():
        return None
    near = misspellings.near(parts[0], _known())
    return near[0][0] if near else None
