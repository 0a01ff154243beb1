"""Text as word pieces: the likeliest way to write it with the pieces in the vocabulary (a unigram model).

Every common word is a piece of its own; a rare or misspelled one is written with several shorter pieces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

UNKNOWN, BEGIN, END = 0, 1, 2
"""The numbers of the pieces that no text spells: one for an unknown character, and the two ends of a text."""

SPACE = "\u2581"
LONGEST_TEXT = 4_000
"""Characters that are read; the rest is left unread."""

_WORD = re.compile(r"\S+")
_LONGEST_KEPT = 30  # characters of a word whose pieces are kept
_UNLIKELY = 10.0  # how much less likely an unknown character is than the rarest piece, in log odds
_BLANKS = re.compile(r"\s+")
_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "`": "'", "\u00b4": "'", "\u201c": '"', "\u201d": '"'})


class Word(NamedTuple):
    """The position of a word in its text: `text[start:end]`."""

    start: int
    end: int


def normalized(text: str) -> str:
    """Return text in compatibility form and lower case, with plain quotes and one mark for each run of blanks.

    >>> normalized(" Can\u2019t  sleep ")
    "▁can't▁sleep"
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).lower().translate(_QUOTES).strip()
    return SPACE + _BLANKS.sub(SPACE, plain) if plain else ""


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The vocabulary: the number of each piece, but of those that no text spells, and each log likelihood by number."""

    numbers: Mapping[str, int]
    likelihoods: Sequence[float]
    longest: int
    unknown: float

    @classmethod
    def of(cls, spelled: Sequence[str], likelihoods: Sequence[float]) -> Pieces:
        """Return the vocabulary of these pieces, numbered in this order."""
        numbers = {piece: number for number, piece in enumerate(spelled) if number not in (UNKNOWN, BEGIN, END)}
        return cls(numbers, likelihoods, max(map(len, spelled)), min(likelihoods) - _UNLIKELY)

    def words(self, text: str, most: int) -> tuple[list[int], list[Word], list[int]]:
        """Return the numbers of the likeliest pieces of a text, between its two ends, its words, and the place of the first of each.

        At most so many pieces are returned; what is beyond them is left unread.
        """
        numbers, words, first = [BEGIN], list[Word](), list[int]()
        for word in _WORD.finditer(text[:LONGEST_TEXT]):
            spelled = normalized(word[0])
            if len(numbers) >= most - 1:
                break
            if spelled:
                words.append(Word(*word.span()))
                first.append(len(numbers))
                numbers += self.likeliest(spelled)
        return [*(numbers[: most - 1] if words else [BEGIN, UNKNOWN]), END], words, first

    def split(self, text: str) -> list[int]:
        """Return the numbers of the likeliest pieces of a text, between its two ends."""
        return self.words(text, LONGEST_TEXT)[0]

    def likeliest(self, text: str) -> Sequence[int]:
        """Return the numbers of the likeliest pieces of a normalized text."""
        return _of_word(self, text) if len(text) <= _LONGEST_KEPT else _likeliest(self, text)


def _likeliest(pieces: Pieces, text: str) -> tuple[int, ...]:
    """Return the numbers of the likeliest pieces: the best way to reach each position is by the best piece that ends there."""
    if not text:
        return (UNKNOWN,)
    numbers, likelihoods = pieces.numbers, pieces.likelihoods
    best = [0.0] + [float("-inf")] * len(text)
    came_from, piece = [0] * (len(text) + 1), [UNKNOWN] * (len(text) + 1)
    for start in range(len(text)):
        so_far = best[start]
        for end in range(start + 1, min(start + pieces.longest, len(text)) + 1):
            number = numbers.get(text[start:end])
            if number is not None and (reached := so_far + likelihoods[number]) > best[end]:
                best[end], came_from[end], piece[end] = reached, start, number
        if (reached := so_far + pieces.unknown) > best[start + 1]:
            best[start + 1], came_from[start + 1], piece[start + 1] = reached, start, UNKNOWN
    path, at = [], len(text)
    while at > 0:
        path.append(piece[at])
        at = came_from[at]
    return tuple(path[::-1])


_of_word = lru_cache(maxsize=20_000)(_likeliest)
"""The pieces of words that were read before."""
