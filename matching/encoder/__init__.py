"""Sentences as vectors: a small multilingual network that puts sentences of one meaning near one another.

It names no need and no danger: the heads of matching.comprehension do, with which it has learned. The weights are cut from a
published package (NOTICE.md), and have learned further from our sentences, by `make comprehension`.
"""

from __future__ import annotations

from matching.encoder.network import (
    ENCODED,
    FEATURES,
    FILE,
    WIDTH,
    Encoded,
    features,
    features_of,
    vector,
    vectors_of,
)
from matching.encoder.pieces import Word
from matching.encoder.products import product, times
from matching.encoder.recent_values import RecentValues

__all__ = [
    "ENCODED",
    "FEATURES",
    "FILE",
    "WIDTH",
    "Encoded",
    "RecentValues",
    "Word",
    "features",
    "features_of",
    "product",
    "times",
    "vector",
    "vectors_of",
]
