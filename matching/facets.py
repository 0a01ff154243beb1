"""Facets: what an answer can be narrowed by, and how many of its services each value keeps.

A service is kept if its listing states the value; one that says nothing about it is counted beside those that do. Everything is
counted over all that match, before any limit, so that a count is the number of matches once somebody has narrowed by it.

>>> [verdict(FacetKind.DAY, "sa", traits) for traits in ("day:mo day:sa", "day:mo days:all", "day:mo")]
[2, 0, 1]
>>> verdict(FacetKind.TOWN, "lansing", "Lansing"), verdict(FacetKind.LANGUAGE, "so", "es so"), verdict(FacetKind.LANGUAGE, "en", "es")
(2, 2, 1)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching import languages
from matching.ages import limits
from matching.facet_codes import BANDS, FacetCount, FacetKind, is_facet, same
from matching.needs import terms
from matching.offers import PAYS
from matching.query import Candidates, Floats, Query
from matching.services import Services
from matching.text import fold_text
from matching.verdicts import FAIL, PASS, UNKNOWN, Codes, each_text
from matching.weights import ANSWERS
from matching.wishes.codes import DAYS_OF_WEEK

Flags = npt.NDArray[np.bool_]


class _Said(NamedTuple):
    """The values that a text states, and whether it may leave out others, so that they are unknown."""

    values: Collection[str]
    leaves_out: bool


class _Column(NamedTuple):
    """A column whose texts answer a kind of facet, and how a text is read."""

    name: str
    read: Callable[[str], _Said]


def narrowed(codes: Iterable[str], candidates: Candidates, found: Services) -> Flags:
    """Return which of the services state all of these facets; raise ValueError for a code that is none."""
    kept = np.ones(len(found.columns), dtype=bool)
    for code in codes:
        if not is_facet(code):
            raise ValueError(f"nothing is narrowed by “{code[:80]}”")
        kept &= _verdicts(code, candidates, found) == PASS
    return kept


def counts(query: Query, candidates: Candidates, found: Services, matching: Flags) -> tuple[FacetCount, ...]:
    """Return the facets that narrow these matches and keep some of them: by kind, days and ages in
    their order, of all others those first that keep most.

    What is narrowed by already is not among them, nor what all state; nor ages, if the student's is known.
    """
    total = int(matching.sum())
    told = [*_of_needs(candidates, found, matching), *_of_texts(found.columns, matching)]
    if query.ages is None:
        told += _of_ages(found.columns, matching)
    asked = {same(code) for code in query.only}
    useful = (one for one in told if 0 < one.stated < total and same(one.code) not in asked)
    return tuple(sorted(useful, key=_place))


def _place(one: FacetCount) -> tuple[int, int, str]:
    """Return what facets are ordered by: days and ages by themselves, all others by how many services they keep."""
    values = _IN_ORDER.get(one.kind)
    return tuple(FacetKind).index(one.kind), values.index(one.value) if values else -one.stated, one.value


_IN_ORDER: Mapping[FacetKind, Sequence[str]] = {FacetKind.AGE: tuple(BANDS), FacetKind.DAY: DAYS_OF_WEEK}


def verdict(kind: FacetKind, value: str, text: str) -> int:
    """Return what a listing's text says about a value; its column is that of the kind."""
    said = _COLUMNS[kind].read(text or "")
    if _key(kind, value) in said.values:
        return PASS
    return UNKNOWN if said.leaves_out or _is_taken_for_granted(kind, value) else FAIL


def _key(kind: FacetKind, value: str) -> str:
    return fold_text(value) if kind == FacetKind.TOWN else value


def _is_taken_for_granted(kind: FacetKind, value: str) -> bool:
    """Whether a listing may leave a value out although it lists others: hardly any names English."""
    return kind == FacetKind.LANGUAGE and value == "en"


def _verdicts(code: str, candidates: Candidates, found: Services) -> Codes:
    name, _, value = code.partition(":")
    kind = FacetKind(name)
    if kind == FacetKind.NEED:
        return _listed_under(candidates, found).get(value, np.full(len(found.columns), FAIL, dtype=np.int8))
    if kind == FacetKind.AGE:
        return _takes(found.columns.minimum_age, found.columns.maximum_age, *BANDS[value])
    return each_text(getattr(found.columns, _COLUMNS[kind].name), lambda text: verdict(kind, value, text))


