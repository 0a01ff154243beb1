"""Sentences as vectors: a small multilingual network that puts sentences of one meaning near one another.

It knows no need and no danger: the models of matching.needs and matching.danger learn from its vectors. Nothing here learns;
the weights are cut from a published package (NOTICE.md) by `make encoder`.
"""

from __future__ import annotations

from matching.encoder.network import ENCODED, FEATURES, WIDTH, features, product, vector

__all__ = ["ENCODED", "FEATURES", "WIDTH", "features", "product", "vector"]
