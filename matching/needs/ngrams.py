"""The words of a sentence and the parts of its words, as numbered features.

Features are hashed into a fixed number of buckets, so that no list of words has to be shipped.

>>> plain_words("She can’t sleep, mamá.")
['she', 'cant', 'sleep', 'mama']
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from matching.text import without_accents

BUCKETS = 1 << 16
"""The number of buckets; two features that share one cost little accuracy."""

_WORD = re.compile(r"[a-z0-9]+")
_PARTS = (3, 4, 5)  # letters
_QUOTES = str.maketrans("", "", "'\u2019\u2018`\u00b4")
MOST_WORDS = 400
"""Words of one text that are read."""


def plain_words(text: str) -> list[str]:
    """Return the words of a text in lower case, without accents and apostrophes."""
    return _WORD.findall(without_accents(text.lower().translate(_QUOTES)))[:MOST_WORDS]


def bucket(feature: str) -> int:
    return zlib.crc32(feature.encode()) % BUCKETS


def parts(word: str) -> list[str]:
    """Return every run of 3 to 5 letters of a word, with its ends marked by blanks."""
    padded = f" {word} "
    return [padded[at : at + length] for length in _PARTS for at in range(len(padded) - length + 1)]


@lru_cache(maxsize=20_000)
def _buckets_of_parts(word: str) -> frozenset[int]:
    return frozenset(bucket(f"c {part}") for part in parts(word))


def features(words: Sequence[str]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    """Return buckets and values, each of shape (features,): words and parts of words each have the same norm in every sentence."""
    found: list[int] = []
    values: list[float] = []
    once = set(words)
    for group in ({bucket(f"w {word}") for word in once}, frozenset[int]().union(*map(_buckets_of_parts, once))):
        if group:
            found += sorted(group)
            values += [len(group) ** -0.5] * len(group)
    return np.array(found, dtype=np.int64), np.array(values, dtype=np.float32)
