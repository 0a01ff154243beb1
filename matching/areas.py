"""Whether the area that a service serves includes the place where the student is.

An area is read only if it plainly is a ZIP, a state, or a county or city by name. A bare name that is not the student's
("East Side") may lie inside the student's town, so it stays unknown; so does everything that cannot be read.

    >>> here = Place(42.73, -84.55, "48910", postal_code="48910", city="Lansing", county="Ingham County", state="MI")
    >>> [read(area, here) for area in ("Ingham County", "48910 48911", "Michigan", "Statewide", "Kent and Ingham Counties")]
    [2, 2, 2, 2, 2]
    >>> [read(area, here) for area in ("Kent County", "48823", "Ohio", "City of Flint", "Flint, MI", "Ingham County, OH")]
    [0, 0, 0, 0, 0, 0]
    >>> [read(area, here) for area in ("East Side", "call for details", "Kent County|East Side")]
    [1, 1, 1]
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from matching.query import Place
from matching.states import CODE_BY_NAME
from matching.verdicts import FAIL, PASS, UNASKED, UNKNOWN

_CODES = frozenset(CODE_BY_NAME.values())
# Lists belong to one state; an area across its border names the other state.
EVERYWHERE = frozenset({"statewide", "nationwide", "national", "united states", "united states of america", "usa", "us",
                        "all states", "anywhere", "entire state", "whole state", "everywhere"})  # fmt: skip

_ZIPS = re.compile(r"(?:zips?(?: ?codes?)?:? )?\d{5}(?:(?:,? and |[, ;/&]+)\d{5})*")
_COUNTY = re.compile(r"(?:count(?:y|ies) of )(?P<of>.+)|(?P<names>.+?) (?:count(?:y|ies)|parish(?:es)?|co)")
_CITY = re.compile(r"(?:city|town|township|village|municipality) of (?P<name>.+)")
_BETWEEN = re.compile(r",? and |[,;/&]+")


def read(areas: str, place: Place) -> int:
    """Return the verdict on areas separated by "|": pass if one includes the place, fail only if all name other places."""
    parts = [part for part in map(_plain, areas.split("|")) if part]
    return max((_read_one(part, place) for part in parts), default=UNASKED)


def _read_one(text: str, place: Place) -> int:
    # Before states: Washington may be a county, and New York a city.
    if text in EVERYWHERE or text in (_bare(place.city), _bare(place.county)):
        return PASS
    if _ZIPS.fullmatch(text):
        return _one_of(re.findall(r"\d{5}", text), place.postal_code and place.postal_code[:5])
    name, state = _apart(text)
    if not state:
        return _read_name(name, place, town=False)
    verdict = _one_of([state], _code(place.state))
    return min(verdict, _read_name(name, place, town=True)) if name else verdict


def _read_name(name: str, place: Place, *, town: bool) -> int:
    """Return the verdict on a county or town; `town` if a state after it ("Flint, MI") shows that a bare name is a town."""
    own_city, own_county = _bare(place.city), _bare(place.county)
    if county := _COUNTY.fullmatch(name):
        return _one_of(_names(county["of"] or county["names"]), own_county)
    city = _CITY.fullmatch(name)
    if city or town:
        return PASS if name == own_county else _one_of([city["name"] if city else name], own_city)
    return PASS if {own_city, own_county} & set(_names(name)) else UNKNOWN


def _one_of(named: Iterable[str], own: str | None) -> int:
    return UNKNOWN if not own else PASS if own in named else FAIL


@lru_cache(maxsize=8192)  # The same names occur among every query's candidates.
def _plain(text: str) -> str:
    text = re.sub(r"[.()]", " ", text.casefold())
    text = re.sub(r"\b(?:residents?(?: of)?|only|all of|serving|state of)\b", " ", text)
    text = " ".join(text.split()).removeprefix("the ").strip(" ,;-")
    without = re.sub(r",? ?\b(?:statewide|nationwide)\b ?", "", text)
    return without or text


@lru_cache(maxsize=8192)
def _bare(name: str | None) -> str | None:
    """Return a county or city without the word for it: "Ingham County" is "ingham"."""
    plain = _plain(name or "")
    county, city = _COUNTY.fullmatch(plain), _CITY.fullmatch(plain)
    return (county and (county["of"] or county["names"])) or (city and city["name"]) or plain or None


def _code(state: str | None) -> str | None:
    plain = _plain(state or "")
    return CODE_BY_NAME.get(plain, plain.upper() if plain.upper() in _CODES else None)


def _apart(text: str) -> tuple[str, str | None]:
    """Return a name and the state after its last comma: ("flint", "MI"); a state alone is ("", "MI")."""
    if code := _code(text):
        return "", code
    name, comma, last = text.rpartition(",")
    code = _code(last) if comma else None
    return (name.strip(), code) if code else (text, None)


def _names(text: str) -> list[str]:
    return [name for part in _BETWEEN.split(text) if (name := _bare(part))]
