"""Ranking of candidates: all are scored by columns, and only those that may be returned are measured and explained.

Before a service is measured, its distance is known between two bounds (distance.py), and so is its score. Services are
taken in the order of their best possible score, and the search ends once no other can enter the result. The outcome is the
same as if every service had been measured, which is what tests/matching/reference.py does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from matching import facets, near
from matching.distance import shortest, within
from matching.facet_codes import FacetCount
from matching.facets import Flags
from matching.measures import Measure, first
from matching.query import Candidates, Match, Query, Ranking
from matching.reasons import ReasonWriter
from matching.services import Services, every_service, services, urgencies


@dataclass(frozen=True, slots=True)
class CountedRanking:
    """A ranking, and of all that matches: how many there are, how many there were without narrowing, and the facets."""

    ranking: Ranking
    total: int = 0
    unnarrowed: int = 0
    facets: tuple[FacetCount, ...] = ()


def rank(query: Query, candidates: Candidates, today: dt.date) -> Ranking:
    """Return the best `query.limit` matches, best or nearest first as the query says, and near misses if there are fewer.

    Services for people the student may not belong to come after all others, then those that do not run now, and last those that
    answer no need and were found by the asker's words: rows without a term. Equal scores
    are ordered by distance (those without one last), then by id, and equal distances by score; the order of the candidates' rows does
    not matter. Rows with the same key may differ in `term` and `fit` only. There are no near misses of a narrowed answer. Raise
    KeyError for a need that is not in the vocabulary, and ValueError for a facet that is none.
    """
    if not len(candidates) or not (query.needs or query.words) or query.limit < 1:
        return Ranking(())
    return _ranked(query, candidates, services(query, candidates, today), today)


def rank_and_count(query: Query, candidates: Candidates, today: dt.date) -> CountedRanking:
    """Return the ranking as `rank` does, and the counts of everything that matches, whatever the limit."""
    if not len(candidates) or not (query.needs or query.words):
        return CountedRanking(Ranking(()))
    found = services(query, candidates, today)
    fitting = (near.exclusions(found) == 0) & _reached(query, found)
    matching = fitting & facets.narrowed(query.only, candidates, found)
    ranking = _ranked(query, candidates, found, today) if query.limit > 0 else Ranking(())
    counted = facets.counts(query, candidates, found, matching)
    return CountedRanking(ranking, int(matching.sum()), int(fitting.sum()), counted)


def _reached(query: Query, found: Services) -> Flags:
    """Return which services are within the distance, or have none."""
    if query.place is None:
        return np.ones(len(found.columns), dtype=bool)
    start = query.place.latitude, query.place.longitude
    return np.isnan(found.sphere) | within(start, found.columns.latitude, found.columns.longitude, query.within)


def _ranked(query: Query, candidates: Candidates, found: Services, today: dt.date) -> Ranking:
    measure = Measure(query, found)
    shut_out = near.exclusions(found) > 0
    kept = facets.narrowed(query.only, candidates, found)
    possible = np.flatnonzero(~shut_out & kept & ~(shortest(found.sphere) > query.within))

    def exactly(i: int) -> tuple[Any, ...] | None:
        miles = measure.miles(i)
        if miles is not None and miles > query.within:
            return None
        away, *rest = measure.order(i)
        order = (away, -measure.score(i)) if query.order == "distance" else (-measure.score(i), away)
        return (int(found.behind[i]), *order, *rest)

    least = measure.nearest if query.order == "distance" else -measure.highest
    chosen = first(query.limit, possible, (found.behind[possible], least[possible]), exactly)
    missed = near.misses(query, found, measure) if len(chosen) < query.limit and not query.only else []
    match = writer_of_matches(query, candidates, found, measure, today)
    return Ranking(tuple(match(i, None) for i in chosen), tuple(match(i, failing) for i, failing in missed))


def judge(query: Query, candidates: Candidates, today: dt.date) -> tuple[Match, ...]:
    """Return every service among the candidates with a reason for each criterion, whatever it fails in, ordered by id.

    This is for services that somebody has chosen: nothing excludes them, and every fail is reported. Raise KeyError as `rank`.
    """
    found = every_service(query, candidates, today)
    measure = Measure(query, found)
    match = writer_of_matches(query, candidates, found, measure, today)

    def beyond(i: int) -> bool:
        miles = measure.miles(i)
        return miles is not None and miles > query.within

    order = sorted(range(len(found.columns)), key=lambda i: (str(found.columns.id[i]), int(found.columns.key[i])))
    return tuple(match(i, "distance" if beyond(i) else None) for i in order)


def writer_of_matches(
    query: Query, candidates: Candidates, found: Services, measure: Measure, today: dt.date
) -> Callable[[int, str | None], Match]:
    """Return a function from the row of a service, and the criterion in which a near miss fails, to its match with reasons."""
    telling = ReasonWriter(query, candidates, found, today)

    def match(i: int, failing: str | None) -> Match:
        miles, columns = measure.miles(i), found.columns
        return Match(
            key=int(columns.key[i]),
            id=str(columns.id[i]),
            score=measure.score(i, failing),
            miles=miles,
            approximate=telling.approximate(i) if miles is not None else False,
            needs=tuple(slug for slug, fit in zip(urgencies(query), found.fits[:, i], strict=True) if fit > 0),
            reasons=telling.reasons(i, miles, failing),
            behind=int(found.behind[i]),
        )

    return match
