"""The codes of facets, by which an answer can be narrowed: `kind:value`.

>>> is_facet("language:es"), is_facet("town:East Lansing"), is_facet("language:xx"), is_facet("color:red")
(True, True, False, False)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from matching.languages import NAMES
from matching.needs import terms
from matching.offers import PAYS, Mode
from matching.text import fold_text
from matching.wishes.codes import DAYS_OF_WEEK

LONGEST = 120
"""Letters of a code."""


class FacetKind(StrEnum):
    """What a facet is about, in the order in which they are shown."""

    NEED = "need"
    TOWN = "town"
    LANGUAGE = "language"
    PAYMENT = "payment"
    AGE = "age"
    DAY = "day"
    MODE = "mode"


BANDS: Mapping[str, tuple[float, float]] = {
    "0-4": (0.0, 5.0),
    "5-10": (5.0, 11.0),
    "11-13": (11.0, 14.0),
    "14-18": (14.0, 19.0),
    "19-26": (19.0, 27.0),
}
"""Ages from and up to but not including, in years: a service is kept that takes some students of such an age."""


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many matches state a value, and how many say nothing about it."""

    kind: FacetKind
    value: str
    stated: int
    unstated: int

    @property
    def code(self) -> str:
        return f"{self.kind}:{self.value}"

    def as_json(self) -> dict[str, str | int]:
        """Return the count as defined by the command line's contract; `code` is what it is narrowed by."""
        return {"kind": self.kind.value, "value": self.value, "code": self.code, "stated": self.stated, "unstated": self.unstated}


def is_facet(code: str) -> bool:
    """Whether a code is one that answers can be narrowed by."""
    kind, _, value = code.partition(":")
    if kind not in tuple(FacetKind) or not fold_text(value) or len(code) > LONGEST:
        return False
    known = _KNOWN.get(FacetKind(kind))
    return known is None or value in known


def same(code: str) -> str:
    """Return a code as it is compared: a town may be written in several ways."""
    kind, _, value = code.partition(":")
    return f"{kind}:{fold_text(value)}" if kind == FacetKind.TOWN else code


_KNOWN: Mapping[FacetKind, frozenset[str]] = {
    FacetKind.NEED: frozenset(terms()),
    FacetKind.LANGUAGE: frozenset(NAMES),
    FacetKind.PAYMENT: frozenset(PAYS),
    FacetKind.AGE: frozenset(BANDS),
    FacetKind.DAY: frozenset(DAYS_OF_WEEK),
    FacetKind.MODE: frozenset(Mode),
}
"""The values of each kind; a town may have any name."""
