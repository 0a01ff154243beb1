"""The rows that can match: by need term and map cell, in a few key ranges of one table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from directory.places import cells
from directory.storage.engine import is_sqlite
from matching.needs import answering
from matching.query import Candidates, Query

Spot = tuple[str, int, int]
"""A need term, and the first and last key of a range in which to look for it."""

_COLUMNS = (
    "key", "id", "term", "fit", "latitude", "longitude", "precision", "minimum_age", "maximum_age", "languages", "payments", "modes",
    "areas", "school", "assured", "capacity",
)  # fmt: skip
_WANTED = ", ".join(f"c.{name}" for name in _COLUMNS)

# CROSS JOIN and OFFSET 0 keep the planners to the ranges: left to themselves, both read the whole term.
_SQLITE = text(
    f"""SELECT {_WANTED} FROM json_each(:spots) AS s CROSS JOIN match_candidate AS c
        WHERE c.term = json_extract(s.value, '$[0]')
        AND c.key BETWEEN json_extract(s.value, '$[1]') AND json_extract(s.value, '$[2]')"""
)
_POSTGRESQL = text(
    f"""SELECT {_WANTED}
        FROM unnest(CAST(:terms AS text[]), CAST(:first AS bigint[]), CAST(:last AS bigint[])) AS s (term, first, last)
        CROSS JOIN LATERAL (
            SELECT * FROM match_candidate AS m WHERE m.term = s.term AND m.key BETWEEN s.first AND s.last OFFSET 0
        ) AS c"""
)

_MORE_MILES = 5.0


def reach(within: float) -> float:
    """How far candidates are fetched, in miles, when `within` is asked for: near misses lie beyond it."""
    return max(2 * within, within + _MORE_MILES)


def candidates(session: Session, query: Query) -> Candidates:
    """Everything listed under a term that may answer one of the query's needs, in reach of its place."""
    slugs = dict.fromkeys(slug for need in query.needs for slug in answering(need.slug))
    return _columns(_rows(session, _spots(slugs, query)))


def _spots(slugs: Iterable[str], query: Query) -> list[Spot]:
    if query.place is None:
        ranges: Sequence[tuple[int, int]] = [(0, cells.AREA)]
    else:
        near = cells.ranges(query.place.latitude, query.place.longitude, reach(query.within))
        ranges = [(part.first_cell, part.last_cell) for part in (*near, cells.ELSEWHERE)]
    return [(slug, cells.key(first, 0), cells.key(last + 1, 0) - 1) for slug in slugs for first, last in ranges]


def _rows(session: Session, spots: list[Spot]) -> Sequence[Row[Any]]:
    if is_sqlite(session):
        return session.execute(_SQLITE, {"spots": json.dumps(spots)}).all()
    terms, first, last = zip(*spots, strict=True)
    return session.execute(_POSTGRESQL, {"terms": list(terms), "first": list(first), "last": list(last)}).all()


def _columns(rows: Sequence[Row[Any]]) -> Candidates:
    values = dict(zip(_COLUMNS, zip(*rows, strict=True) if rows else ((),) * len(_COLUMNS), strict=True))

    def floats(name: str) -> Any:
        return np.array(values[name], dtype=np.float64)  # None becomes NaN

    def texts(name: str) -> Any:
        return np.array(values[name], dtype=np.object_)

    none = np.zeros(len(rows))
    return Candidates(
        key=np.array(values["key"], dtype=np.int64),
        connected=none,
        referred=none,
        **{n: floats(n) for n in ("fit", "latitude", "longitude", "minimum_age", "maximum_age", "assured", "capacity")},
        **{n: texts(n) for n in ("id", "term", "precision", "languages", "payments", "modes", "areas", "school")},
    )
