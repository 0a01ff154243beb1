"""Words of a vocabulary that a misspelled word may mean.

>>> vocabulary = Spellings(["tutor", "tutoring", "mentor"])
>>> [(word, round(cost, 2)) for word, cost in near("tutro", vocabulary)], near("tutor", vocabulary)
([('tutor', 1.05)], ())
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache, reduce
from operator import or_

import numpy as np
import numpy.typing as npt

_LONG = 8  # letters; the length from which two slips are allowed
_LETTERS_OF_A_SLIP = 2  # a wrong letter takes one from the letters of a word and adds another


class Spellings:
    """A vocabulary, whose words of about the same letters as a given one are found at once."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(sorted(filter(None, words), key=len))
        lengths = np.array([len(word) for word in self.words], dtype=np.int64)
        starts = np.concatenate(([0], np.cumsum(lengths)))
        letters = _marks("".join(self.words))
        self._marks = np.bitwise_or.reduceat(letters, starts[:-1]) if len(letters) else letters
        self._lengths: list[int] = lengths.tolist()

    def of_like_letters(self, word: str, slips: int) -> list[str]:
        """Return the words that may be so many slips away: of about this length, and of these letters but a few."""
        first, last = (bisect_left(self._lengths, length) for length in (len(word) - slips, len(word) + slips + 1))
        other = np.bitwise_count(self._marks[first:last] ^ np.uint64(reduce(or_, (1 << (ord(char) & 63) for char in word), 0)))
        return [self.words[first + place] for place in np.flatnonzero(other <= _LETTERS_OF_A_SLIP * slips).tolist()]


def _marks(text: str) -> npt.NDArray[np.uint64]:
    """Return for each character a number with one bit of 64 set; a few characters share one."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.uint64(1) << (codes & 63).astype(np.uint64)


@lru_cache(maxsize=20_000)
def near(word: str, vocabulary: Spellings) -> tuple[tuple[str, float], ...]:
    """Return the words in the vocabulary one slip away from `word` (two in long words), likeliest first, with the cost of each.

    A slip is one extra, missing or wrong letter, or two neighbors exchanged, and costs 1; among words at the same distance, the
    one with the same beginning and the greatest similarity costs less (Jaro-Winkler).
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA, JaroWinkler

    most = 2 if len(word) >= _LONG else 1
    found = process.extract(word, vocabulary.of_like_letters(word, most), scorer=OSA.distance, score_cutoff=most, limit=None)
    costs = ((text, slips + JaroWinkler.distance(word, text)) for text, slips, _ in found if slips)
    return tuple(sorted(costs, key=lambda pair: (pair[1], pair[0])))
