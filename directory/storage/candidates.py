"""Match candidates: rows selected by need term and map cell, in a few key ranges of one table."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any

import numpy as np
from sqlalchemy import Row, distinct, func, select, text
from sqlalchemy.orm import Session

from directory.models import Location, MatchCandidate, Service, ServiceAtLocation, table
from directory.places import cells
from directory.storage.chunks import rows_in
from directory.storage.engine import is_sqlite
from directory.storage.listings.lookups import candidate_columns, candidate_rows, words_named
from directory.storage.listings.records import load
from directory.storage.own_words import named_by, named_near
from directory.storage.referrals.provider_records import records
from matching import ages, distance
from matching.criteria import words_told
from matching.needs import answering
from matching.own_words import named
from matching.plan import Named, told_by_name
from matching.query import Candidates, Query, SoughtWord
from matching.verdicts import FAIL
from matching.weights import ANSWERS, NEAR_YEARS

Part = tuple[int, int]
"""The first and last cell of a part of the map."""

_COLUMNS = (
    "key", "id", "term", "fit", "latitude", "longitude", "precision", "minimum_age", "maximum_age", "languages", "payments", "modes",
    "areas", "school", "assured", "capacity", "wait", "capacity_day", "first_month", "last_month",
    "closed_until", "for_crisis", "audience", "traits", "town",
)  # fmt: skip
_FLOATS = (
    "fit", "latitude", "longitude", "minimum_age", "maximum_age", "assured", "capacity", "capacity_day", "first_month", "last_month",
    "closed_until", "for_crisis",
)  # fmt: skip
_TEXTS = ("id", "term", "precision", "languages", "payments", "modes", "areas", "school", "wait", "audience", "traits", "town")
_WANTED = ", ".join(f"c.{name}" for name in _COLUMNS)

# CROSS JOIN and OFFSET 0 make the planners use the ranges; otherwise both read all rows of the term.
_OF_AGE = "(c.minimum_age IS NULL OR c.minimum_age <= :oldest) AND (c.maximum_age IS NULL OR c.maximum_age >= :youngest)"
_SQLITE = text(
    f"""SELECT {_WANTED} FROM json_each(:spots) AS s CROSS JOIN match_candidate AS c
        WHERE c.term = json_extract(s.value, '$[0]')
        AND c.key BETWEEN json_extract(s.value, '$[1]') AND json_extract(s.value, '$[2]') AND {_OF_AGE}"""
)
_POSTGRESQL = text(
    f"""SELECT {_WANTED}
        FROM unnest(CAST(:terms AS text[]), CAST(:first AS bigint[]), CAST(:last AS bigint[])) AS s (term, first, last)
        CROSS JOIN LATERAL (
            SELECT * FROM match_candidate AS c WHERE c.term = s.term AND c.key BETWEEN s.first AND s.last AND {_OF_AGE} OFFSET 0
        ) AS c"""
)

_HAIR = 1e-6  # years: more than any rounding error, so that nobody is lost on a birthday


def is_answered(fit: float) -> bool:
    """Return whether a service with this mark answers a need; below it, its listing only hints at it, and it has to be asked."""
    return fit >= ANSWERS


def candidates(session: Session, query: Query) -> Candidates:
    """Return every row that can enter the answer: listed under a term that may answer a need, in reach, and of about the age.

    A row beyond the requested distance can only be a near miss, which fills an answer that is short of matches. If there are
    enough matches within the distance, the far larger ring around it is not read.
    """
    slugs = tuple(dict.fromkeys(slug for need in query.needs for slug in answering(need.slug)))
    return _with_words(session, query, _with_records(session, _in_reach(session, query, slugs)))


def _with_words(session: Session, query: Query, found: Candidates) -> Candidates:
    """Return the candidates with those of the asker's words that each names."""
    has = named_by(session, found.key.tolist(), query.words)
    if not has:
        return found
    return replace(found, words=np.array([has.get(key, "") for key in found.key.tolist()], dtype=np.object_))


