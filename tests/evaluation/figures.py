"""How good a ranked answer is, by graded relevance: normalized discounted cumulative gain, precision and recall.

The definitions are those of ranx (Järvelin and Kekäläinen's linear gain), which itself needs a compiler of its own at run time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

RELEVANT = 2.0
"""The grade from which a listing counts as an answer: it meets the main need."""


def ndcg(ranked: Sequence[str], grades: Mapping[str, float], depth: int) -> float:
    """Return the gain of the first listings, discounted by rank, as a share of the best that was possible; NaN if that is none.

    >>> round(ndcg(["b", "a"], {"a": 3, "b": 0}, 10), 4)
    0.6309
    """
    discounts = 1 / np.log2(np.arange(2, depth + 2))
    gains = np.array([grades.get(key, 0.0) for key in ranked[:depth]])
    best = np.sort(np.array(list(grades.values()), dtype=float))[::-1][:depth]
    ideal = float(best @ discounts[: len(best)])
    return float(gains @ discounts[: len(gains)]) / ideal if ideal else float("nan")


def precision(ranked: Sequence[str], grades: Mapping[str, float], depth: int) -> float:
    """Return the share of answers among the first listings, of as many as there are answers if those are fewer than `depth`."""
    answers = {key for key, grade in grades.items() if grade >= RELEVANT}
    return len(answers.intersection(ranked[:depth])) / min(depth, len(answers)) if answers else float("nan")


def recall(ranked: Sequence[str], grades: Mapping[str, float], depth: int) -> float:
    """Return the share of all answers that stand among the first listings; NaN if there are none."""
    answers = {key for key, grade in grades.items() if grade >= RELEVANT}
    return len(answers.intersection(ranked[:depth])) / len(answers) if answers else float("nan")
