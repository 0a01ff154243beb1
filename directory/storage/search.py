"""Search by words: names, places, what a service does; typing errors are mended first, word by word."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from geopy.distance import geodesic
from sqlalchemy import Row, TextClause, text
from sqlalchemy.orm import Session

from directory.places import cells
from directory.storage.engine import is_sqlite
from directory.storage.vocabulary import fold_text, mend
from matching.query import Place

STOP_WORDS = frozenset(
    "a an and at by de del el en for from in la las los of on or para por the to un una with y".split()
)

LONGEST = 200
"""Letters of a search that are read; nobody looks for more, and each word is a look-up."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A service at location that the words found; `score` is from 0 to 1, the best hit's being 1."""

    id: str
    score: float
    miles: float | None


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found, best first, and the words that were looked for where they were mended."""

    hits: tuple[Hit, ...]
    mended: str | None


_WANTED = "l.id, l.key, p.latitude, p.longitude, s.confidential"
_PLACES = """JOIN service_at_location AS l ON l.key = f.key JOIN location AS p ON p.id = l.location_id
             JOIN service AS s ON s.id = l.service_id"""
_BY_KEYS = "ORDER BY f.weight DESC, f.key LIMIT :most"

# A title counts four times as much as the text below it (bm25 is the better the smaller it is).
_SQLITE = text(
    f"""SELECT {_WANTED}, f.weight FROM (
            SELECT rowid AS key, -bm25(search_index, 4.0, 1.0) AS weight FROM search_index
            WHERE search_index MATCH :words ORDER BY bm25(search_index, 4.0, 1.0), rowid LIMIT :most) AS f {_PLACES} {_BY_KEYS}"""
)
# Written with CROSS JOIN: otherwise SQLite runs one full-text query for each row.
_SQLITE_NEAR = text(
    f"""SELECT {_WANTED}, f.weight FROM (
            SELECT i.rowid AS key, -bm25(search_index, 4.0, 1.0) AS weight
            FROM json_each(:spots) AS r CROSS JOIN search_index AS i
            WHERE i.search_index MATCH :words
            AND i.rowid BETWEEN json_extract(r.value, '$[0]') AND json_extract(r.value, '$[1]')) AS f {_PLACES} {_BY_KEYS}"""
)
_POSTGRESQL = text(
    f"""SELECT {_WANTED}, f.weight FROM (
            SELECT d.key, ts_rank('{{0, 0, 0.25, 1}}', d.tsv, q) AS weight FROM search_document AS d, to_tsquery('simple', :words) AS q
            WHERE d.tsv @@ q ORDER BY weight DESC, d.key LIMIT :most) AS f {_PLACES} {_BY_KEYS}"""
)
_POSTGRESQL_NEAR = text(
    f"""SELECT {_WANTED}, f.weight FROM (
            SELECT d.key, ts_rank('{{0, 0, 0.25, 1}}', d.tsv, q) AS weight
            FROM to_tsquery('simple', :words) AS q,
                 unnest(CAST(:first AS bigint[]), CAST(:last AS bigint[])) AS r (first, last)
                 JOIN search_document AS d ON d.key BETWEEN r.first AND r.last
            WHERE d.tsv @@ q) AS f {_PLACES} {_BY_KEYS}"""
)

_MOST_NEAR = 2_000


def search(session: Session, words: str, *, place: Place | None = None, within: float = 10.0, limit: int = 20) -> Hits:
    """The services in which all words stand, or, where there is none, those with most of them; nearest first with a place."""
    typed = [word for word in fold_text(words[:LONGEST]).split() if word not in STOP_WORDS]
    if not typed:
        return Hits((), None)
    meant = mend(session, typed)
    right = list(dict.fromkeys(meant[word] for word in typed))
    rows: Sequence[Row[Any]] = ()
    for joined in (_all_of(session, right), _any_of(session, right)):
        rows = rows or _found(session, joined, place, within, limit)
    mended = None if all(word == other for word, other in meant.items()) else " ".join(meant[word] for word in typed)
    return Hits(tuple(_hits(rows, place, within)[:limit]), mended)


def _all_of(session: Session, words: list[str]) -> str:
    return " AND ".join(_quoted(words)) if is_sqlite(session) else " & ".join(words)


def _any_of(session: Session, words: list[str]) -> str:
    return " OR ".join(_quoted(words)) if is_sqlite(session) else " | ".join(words)


def _quoted(words: list[str]) -> list[str]:
    # Folded words are letters and digits only, but AND, OR and NEAR are words of FTS5's own.
    return [f'"{word}"' for word in words]


def _found(session: Session, words: str, place: Place | None, within: float, limit: int) -> Sequence[Row[Any]]:
    statements: tuple[TextClause, TextClause] = (_SQLITE, _SQLITE_NEAR) if is_sqlite(session) else (_POSTGRESQL, _POSTGRESQL_NEAR)
    if place is None:
        return session.execute(statements[0], {"words": words, "most": limit}).all()
    parts = (*cells.ranges(place.latitude, place.longitude, within), cells.ELSEWHERE)
    spots = [(cells.key(part.first_cell, 0), cells.key(part.last_cell + 1, 0) - 1) for part in parts]
    given: dict[str, Any] = {"words": words, "most": _MOST_NEAR}
    if is_sqlite(session):
        given["spots"] = json.dumps(spots)
    else:
        given |= {"first": [spot[0] for spot in spots], "last": [spot[1] for spot in spots]}
    return session.execute(statements[1], given).all()


def _hits(rows: Sequence[Row[Any]], place: Place | None, within: float) -> list[Hit]:
    best = max((row.weight for row in rows), default=0.0)
    hits = [Hit(row.id, round(row.weight / best, 4) if best > 0 else 1.0, _miles(row, place)) for row in rows]
    if place is None:
        return sorted(hits, key=lambda hit: (-hit.score, hit.id))
    near = [hit for hit in hits if hit.miles is None or hit.miles <= within]
    return sorted(near, key=lambda hit: (-_blend(hit, within), hit.id))


def _blend(hit: Hit, within: float) -> float:
    """What is called by the words comes first, and of two such the nearer one."""
    nearness = 0.0 if hit.miles is None or within <= 0 else 1 - hit.miles / within
    return hit.score + nearness


def _miles(row: Row[Any], place: Place | None) -> float | None:
    if place is None or row.latitude is None or row.confidential:
        return None
    return float(geodesic((place.latitude, place.longitude), (row.latitude, row.longitude)).miles)
