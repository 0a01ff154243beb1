"""Facets in words: by what the results of a search can be narrowed, and how many each value keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from directory.finding.condition_words import condition_words, day_words, need_words
from directory.i18n.catalogs import ENGLISH
from matching.facet_codes import BANDS, FacetCount, FacetKind

SHOWN = 7
"""Values of a kind that stand in sight; the others are folded away."""


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A kind in words, and its values: the first ones in sight, and the others."""

    name: str
    shown: tuple[tuple[str, FacetCount], ...]
    others: tuple[tuple[str, FacetCount], ...]


def facet_groups(facets: Sequence[FacetCount], language: str = ENGLISH) -> tuple[FacetGroup, ...]:
    """Return facets by their kinds, in the order given, each value with its words in a language."""
    found = []
    for kind, counts in groupby(facets, key=lambda one: one.kind):
        each = tuple((facet_words(one.code, language), one) for one in counts)
        found.append(FacetGroup(KINDS[kind], each[:SHOWN], each[SHOWN:]))
    return tuple(found)


def facet_words(code: str, language: str = ENGLISH) -> str:
    """Return the words for a facet in a language; a code that is none stays as it is."""
    kind, _, value = code.partition(":")
    if kind not in tuple(FacetKind):
        return code
    writer = _VALUES.get(FacetKind(kind))
    return writer(value, language) if writer else condition_words(code, language)


KINDS: Mapping[FacetKind, str] = {
    FacetKind.NEED: "Need",
    FacetKind.TOWN: "Town",
    FacetKind.LANGUAGE: "Language",
    FacetKind.PAYMENT: "Payment",
    FacetKind.AGE: "Age",
    FacetKind.DAY: "Day",
    FacetKind.MODE: "How",
}


def _ages(band: str, language: str) -> str:
    low, high = BANDS[band]
    return condition_words(f"age:{low:g}-{high - 1:g}", language)


_VALUES: Mapping[FacetKind, Callable[[str, str], str]] = {
    FacetKind.NEED: need_words,
    FacetKind.TOWN: lambda town, _: town,
    FacetKind.AGE: _ages,
    FacetKind.DAY: day_words,
}
"""The words for a value of each kind that is no condition."""
