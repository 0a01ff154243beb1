"""Full-text search for names, places and services; typing errors are corrected first, word by word."""

from __future__ import annotations

import json
import math
from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

from geopy.distance import geodesic
from sqlalchemy import Row, TextClause, bindparam, text
from sqlalchemy.orm import Session

from directory.places import cells
from directory.storage.engine import full_text, is_sqlite
from directory.storage.vocabulary import STOP_WORDS, correct_spelling, other_readings
from matching.query import Place
from matching.text import fold_text

LONGEST = 200
"""Characters of a search that are read; nobody types more, and each word is a look-up."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A service at location that matches the words; `score` is from 0 to 1, the best hit's being 1."""

    id: str
    score: float
    miles: float | None


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found, best first, and the words that were searched for if some were corrected, else None.

    `whole` is whether each hit has all of the words.
    """

    hits: tuple[Hit, ...]
    corrected: str | None
    whole: bool = True


# A key in a pseudo-cell has no place that counts, whatever its address.
_POINTS = """JOIN service_at_location AS l ON l.key = f.key
             LEFT JOIN location AS p ON p.id = l.location_id AND f.key < :elsewhere"""
_WANTED = "l.id, p.latitude, p.longitude, f.weight"
_BY_WEIGHT = "ORDER BY weight DESC, key LIMIT :most"


_BY_ID = text(
    """SELECT l.id, p.latitude, p.longitude FROM service_at_location AS l
       LEFT JOIN location AS p ON p.id = l.location_id AND l.key < :elsewhere WHERE l.id IN :ids"""
).bindparams(bindparam("ids", expanding=True))


# A title counts four times as much as the text below it (a smaller bm25 is better).
@cache
def _sqlite(index: str) -> TextClause:
    """Return the search everywhere, in the full-text index with this name."""
    return text(
        f"""SELECT {_WANTED} FROM (
            SELECT rowid AS key, -bm25(search_index, 4.0, 1.0) AS weight FROM {index}
            WHERE search_index MATCH :words {_BY_WEIGHT}) AS f {_POINTS}"""
    )


@cache
def _sqlite_near(index: str) -> TextClause:
    """Return the search within key ranges; CROSS JOIN keeps SQLite from running one full-text query for each row."""
    return text(
        f"""SELECT {_WANTED} FROM (
            SELECT i.rowid AS key, -bm25(search_index, 4.0, 1.0) AS weight
            FROM json_each(:spots) AS r CROSS JOIN {index} AS i
            WHERE i.search_index MATCH :words
            AND i.rowid BETWEEN json_extract(r.value, '$[0]') AND json_extract(r.value, '$[1]') {_BY_WEIGHT}) AS f {_POINTS}"""
    )


@cache
def _postgresql(ranges: int) -> TextClause:
    """Return the search within so many key ranges, or everywhere if there are 0.

    Written out one by one, the ranges and the words are combined in the indexes; joined to a list of ranges, every row with the
    words is read first.
    """
    near = " OR ".join(f"d.key BETWEEN :first{n} AND :last{n}" for n in range(ranges)) or "true"
    return text(
        f"""SELECT {_WANTED} FROM (
            SELECT d.key, ts_rank('{{0, 0, 0.25, 1}}', d.tsv, q) AS weight FROM search_document AS d, to_tsquery('simple', :words) AS q
            WHERE d.tsv @@ q AND ({near}) {_BY_WEIGHT}) AS f {_POINTS}"""
    )


_MOST_NEAR = 2_000
_MOST_LEFT_OUT = 8  # words; with more, leaving out one makes too many combinations
_ELSEWHERE = cells.key(cells.NOWHERE, 0)
_SLACK = 1e-6  # miles (2 mm): more than any rounding error

# Shared by all measurements, because each new instance computes the series of the ellipsoid again.
_EARTH = geodesic()


def search(session: Session, words: str, *, place: Place | None = None, within: float = 10.0, limit: int = 20) -> Hits:
    """Return the services with all words, or else those with most of them; nearest first if there is a place."""
    typed = [word for word in fold_text(words[:LONGEST]).split() if word not in STOP_WORDS]
    if not typed:
        return Hits((), None)
    meant = correct_spelling(session, typed)
    mended = [meant[word] for word in typed]
    rows: Sequence[Row[Any]]
    readings = (mended, *(other_readings(session, mended) if len(typed) <= _MOST_LEFT_OUT else ()))
    for words_read in readings:
        if rows := _found(session, _with(session, words_read, len(set(words_read))), place, within, limit):
            corrected = None if words_read == typed else " ".join(words_read)
            return Hits(tuple(_hits(rows, place, within, limit)[:limit]), corrected)
    right = list(dict.fromkeys(word for word in mended if len(word) > 1))
    rows = ()
    for least in _steps(len(right)) if right else ():
        if rows := _found(session, _with(session, right, least), place, within, limit):
            break
    corrected = None if mended == typed else " ".join(mended)
    return Hits(tuple(_hits(rows, place, within, limit)[:limit]), corrected, whole=False)


def hits_at(session: Session, ids: Sequence[str], place: Place | None = None) -> tuple[Hit, ...]:
    """Return these services at location in their order, however far they are."""
    query = _BY_ID.bindparams(ids=list(ids), elsewhere=_ELSEWHERE)
    rows = {row.id: row for row in session.execute(query)} if ids else {}
    return tuple(Hit(one, 1.0, _miles(rows[one], place) if place else None) for one in ids if one in rows)


def _steps(words: int) -> list[int]:
    """Return how many of so many words a service must have: all, else all but one, else any."""
    return sorted({words, max(1, words - 1) if words <= _MOST_LEFT_OUT else words, 1}, reverse=True)


def _with(session: Session, words: list[str], least: int) -> str:
    """Return a query in the engine's syntax for at least so many of these words."""
    and_, or_ = (" AND ", " OR ") if is_sqlite(session) else (" & ", " | ")
    # Folded words are letters and digits only, but AND, OR and NEAR are keywords of FTS5.
    quoted = [f'"{word}"' for word in dict.fromkeys(words)] if is_sqlite(session) else list(dict.fromkeys(words))
    return or_.join(f"({and_.join(some)})" for some in combinations(quoted, least))


