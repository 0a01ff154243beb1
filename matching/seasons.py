"""Seasons: services that run in some months only, as numbers of months from 1 to 12.

A season may go over the new year. Without one, a service runs all year.

>>> verdict(6, 8, 7), verdict(6, 8, 5), verdict(6, 8, 11)
(2, 1, 0)
"""

from __future__ import annotations

import numpy as np

from matching.query import Floats
from matching.verdicts import FAIL, PASS, UNASKED, UNKNOWN, Codes

SOON = 2
"""So many months before it starts, a family can ask about a place; with more to go it is no help now."""


def verdicts(first: Floats, last: Floats, month: int) -> Codes:
    """How each of these seasons stands to a month: it runs, it starts soon (a question), or it is long until then; NaN is none."""
    none = np.isnan(first) | np.isnan(last)
    first, last = np.where(none, 1, first), np.where(none, 12, last)
    runs = (month - first) % 12 <= (last - first) % 12
    codes = np.where(runs, PASS, np.where((first - month) % 12 <= SOON, UNKNOWN, FAIL))
    return np.where(none, UNASKED, codes).astype(np.int8)


def verdict(first: int, last: int, month: int) -> int:
    """The same for one season."""
    return int(verdicts(np.array([float(first)]), np.array([float(last)]), month)[0])