LEAST_TOLD = 1.0
"""What the asker's words must tell of a service that is found by them alone: as much as a word that no other listing names."""

MOST_BY_WORDS = 20
"""The most services that are found by words alone."""


def found_by_words(session: Session, query: Query, found: Candidates) -> Candidates:
    """Return the candidates, and with them services in reach that answer no need but name much of what was asked for.

    Of those the first are taken that name most of it, by their keys where they name as much.
    """
    spots = [(cells.key(first, 0), cells.key(last + 1, 0) - 1) for first, last in _places(query)]
    told = {key: words_told(listed, query.words) for key, listed in named_near(session, spots, query.words).items()}
    more = sorted((-amount, key) for key, amount in told.items() if amount >= LEAST_TOLD)
    keys = [key for _, key in more if key not in set(found.key.tolist())][:MOST_BY_WORDS]
    if not keys:
        return found
    links = table(ServiceAtLocation).c
    ids = {row.id: row.key for row in session.execute(select(links.id, links.key).where(links.key.in_(keys)))}
    listed = load(session, ids)
    rows = [candidate_columns(fields, one, ids[one]) | {"term": "", "fit": 0.0} for one, fields in listed.items()]
    by_words = _with_records(session, _columns([tuple(row[name] for name in _COLUMNS) for row in rows]))
    by_words = _with_words(session, query, by_words)
    both = ((getattr(found, column.name), getattr(by_words, column.name)) for column in fields_of(Candidates))
    return Candidates(*(np.concatenate(pair) for pair in both))


def _places(query: Query) -> list[Part]:
    if query.place is None:
        return [(0, cells.AREA)]
    near = cells.ranges(query.place.latitude, query.place.longitude, query.within)
    return _parts((*near, cells.ELSEWHERE))


def _in_reach(session: Session, query: Query, slugs: Sequence[str]) -> Candidates:
    if query.place is None:
        return _columns(_rows(session, query, slugs, [(0, cells.AREA)]))
    latitude, longitude = query.place.latitude, query.place.longitude
    near = _parts(cells.ranges(latitude, longitude, query.within))
    rows = _rows(session, query, slugs, [*near, *_parts((cells.ELSEWHERE,))])
    found = _columns(rows)
    if _surely_matching(query, found) >= query.limit:
        return found
    ring = _outside(_parts(cells.ranges(latitude, longitude, distance.reach(query.within))), near)
    return _columns([*rows, *_rows(session, query, slugs, ring)])


def _with_records(session: Session, found: Candidates) -> Candidates:
    """Return the candidates with the outcomes of earlier referrals to each."""
    known = records(session, list(found.id))
    if not known:
        return found
    none = (0, 0)
    counts = np.array([known.get(record_id, none) for record_id in found.id], dtype=np.float64)
    return replace(found, connected=counts[:, 0], referred=counts[:, 1])


def all_ages(session: Session, query: Query, miles: float) -> Candidates:
    """Return every row listed for the needs within a distance in miles, for all ages: the basis of counts, not matches."""
    # With a limit of 0 there are always enough matches, so the ring around is not read.
    return candidates(session, replace(query, ages=None, within=miles, limit=0, words=()))


def listed(session: Session, query: Query) -> int:
    """Return how many services at location are listed for the needs, anywhere."""
    slugs = {slug for need in query.needs for slug in answering(need.slug)}
    keys = select(func.count(distinct(MatchCandidate.key))).where(MatchCandidate.term.in_(sorted(slugs)), MatchCandidate.fit > 0)
    return session.scalars(keys).one()


