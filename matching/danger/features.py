"""Sentences as numbered features: their words, pairs and parts of words, and the ideas behind them.

>>> ideas("he asked how many of his pills it would take")
['ASK', 'PILLS', 'QUANTITY']

Features are hashed into a fixed number of buckets, so that no vocabulary has to be shipped. Ideas come from `ideas.toml`,
which groups words of one meaning: a bridge, a roof and the tracks are one place, so that a sentence about one of them is
evidence about the others. Two ideas in one sentence are a separate feature, in either order.
"""

from __future__ import annotations

import re
import tomllib
import zlib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matching.danger.threats import threat
from matching.text import without_accents

BUCKETS = 1 << 17
"""The number of buckets for features; two features in one bucket cost little accuracy."""

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)*")
_PARTS = (3, 4, 5)  # letters
_WEIGHTS = {"word": 1.0, "pair": 0.8, "part": 1.0, "idea": 1.2, "ideas": 0.8}
_LETTERS = str.maketrans({"\u2019": "'", "\u2018": "'", "`": "'", "\u00b4": "'"})
_MOST_WORDS = 400  # of one sentence; longer ones are read in windows


def words_of(text: str) -> list[str]:
    """Return the words of a text in plain lower case, without accents and apostrophes."""
    plain = without_accents(text.translate(_LETTERS).lower())
    return [word.replace("'", "") for word in _WORD.findall(plain)][:_MOST_WORDS]


class _Ideas:
    """The table of ideas by first word, longest phrase first."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self.stems: dict[str, list[tuple[str, str]]] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for idea, listed in table.items():
            for entry in re.split(r"[,\n]+", listed):
                words = tuple(entry.split())
                if not words:
                    continue
                if len(words) == 1 and words[0].endswith("*"):
                    stem = words[0][:-1]
                    self.stems.setdefault(stem[:3], []).append((stem, idea))
                else:
                    self.phrases.setdefault(words[0], []).append((words, idea))

    def at(self, words: list[str], place: int) -> Iterator[str]:
        """Yield every idea with a phrase that begins at this word."""
        word = words[place]
        for phrase, idea in self.phrases.get(word, ()):
            if len(phrase) == 1 or tuple(words[place : place + len(phrase)]) == phrase:
                yield idea
        for stem, idea in self.stems.get(word[:3], ()):
            if word.startswith(stem):
                yield idea


@cache
def _ideas() -> _Ideas:
    return _Ideas(tomllib.loads((Path(__file__).parent / "ideas.toml").read_text(encoding="utf-8")))


def ideas(text: str) -> list[str]:
    """Return the names of the ideas in a text, each once."""
    return _ideas_in(words_of(text))


def _ideas_in(words: list[str]) -> list[str]:
    table = _ideas()
    found = {idea for place in range(len(words)) for idea in table.at(words, place)}
    threatened = threat(words)
    return sorted(found | {str(threatened)} if threatened else found)


def _numbered(words: list[str]) -> Iterator[tuple[str, set[int]]]:
    """Yield the buckets of each group of features, by its name."""
    found = _ideas_in(words)
    framed = ["<", *words, ">"]
    yield "word", {_bucket(f"w {word}") for word in words}
    yield (
        "pair",
        {
            *(_bucket(f"b {one} {two}") for one, two in pairwise(framed)),
            *(_bucket(f"s {one} {two}") for one, two in zip(words, words[2:], strict=False)),
        },
    )
    yield "part", set[int]().union(*map(_buckets_of_parts, set(words)))
    yield "idea", {_bucket(f"i {idea}") for idea in found}
    yield "ideas", {_bucket(f"j {one} {two}") for place, one in enumerate(found) for two in found[place + 1 :]}


def _bucket(feature: str) -> int:
    return zlib.crc32(feature.encode()) % BUCKETS


@lru_cache(maxsize=20_000)
def _buckets_of_parts(word: str) -> frozenset[int]:
    padded = f" {word} "
    return frozenset(_bucket(f"c {padded[at : at + length]}") for length in _PARTS for at in range(len(padded) - length + 1))


def features(words: list[str]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Return the buckets and values for a sentence's words, each an array of shape (features,).

    Each group of features has the same norm in every sentence, so that a long one counts no more than a short one.
    """
    buckets: list[int] = []
    values: list[float] = []
    for group, numbers in _numbered(words):
        if numbers:
            buckets += sorted(numbers)
            values += [_WEIGHTS[group] / len(numbers) ** 0.5] * len(numbers)
    return np.array(buckets, dtype=np.int64), np.array(values, dtype=np.float64)
