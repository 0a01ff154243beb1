"""Words of the vocabulary that a misspelled word may mean."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

_LONG = 8  # letters from which two slips are forgiven


@lru_cache(maxsize=20_000)
def near(word: str, vocabulary: Collection[str]) -> tuple[tuple[str, float], ...]:
    """The words of the vocabulary one slip away from `word` (two in long words), likeliest first, with what each costs.

    A slip is one letter too many, too few or wrong, or two neighbours exchanged, and costs 1; of words equally far, the
    one that begins alike and is most alike costs less (Jaro-Winkler). `vocabulary` must be hashable.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA, JaroWinkler

    most = 2 if len(word) >= _LONG else 1
    found = process.extract(word, vocabulary, scorer=OSA.distance, score_cutoff=most, limit=None)
    costs = ((text, slips + JaroWinkler.distance(word, text)) for text, slips, _ in found if slips)
    return tuple(sorted(costs, key=lambda pair: (pair[1], pair[0])))
