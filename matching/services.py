"""The candidates as services: one row for each, scored except for the exact distance.

Candidates have a row for each need term of a service; here these are combined. Services that can be neither a match nor a
near miss are dropped before their texts are read.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matching import ages, criteria, needs
from matching.distance import haversine, nearness, reach, shortest
from matching.query import Candidates, Floats, Integers, Query
from matching.verdicts import UNKNOWN, Codes
from matching.weights import ANSWERS, BEST_NEED, NEAR_YEARS, RELATED, WEIGHTS


@dataclass(frozen=True, slots=True)
class Services:
    """Columns of one length m, with a row for each service that may be shown.

    `fits` (needs × m) is how surely each need is answered, `sphere` the miles on the sphere (NaN without a point or a
    starting place), `years_off` how far the student's age is off. `base` is the score without the measured distance, and
    `distance_share` the most that the distance can add. `behind` orders before any score (criteria.behind).
    """

    columns: Candidates
    fits: Floats
    sphere: Floats
    years_off: Floats
    verdicts: Mapping[str, Codes]
    base: Floats
    distance_share: float
    behind: Integers


def services(query: Query, candidates: Candidates, today: dt.date) -> Services:
    """Return every service that answers a need, or was found by the asker's words, and is not hopelessly far off in miles or years."""
    row, fits = answering(query, candidates)
    sphere, off = _spheres(query, candidates, row), _years_off(query, candidates, row)
    by_words = (candidates.term[row] == "") & (candidates.words[row] != "")
    hopeful = ((fits > 0).any(axis=0) | by_words) & ~(shortest(sphere) > reach(query.within)) & (off <= NEAR_YEARS)
    return _scored(query, candidates, row[hopeful], fits[:, hopeful], today)


def every_service(query: Query, candidates: Candidates, today: dt.date) -> Services:
    """Return every service among the candidates, whether it can match or not."""
    row, fits = answering(query, candidates)
    return _scored(query, candidates, row, fits, today)


def _scored(query: Query, candidates: Candidates, row: Integers, fits: Floats, today: dt.date) -> Services:
    columns = rows_at(candidates, row)
    sphere = _spheres(query, candidates, row)
    verdicts = criteria.verdicts(query, columns, fits, today)
    marks = criteria.marks(query, columns, verdicts, today)
    if query.place:
        marks["distance"] = np.where(np.isnan(sphere), marks["distance"], 0.0)
    if "activity" in marks:
        # That a listing does not name the activity speaks for it only if it surely offers what the activity is part of.
        unsure = (verdicts["activity"] == UNKNOWN) & ~(fits >= ANSWERS).any(axis=0)
        marks["activity"] = np.where(unsure, 0.0, marks["activity"])
    shares = _shares(query)
    base = sum((shares[name] * mark for name, mark in marks.items()), start=shares["need"] * _need_marks(query, fits))
    off = _years_off(query, candidates, row)
    return Services(
        columns, fits, sphere, off, verdicts, base, shares.get("distance", 0.0), criteria.behind(query, columns, verdicts, fits)
    )


def _spheres(query: Query, candidates: Candidates, row: Integers) -> Floats:
    if query.place is None:
        return np.full(len(row), np.nan)
    return haversine(query.place.latitude, query.place.longitude, candidates.latitude[row], candidates.longitude[row])


def _years_off(query: Query, candidates: Candidates, row: Integers) -> Floats:
    each = [ages.years_off(candidates.minimum_age[row], candidates.maximum_age[row], child) for child in query.children]
    return np.min(each, axis=0) if each else np.zeros(len(row))


def best_score(query: Query, miles: float) -> float:
    """Return the highest possible score of a service this many miles away, which tells when the search can stop."""
    share = _shares(query).get("distance", 0.0)
    return 1 - share + share * float(nearness(np.array([miles]), query.within)[0])


def urgencies(query: Query) -> dict[str, int]:
    """Return the urgency of each need; one that is named twice counts once, with its higher urgency."""
    found: dict[str, int] = {}
    for need in query.needs:
        found[need.slug] = max(need.urgency, found.get(need.slug, 0))
    return found


def need_fit(slug: str, term: str, fit: float = 1.0, audience: str = "") -> float:
    """Return how surely (0 to 1) a service listed under `term` with `fit` answers a need; 0 if the term is unrelated.

    A service for one condition only (by its audience) answers that condition and the needs it is listed for by name.

    Raise KeyError if the need is not in the vocabulary.
    """
    share = needs.answering(slug).get(term, 0.0)
    if audience and term != slug and (only := needs.closed(audience.split())) is not None and slug not in only:
        return 0.0
    return fit * (share if term == slug else min(share, RELATED))


def _shares(query: Query) -> dict[str, float]:
    """Return the share of the score that each criterion asked for can earn; they sum to 1."""
    asked = criteria.asked(query)
    weights = {name: criteria.weight(name, query) for name in WEIGHTS if name in asked}
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items()}


def _need_marks(query: Query, fits: Floats) -> Floats:
    """Return marks mostly by the need that is answered best, so that a little of every need does not outrank all of one."""
    urgent = np.array(list(urgencies(query).values()), dtype=np.float64)
    best = (urgent[:, np.newaxis] * fits).max(axis=0, initial=0.0) / (urgent.max(initial=0.0) or 1.0)
    marks: Floats = BEST_NEED * best + (1 - BEST_NEED) * (urgent @ fits / (urgent.sum() or 1.0))
    return marks


def answering(query: Query, candidates: Candidates) -> tuple[Integers, Floats]:
    """Return a row of each key, and how surely (needs × keys) the best of the key's rows answers each need."""
    _, row, key = np.unique(candidates.key, return_index=True, return_inverse=True)
    slugs, listed = list(urgencies(query)), list(zip(candidates.term.tolist(), candidates.audience.tolist(), strict=True))
    fits = np.zeros((len(slugs), len(row)))
    for fit, slug in zip(fits, slugs, strict=True):
        share = {pair: need_fit(slug, pair[0], audience=pair[1]) for pair in set(listed)}
        each = np.fromiter(map(share.__getitem__, listed), np.float64, len(listed)) * candidates.fit
        np.maximum.at(fit, key, each)
    return row.astype(np.int64), _beside_their_need(query, slugs, fits)


def _beside_their_need(query: Query, slugs: Sequence[str], fits: Floats) -> Floats:
    """Return the fits, in which people count only in a service that answers a need beside them, and that need less without them.

    A service that is not listed for the people answers the need beside them no better than one that is listed under a related term.
    """
    beside: dict[str, list[int]] = {}
    for phrase in query.together:
        for slug in phrase.people if phrase.need in slugs else ():
            beside.setdefault(slug, []).append(slugs.index(phrase.need))
    found = fits.copy()
    for place, slug in enumerate(slugs):
        if slug in beside:
            found[place] = np.where((fits[beside[slug]] > 0).any(axis=0), fits[place], 0.0)
            for need in beside[slug]:
                found[need] = np.minimum(found[need], np.maximum(found[place], RELATED))
    return found


def rows_at(candidates: Candidates, rows: Integers) -> Candidates:
    return Candidates(*(getattr(candidates, column.name)[rows] for column in dataclasses.fields(Candidates)))