def names(session: Session, found: Candidates) -> dict[int, Named]:
    """Return the names of those candidates that only their names place (matching.plan.venues); a confidential place has none."""
    links, services, places = table(ServiceAtLocation), table(Service), table(Location)
    query = (
        select(links.c.key, services.c.name, services.c.confidential, places.c.name.label("place"))
        .join_from(links, services, services.c.id == links.c.service_id)
        .join(places, places.c.id == links.c.location_id)
    )
    rows = rows_in(session, query, links.c.key, told_by_name(found))
    return {row.key: Named(row.name, "" if row.confidential else row.place or "") for row in rows}


def of_records(session: Session, record_ids: Iterable[str], words: Sequence[SoughtWord] = ()) -> Candidates:
    """Return the rows of these services at location as currently listed, whether or not a student may be sent there.

    `words` are those of the question.

    One that is listed under no need has a row without a term. The rows come from the listings, so that one hidden from searches
    (not running, do not refer) can be judged too.
    """
    rows: list[dict[str, Any]] = []
    said: list[str] = []
    for number, (record_id, fields) in enumerate(load(session, record_ids).items()):
        bare = candidate_columns(fields, record_id, number) | {"term": "", "fit": 0.0}
        its = candidate_rows(fields, record_id, number) or [bare]
        rows += its
        said += [named(words_named(fields), [word.stem for word in words]) if words else ""] * len(its)
    found = _with_records(session, _columns([tuple(row[name] for name in _COLUMNS) for row in rows]))
    return replace(found, words=np.array(said, dtype=np.object_))


def _parts(ranges: Iterable[cells.Range]) -> list[Part]:
    return [(part.first_cell, part.last_cell) for part in ranges]


def _outside(parts: Iterable[Part], inner: Iterable[Part]) -> list[Part]:
    """Return what remains of the parts without the inner ones."""
    left: list[Part] = []
    taken = sorted(inner)
    for first, last in parts:
        start = first
        for begin, end in taken:
            if begin <= last and end >= start:
                left.append((start, begin - 1))
                start = end + 1
        left.append((start, last))
    return [(first, last) for first, last in left if first <= last]


def _surely_matching(query: Query, found: Candidates) -> int:
    """Return a lower bound of how many services match, whatever their texts say."""
    assert query.place is not None
    sphere = distance.haversine(query.place.latitude, query.place.longitude, found.latitude, found.longitude)
    sure = (found.fit > 0) & ~(distance.longest(sphere) > query.within) & (found.areas == "") & (found.school == "")
    sure &= (found.audience == "") & ((found.for_crisis == 0) | query.danger)
    if query.children:
        sure &= ages.verdicts_on_all(found.minimum_age, found.maximum_age, query.children) != FAIL
    return len(np.unique(found.key[sure]))


def _rows(session: Session, query: Query, slugs: Sequence[str], parts: Sequence[Part]) -> Sequence[Row[Any]]:
    spots = [(slug, cells.key(first, 0), cells.key(last + 1, 0) - 1) for slug in slugs for first, last in parts]
    if not spots:
        return ()
    if is_sqlite(session):
        return session.execute(_SQLITE, {"spots": json.dumps(spots), **_of_age(query)}).all()
    terms, first_keys, last_keys = zip(*spots, strict=True)
    given = {"terms": list(terms), "first": list(first_keys), "last": list(last_keys), **_of_age(query)}
    return session.execute(_POSTGRESQL, given).all()


def _of_age(query: Query) -> dict[str, float]:
    """Return the bounds that a service's ages must meet for it to be at least a near miss, for any of the children."""
    if not query.children:
        return {"oldest": math.inf, "youngest": -math.inf}
    oldest, youngest = max(child.high for child in query.children), min(child.low for child in query.children)
    return {"oldest": oldest - 1 + NEAR_YEARS + _HAIR, "youngest": youngest - NEAR_YEARS - _HAIR}


def _columns(rows: Sequence[Sequence[Any]]) -> Candidates:
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
        words=np.full(len(rows), "", dtype=np.object_),
        **{n: floats(n) for n in _FLOATS},
        **{n: texts(n) for n in _TEXTS},
    )
