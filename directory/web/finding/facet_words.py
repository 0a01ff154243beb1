"""Facets in words: by what the results of a search can be narrowed, and how many each value keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from directory.i18n.languages import LANGUAGES
from directory.web.finding import offered
from matching.facet_codes import BANDS, FacetCount, FacetKind
from matching.needs import terms

SHOWN = 7
"""Values of a kind that stand in sight; the others are folded away."""


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A kind in words, and its values: the first ones in sight, and the others."""

    name: str
    shown: tuple[tuple[str, FacetCount], ...]
    others: tuple[tuple[str, FacetCount], ...]


def facet_groups(facets: Sequence[FacetCount]) -> tuple[FacetGroup, ...]:
    """Return facets by their kinds, in the order given, each value with its words."""
    found = []
    for kind, counts in groupby(facets, key=lambda one: one.kind):
        each = tuple((_VALUES[kind](one.value), one) for one in counts)
        found.append(FacetGroup(KINDS[kind], each[:SHOWN], each[SHOWN:]))
    return tuple(found)


def facet_words(code: str) -> str:
    """Return the words for a facet; a code that is none stays as it is."""
    kind, _, value = code.partition(":")
    return _VALUES[FacetKind(kind)](value) if kind in tuple(FacetKind) else code


KINDS: Mapping[FacetKind, str] = {
    FacetKind.NEED: "Need",
    FacetKind.TOWN: "Town",
    FacetKind.LANGUAGE: "Language",
    FacetKind.PAYMENT: "Payment",
    FacetKind.AGE: "Age",
    FacetKind.DAY: "Day",
    FacetKind.MODE: "How",
}


def _of(choices: Mapping[str, str]) -> Callable[[str], str]:
    return lambda value: choices.get(value, value)


_VALUES: Mapping[FacetKind, Callable[[str], str]] = {
    FacetKind.NEED: lambda slug: terms()[slug].english if slug in terms() else slug,
    FacetKind.TOWN: str,
    FacetKind.LANGUAGE: lambda code: LANGUAGES[code].english if code in LANGUAGES else code,
    FacetKind.PAYMENT: _of(dict(offered.PAYMENTS)),
    FacetKind.AGE: _of({band: f"Ages {low:g} to {high - 1:g}" for band, (low, high) in BANDS.items()}),
    FacetKind.DAY: _of(offered.DAYS),
    FacetKind.MODE: _of(dict(offered.MODES)),
}
"""The words for a value of each kind."""
