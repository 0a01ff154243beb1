"""Whether a service inside a school is inside the student's own.

>>> read("Lincoln Elem. School", "Lincoln Elementary"), read("Lincoln High", "Lincoln Elementary")
(2, 0)
>>> read("P.S. 12", "PS 12"), read("PS 12", "PS 121"), read("PS 12 The Garden School", "PS 12")
(2, 0, 1)
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from matching.verdicts import FAIL, PASS, UNASKED, UNKNOWN

LONG = {"elem": "elementary", "es": "elementary", "ms": "middle", "hs": "high", "jr": "junior", "sr": "senior", "st": "saint",
        "acad": "academy", "intermed": "intermediate"}  # fmt: skip
LEVELS = frozenset({"elementary", "primary", "middle", "intermediate", "junior", "senior", "high"})
EMPTY = frozenset({"school", "sch", "the", "of", "at", "public"})
SIMILAR = 88
"""The similarity (0 to 100) from which two names may be one school with a typing error."""


def read(inside: str, school: str | None) -> int:
    """Return the verdict on a service for the students of one school only; a name that may be the same school's is unknown."""
    if not inside.strip():
        return UNASKED
    if not school:
        return UNKNOWN
    theirs, ours = _words(inside), _words(school)
    if theirs == ours:
        return PASS
    if _numbers(theirs) != _numbers(ours) or (theirs & LEVELS and ours & LEVELS and theirs & LEVELS != ours & LEVELS):
        return FAIL
    alike = fuzz.token_sort_ratio(" ".join(sorted(theirs)), " ".join(sorted(ours))) >= SIMILAR
    within = bool(theirs and ours) and (theirs <= ours or ours <= theirs)
    return UNKNOWN if alike or within else FAIL


def _words(name: str) -> frozenset[str]:
    plain = re.sub(r"[.'’]", "", name.casefold())
    return frozenset(LONG.get(word, word) for word in re.findall(r"\w+", plain)) - EMPTY


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word.isdigit())
