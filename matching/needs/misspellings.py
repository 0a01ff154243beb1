"""Words of the vocabulary that a misspelled word may mean."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

_LONG = 8  # letters; the length from which two slips are allowed


@lru_cache(maxsize=20_000)
def near(word: str, vocabulary: Collection[str]) -> tuple[tuple[str, float], ...]:
    """Return the words in the vocabulary one slip away from `word` (two in long words), likeliest first, with the cost of each.

    A slip is one extra, missing or wrong letter, or two neighbors exchanged, and costs 1; among words at the same distance, the
    one with the same beginning and the greatest similarity costs less (Jaro-Winkler). `vocabulary` must be hashable.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA, JaroWinkler

    most = 2 if len(word) >= _LONG else 1
    found = process.extract(word, vocabulary, scorer=OSA.distance, score_cutoff=most, limit=None)
    costs = ((text, slips + JaroWinkler.distance(word, text)) for text, slips, _ in found if slips)
    return tuple(sorted(costs, key=lambda pair: (pair[1], pair[0])))