def _listed_under(candidates: Candidates, found: Services) -> dict[str, Codes]:
    """Return, for each term of the candidates, which services are listed under it: unknown where that is only likely."""
    keys = found.columns.key  # ascending
    place = np.searchsorted(keys, candidates.key)
    there = place < len(keys)
    there[there] = keys[place[there]] == candidates.key[there]
    likely = np.where(candidates.fit >= ANSWERS, PASS, np.where(candidates.fit > 0, UNKNOWN, FAIL)).astype(np.int8)
    rows: dict[str, list[int]] = {}
    for row, term in zip(np.flatnonzero(there).tolist(), candidates.term[there].tolist(), strict=True):
        rows.setdefault(term, []).append(row)
    told = {}
    for term, of_term in rows.items():
        codes = np.full(len(keys), FAIL, dtype=np.int8)
        np.maximum.at(codes, place[of_term], likely[of_term])
        told[term] = codes
    return told


def _takes(minimum: Floats, maximum: Floats, low: float, high: float) -> Codes:
    """Return which services take some students from `low` up to but not including `high` years, as they state themselves."""
    silent = np.isnan(minimum) & np.isnan(maximum)
    outside = (minimum >= high) | (limits(maximum) <= low)
    return np.where(silent, UNKNOWN, np.where(outside, FAIL, PASS)).astype(np.int8)


def _of_needs(candidates: Candidates, found: Services, matching: Flags) -> Iterator[FacetCount]:
    for term, codes in _listed_under(candidates, found).items():
        if term in terms():
            yield _counted(FacetKind.NEED, term, codes[matching])


def _of_ages(columns: Candidates, matching: Flags) -> Iterator[FacetCount]:
    minimum, maximum = columns.minimum_age[matching], columns.maximum_age[matching]
    for band, (low, high) in BANDS.items():
        yield _counted(FacetKind.AGE, band, _takes(minimum, maximum, low, high))


def _counted(kind: FacetKind, value: str, codes: Codes) -> FacetCount:
    return FacetCount(kind, value, int((codes == PASS).sum()), int((codes == UNKNOWN).sum()))


def _of_texts(columns: Candidates, matching: Flags) -> Iterator[FacetCount]:
    for kind, column in _COLUMNS.items():
        # A column that is newer than a copy of the directory is None there.
        texts = Counter(text or "" for text in getattr(columns, column.name)[matching].tolist())
        stated, unstated, silent = Counter[str](), Counter[str](), 0
        for text, number in texts.items():
            said = column.read(text)
            silent += number if said.leaves_out else 0
            for value in said.values:
                stated[value] += number
                unstated[value] -= number if said.leaves_out else 0
        named = _as_written(texts) if kind == FacetKind.TOWN else {value: value for value in stated}
        for value, words in named.items():
            if not is_facet(f"{kind}:{words}"):
                continue
            granted = _is_taken_for_granted(kind, value)
            yield FacetCount(kind, words, stated[value], texts.total() - stated[value] if granted else unstated[value] + silent)


def _as_written(towns: Counter[str]) -> dict[str, str]:
    """Return towns as they are written most often, by their folded names."""
    found: dict[str, str] = {}
    for town, _ in sorted(towns.items(), key=lambda one: (-one[1], one[0])):
        if folded := fold_text(town):
            found.setdefault(folded, town)
    return found


def _town(text: str) -> _Said:
    folded = fold_text(text)
    return _Said((folded,) if folded else (), not folded)


def _languages(text: str) -> _Said:
    return _Said(frozenset(languages.base(code) for code in text.split()), not text)


def _payments(text: str) -> _Said:
    listed = frozenset(text.split())
    return _Said([way.value for way, options in PAYS.items() if not listed.isdisjoint(options)], not listed)


def _days(text: str) -> _Said:
    traits = f" {text} "
    return _Said([day for day, code in _DAY_CODES if code in traits], " days:all " not in traits)


_DAY_CODES = tuple((day, f" day:{day} ") for day in DAYS_OF_WEEK)

_COLUMNS: Mapping[FacetKind, _Column] = {
    FacetKind.TOWN: _Column("town", _town),
    FacetKind.LANGUAGE: _Column("languages", _languages),
    FacetKind.PAYMENT: _Column("payments", _payments),
    FacetKind.DAY: _Column("traits", _days),
    FacetKind.MODE: _Column("modes", lambda text: _Said(frozenset(text.split()), not text)),
}
