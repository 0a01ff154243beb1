"""Near misses: services that fail in exactly one criterion, and by little.

Those nearest to passing come first: miles as a share of the most that a near miss may be off by, then years as a share of
theirs. An area or a school can only be asked about, and comes last.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matching.criteria import EXCLUDING
from matching.distance import longest, reach, shortest
from matching.measures import DIGITS, ROUNDING, Measure, first
from matching.query import Integers, Query
from matching.services import Services
from matching.verdicts import FAIL
from matching.weights import NEAR_MISSES, NEAR_YEARS

HOPELESS = ("audience", "danger")
"""Failures that no call resolves: a service for veterans is no near miss for a child, nor a crisis line for an ordinary need."""

ONLY_ASKED = ("area", "school")
"""Failures that nothing measures: they come after those that are off by as much as a near miss may be."""

WIDEST = 1.0
"""The gap of a service that is barely a near miss; 0 would be a pass."""


def exclusions(found: Services) -> Integers:
    """Return in how many excluding criteria each service fails, not counting measured distance."""
    failing = [codes == FAIL for name, codes in found.verdicts.items() if name in EXCLUDING]
    return np.array(np.sum(failing, axis=0), dtype=np.int64)


def misses(query: Query, found: Services, measure: Measure) -> list[tuple[int, str]]:
    """Return at most NEAR_MISSES services, nearest to passing first, each with the criterion in which it fails."""
    farthest = reach(query.within)
    failing = exclusions(found)
    too_far = (failing == 0) & (longest(found.sphere) > query.within) & (shortest(found.sphere) <= farthest)
    otherwise = (failing == 1) & ~(shortest(found.sphere) > query.within)
    hopeless = np.any([found.verdicts[name] == FAIL for name in HOPELESS], axis=0)
    rows = np.flatnonzero((too_far | otherwise) & ~hopeless & _else_fine(found))
    wrong_age = found.verdicts["age"] == FAIL if "age" in found.verdicts else False
    gaps = np.where(wrong_age, found.years_off / NEAR_YEARS, np.full(len(failing), WIDEST))

    only_asked = np.any(
        [found.verdicts[name] == FAIL for name in ONLY_ASKED if name in found.verdicts] or [np.zeros_like(hopeless)], axis=0
    )

    def exactly(i: int) -> tuple[float, bool, float, float, str, int] | None:
        miles, gap = measure.miles(i), float(gaps[i])
        beyond = miles is not None and miles > query.within
        if beyond == bool(failing[i]):
            return None
        if miles is not None and beyond:
            gap = (miles - query.within) / (farthest - query.within)
        score = measure.score(i, _failing(found, i))
        return (round(gap, DIGITS), bool(only_asked[i]), -score, *measure.order(i)) if gap <= WIDEST else None

    beyond = np.maximum(shortest(found.sphere[rows]) - query.within, 0) / (farthest - query.within)
    least = np.where(failing[rows] == 0, beyond, gaps[rows]) - ROUNDING
    return [(i, _failing(found, i)) for i in first(NEAR_MISSES, rows, (least, only_asked[rows], -measure.highest[rows]), exactly)]


def _failing(found: Services, i: int) -> str:
    """Return the excluding criterion in which a near miss fails; if no other does, it is the distance."""
    return next((name for name in EXCLUDING if name in found.verdicts and found.verdicts[name][i] == FAIL), "distance")


def _else_fine(found: Services) -> npt.NDArray[np.bool_]:
    """Return which services fail in no criterion that does not exclude."""
    others = [codes != FAIL for name, codes in found.verdicts.items() if name not in EXCLUDING]
    fine: npt.NDArray[np.bool_] = np.all([*others, *(found.fits > 0)], axis=0)
    return fine
