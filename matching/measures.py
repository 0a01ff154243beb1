"""The exact distance and score of single services, and a search that computes as few of them as possible."""

from __future__ import annotations

import math
from bisect import insort
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from matching.distance import geodesic_miles, nearness, shortest
from matching.query import Floats, Integers, Query
from matching.services import Services

DIGITS = 9
"""Scores and miles are compared to this many decimals, so that the last bit of a sum decides nothing."""

ROUNDING = 10.0**-DIGITS


class Measure:
    """Measures the services of a query, each point only once.

    `highest` is the best score that each service can have; `nearest` the least miles, infinite without a point.
    """

    def __init__(self, query: Query, found: Services) -> None:
        self._query, self._found = query, found
        self._points: dict[tuple[float, float], float] = {}
        self._located = ~np.isnan(found.sphere)
        added = nearness(shortest(found.sphere), query.within) * found.distance_share
        self.highest: Floats = found.base + np.where(self._located, added, 0.0) + ROUNDING
        self.nearest: Floats = np.where(self._located, shortest(found.sphere) - ROUNDING, math.inf)

    def miles(self, i: int) -> float | None:
        """Return the geodesic miles from the place asked for, None if either end has no point."""
        if not self._located[i] or self._query.place is None:
            return None
        there = float(self._found.columns.latitude[i]), float(self._found.columns.longitude[i])
        if there not in self._points:
            self._points[there] = geodesic_miles((self._query.place.latitude, self._query.place.longitude), there)
        return self._points[there]

    def score(self, i: int, failing: str | None = None) -> float:
        """Return the score from 0 to 1; a distance that fails adds nothing."""
        miles, base = self.miles(i), float(self._found.base[i])
        if miles is not None and failing != "distance":
            base += self._found.distance_share * float(nearness(np.array([miles]), self._query.within)[0])
        return round(base, DIGITS)

    def order(self, i: int) -> tuple[float, str, int]:
        """Return the tie-breaker between equal scores: the distance, services without one last, then the id."""
        miles, columns = self.miles(i), self._found.columns
        return (math.inf if miles is None else round(miles, DIGITS), str(columns.id[i]), int(columns.key[i]))


def first(
    count: int, rows: Integers, bounds: Sequence[Floats | Integers], exactly: Callable[[int], tuple[Any, ...] | None]
) -> list[int]:
    """Return the `count` rows with the smallest exact keys, in order, computing as few exact keys as possible.

    `exactly` returns the key of a row, None to leave it out. `bounds` are columns along `rows`: read across as a tuple, they are
    a lower bound of the beginning of the key, so the search stops once no further row can be smaller.
    """
    found: list[tuple[tuple[Any, ...], int]] = []
    order = np.lexsort(tuple(reversed(bounds)))
    for i, *least in zip(rows[order].tolist(), *(bound[order].tolist() for bound in bounds), strict=True):
        if len(found) == count and tuple(least) > found[-1][0][: len(least)]:
            break
        key = exactly(i)
        if key is not None and (len(found) < count or key < found[-1][0]):
            insort(found, (key, i))
            del found[count:]
    return [i for _, i in found]
