"""Counts instead of ranks: how many services are listed for a need, how many match, and what keeps the others out.

If there are few matches, these counts say why, and how many there would be if less had been asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching import criteria
from matching.distance import haversine, within
from matching.query import Candidates, Floats, Query
from matching.services import answering, rows_at, urgencies
from matching.verdicts import FAIL

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of services at places that answer a need.

    `listed` and `matching` have a count for each distance; services without a point count in all of them, and `without_point` is their
    number among those listed. `failing` counts by criterion those that fail in it within the query's distance, `any_age` those that would match
    there whatever the student's age, and `by_need` those that match there, by need.
    """

    listed: tuple[int, ...]
    matching: tuple[int, ...]
    without_point: int
    failing: Mapping[str, int]
    any_age: int
    by_need: Mapping[str, int]


def tally(query: Query, candidates: Candidates, today: dt.date, distances: Sequence[float]) -> Tally:
    """Return the counts of the candidates, which must include all ages as far as the longest of `distances` (miles)."""
    row, fits = answering(query, candidates)
    answers = (fits > 0).any(axis=0)
    columns, fits = rows_at(candidates, row[answers]), fits[:, answers]
    verdicts = criteria.verdicts(query, columns, fits, today)
    fails = {name: codes == FAIL for name, codes in verdicts.items()}
    none = np.zeros(len(columns), dtype=bool)
    shut_out = np.any([none, *(fails[name] for name in criteria.EXCLUDING if name in fails)], axis=0)
    but_age = np.any([none, *(fails[name] for name in criteria.EXCLUDING if name in fails and name != "age")], axis=0)
    place = query.place
    there = np.full(len(columns), np.nan)
    sphere = haversine(place.latitude, place.longitude, columns.latitude, columns.longitude) if place else there
    reached = [_reached(query, columns, sphere, miles) for miles in distances]
    here = _reached(query, columns, sphere, query.within)
    return Tally(
        listed=tuple(int(flags.sum()) for flags in reached),
        matching=tuple(int((flags & ~shut_out).sum()) for flags in reached),
        without_point=int(np.isnan(sphere).sum()) if place else 0,
        failing={name: int((flags & here).sum()) for name, flags in fails.items()},
        any_age=int((here & ~but_age).sum()),
        by_need={slug: int((here & ~shut_out & (fit > 0)).sum()) for slug, fit in zip(urgencies(query), fits, strict=True)},
    )


def _reached(query: Query, columns: Candidates, sphere: Floats, miles: float) -> Flags:
    """Return which services are within this many miles, or have no point."""
    if query.place is None:
        return np.ones(len(columns), dtype=bool)
    start = query.place.latitude, query.place.longitude
    return np.isnan(sphere) | within(start, columns.latitude, columns.longitude, miles)