def _found(session: Session, words: str, place: Place | None, within: float, limit: int) -> Sequence[Row[Any]]:
    given: dict[str, Any] = {"words": words, "most": limit if place is None else _MOST_NEAR, "elsewhere": _ELSEWHERE}
    spots: list[tuple[int, int]] = []
    if place is not None:
        parts = (*cells.ranges(place.latitude, place.longitude, within), cells.ELSEWHERE)
        spots = [(cells.key(part.first_cell, 0), cells.key(part.last_cell + 1, 0) - 1) for part in parts]
    if not is_sqlite(session):
        for n, (first, last) in enumerate(spots):
            given |= {f"first{n}": first, f"last{n}": last}
        return session.execute(_postgresql(len(spots)), given).all()
    if place is None:
        return session.execute(_sqlite(full_text(session)), given).all()
    return session.execute(_sqlite_near(full_text(session)), given | {"spots": json.dumps(spots)}).all()


def _hits(rows: Sequence[Row[Any]], place: Place | None, within: float, limit: int) -> list[Hit]:
    best = max((row.weight for row in rows), default=0.0)
    scored = [(round(row.weight / best, 4) if best > 0 else 1.0, row) for row in rows]
    if place is None:
        return sorted((Hit(row.id, score, None) for score, row in scored), key=lambda hit: (-hit.score, hit.id))
    return _nearest(scored, place, within, limit)


def _nearest(scored: Sequence[tuple[float, Row[Any]]], place: Place, within: float, limit: int) -> list[Hit]:
    """Return the hits within the distance, by relevance and nearness combined.

    An exact distance is slow. Rows are visited in the order of their best possible rank, and the walk ends when no other row can
    beat those found.
    """
    possible = [
        (-_blend(score, least, within), row.id, score, row)
        for score, row in scored
        if (least := _least_miles(row, place)) is None or least <= within
    ]
    found: list[tuple[float, str, Hit]] = []
    for bound, _, score, row in sorted(possible, key=lambda one: one[:2]):
        if len(found) == limit and bound > found[-1][0]:
            break
        miles = _miles(row, place)
        if miles is None or miles <= within:
            insort(found, (-_blend(score, miles, within), row.id, Hit(row.id, score, miles)), key=lambda one: one[:2])
            del found[limit:]
    return [hit for _, _, hit in found]


def _blend(score: float, miles: float | None, within: float) -> float:
    nearness = 0.0 if miles is None or within <= 0 else 1 - miles / within
    return score + nearness


def _least_miles(row: Row[Any], place: Place) -> float | None:
    """Return a lower bound of the exact distance, by haversine on the earth's least sphere (see places.cells)."""
    if row.latitude is None:
        return None
    here, there = math.radians(place.latitude), math.radians(row.latitude)
    aside = math.sin(math.radians(row.longitude - place.longitude) / 2) ** 2
    half = math.sin((there - here) / 2) ** 2 + math.cos(here) * math.cos(there) * aside
    return max(0.0, 2 * cells.LEAST_RADIUS * math.asin(math.sqrt(min(1.0, half))) - _SLACK)


def _miles(row: Row[Any], place: Place) -> float | None:
    if row.latitude is None:
        return None
    return float(geodesic(_EARTH.measure((place.latitude, place.longitude), (row.latitude, row.longitude))).miles)
