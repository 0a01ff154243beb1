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
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching import languages
from matching.ages import limits
from matching.facet_codes import BANDS, FacetCount, FacetKind, is_facet, same
from matching.needs import terms
from matching.offers import PAYS, Mode, Payment
from matching.query import Candidates, Floats, Query
from matching.services import Services
from matching.text import fold_text
from matching.verdicts import FAIL, PASS, UNKNOWN, Codes, each_text
from matching.weights import ANSWERS
from matching.wishes.codes import DAYS_OF_WEEK

Flags = npt.NDArray[np.bool_]
Said = Collection[str]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column whose texts answer a kind of facet: how a text is read, which values texts may state, and what one says of a value."""

    name: str
    read: Callable[[str], Said]
    values: Callable[[Iterable[Said]], Sequence[str]]
    judge: Callable[[Said, str], int]


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
    column = _COLUMNS[kind]
    return column.judge(column.read(text or ""), value)


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
    told: dict[str, Codes] = {}
    for term, at, fit in zip(candidates.term[there].tolist(), place[there].tolist(), candidates.fit[there].tolist(), strict=True):
        codes = told.setdefault(term, np.full(len(keys), FAIL, dtype=np.int8))
        codes[at] = max(codes[at], PASS if fit >= ANSWERS else UNKNOWN if fit > 0 else FAIL)
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
        said = [(column.read(text), number) for text, number in sorted(texts.items(), key=lambda one: (-one[1], one[0]))]
        for value in column.values([one for one, _ in said]):
            codes = [(column.judge(one, value), number) for one, number in said]
            stated = sum(number for code, number in codes if code == PASS)
            yield FacetCount(kind, value, stated, sum(number for code, number in codes if code == UNKNOWN))


def _words(text: str) -> Said:
    return frozenset(text.split())


def _bases(text: str) -> Said:
    return frozenset(languages.base(code) for code in text.split())


def _any_of(wanted: Collection[str], said: Said) -> int:
    return UNKNOWN if not said else PASS if any(one in said for one in wanted) else FAIL


def _speaks(said: Said, code: str) -> int:
    """Return the verdict on a language: lists name hardly any English, so that it is not known where it is not listed."""
    found = _any_of((languages.base(code),), said)
    return UNKNOWN if found == FAIL and code == "en" else found


def _open_on(traits: Said, day: str) -> int:
    return PASS if f"day:{day}" in traits else FAIL if "days:all" in traits else UNKNOWN


def _name_of(text: str) -> Said:
    """Return a town as it is written, and folded."""
    return (fold_text(text), text) if text else ()


def _in_town(said: Said, town: str) -> int:
    return _any_of((fold_text(town),), said)


def _towns(said: Iterable[Said]) -> Sequence[str]:
    """Return the towns, each as it is written most often, which comes first."""
    written: dict[str, str] = {}
    for folded, town in filter(None, said):
        written.setdefault(folded, town)
    return [town for town in written.values() if is_facet(f"{FacetKind.TOWN}:{town}")]


def _spoken(said: Iterable[Said]) -> Sequence[str]:
    return sorted(frozenset[str]().union(*said) & languages.NAMES.keys())


_COLUMNS: Mapping[FacetKind, _Column] = {
    FacetKind.TOWN: _Column("town", _name_of, _towns, _in_town),
    FacetKind.LANGUAGE: _Column("languages", _bases, _spoken, _speaks),
    FacetKind.PAYMENT: _Column("payments", _words, lambda _: list(PAYS), lambda said, way: _any_of(PAYS[Payment(way)], said)),
    FacetKind.DAY: _Column("traits", _words, lambda _: DAYS_OF_WEEK, _open_on),
    FacetKind.MODE: _Column("modes", _words, lambda _: list(Mode), lambda said, mode: _any_of((mode,), said)),
}
