"""Seasons: services that run in some months only, as numbers of months from 1 to 12.

A season may span the new year. A service without one runs all year.

>>> verdict(6, 8, 7), verdict(6, 8, 5), verdict(6, 8, 11)
(2, 1, 0)
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matching.query import Floats
from matching.verdicts import FAIL, PASS, UNASKED, UNKNOWN, Codes

SOON = 2
"""The number of months before its start from which a family can ask about a place; earlier, it is no help."""


def verdicts(first: Floats, last: Floats, month: int) -> Codes:
    """Return the verdict on each season in a month: pass if it runs, unknown if it starts soon, else fail; NaN is no season."""
    none = np.isnan(first) | np.isnan(last)
    first, last = np.where(none, 1, first), np.where(none, 12, last)
    runs = (month - first) % 12 <= (last - first) % 12
    codes = np.where(runs, PASS, np.where((first - month) % 12 <= SOON, UNKNOWN, FAIL))
    return np.where(none, UNASKED, codes).astype(np.int8)


def in_any(first: Floats, last: Floats, months: Sequence[int]) -> Codes:
    """Return the best verdict on each season in any of these months."""
    best: Codes = np.max([verdicts(first, last, month) for month in months], axis=0)
    return best


def verdict(first: int, last: int, month: int) -> int:
    """Return the verdict on one season."""
    return int(verdicts(np.array([float(first)]), np.array([float(last)]), month)[0])
