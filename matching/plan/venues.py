"""Where a service meets the family: at its place, at home, at the student's own school, by phone or online; or that must be asked.

Nobody is sent to the office of an agency whose service happens elsewhere. What works in schools is surely at the student's only
where it is limited to that school's students, or listed at that school.

>>> from matching.verdicts import UNKNOWN
>>> [str(_venue(frozenset(modes.split()), own, limited=False, comes=True, located=True))
...  for modes, own in (("in_person", UNKNOWN), ("in_person school", UNKNOWN), ("school", PASS), ("home in_person", UNKNOWN), ("phone", UNKNOWN))]
['place', 'ask_school', 'school', 'home', 'remote']
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum, auto
from typing import NamedTuple

import numpy as np

from matching import schools
from matching.criteria import REMOTE_MODES
from matching.offers import Mode
from matching.query import Candidates, Query, Texts
from matching.services import Services
from matching.verdicts import PASS, UNASKED


class Venue(StrEnum):
    """Where a service meets the family; ASK_… is what must be asked first."""

    PLACE = auto()
    HOME = auto()
    SCHOOL = auto()
    REMOTE = auto()
    ASK_SCHOOL = auto()
    ASK_HOME = auto()
    ASK_PLACE = auto()


WITHOUT_TRIP = (Venue.HOME, Venue.SCHOOL)
TO_ASK = (Venue.ASK_SCHOOL, Venue.ASK_HOME, Venue.ASK_PLACE)


class Named(NamedTuple):
    """The names of a service and of the place where it is listed, "" if it has none."""

    service: str
    place: str


_LINE = re.compile(
    r"\b(?:hot|help|warm|crisis|text|talk|life|youth|teen)[ -]?lines?\b|\bl[ií]nea de (?:ayuda|crisis)\b", re.IGNORECASE
)


def told_by_name(candidates: Candidates) -> list[int]:
    """Return the keys of services that only their names place: those in schools, and those of no listed mode that speak of a line."""
    modes, traits = candidates.modes.tolist(), candidates.traits.tolist()
    rows = zip(candidates.key.tolist(), modes, traits, strict=True)
    return sorted(
        {key for key, mode, said in rows if Mode.SCHOOL in mode.split() or (not mode and "travel:remote" in said.split())}
    )


def venues(query: Query, found: Services, named: Mapping[int, Named], *, own_school: bool) -> Texts:
    """Return the venue of each service; `own_school` is whether the query's school is that of the child, and not a sibling's."""
    columns, unnamed = found.columns, Named("", "")
    comes = found.verdicts["area"] if "area" in found.verdicts else np.full(len(columns), PASS)
    located = ~np.isnan(columns.latitude) & ~np.isnan(columns.longitude)
    told = []
    for i, key in enumerate(columns.key.tolist()):
        names, modes, inside = named.get(key, unnamed), frozenset(str(columns.modes[i]).split()), str(columns.school[i])
        if not modes and _LINE.search(names.service):
            modes = frozenset({Mode.PHONE})
        own = schools.read(inside or names.place, query.school if own_school else None)
        told.append(_venue(modes, own, limited=own != UNASKED and bool(inside), comes=comes[i] == PASS, located=bool(located[i])))
    return np.array(told, dtype=np.object_)


def _venue(modes: frozenset[str], own: int, *, limited: bool, comes: bool, located: bool) -> Venue:
    """Return the venue of a service with these modes.

    `own` is the verdict on the student's school; `comes` says that the service surely visits the home, `located` that it has a place.
    """
    remote = bool(modes & set(REMOTE_MODES))
    in_school = limited or Mode.SCHOOL in modes
    if in_school and own == PASS:
        return Venue.SCHOOL
    if Mode.HOME in modes and comes:
        return Venue.HOME
    if in_school:
        return Venue.REMOTE if remote and not limited else Venue.ASK_SCHOOL
    if located and (not modes or Mode.IN_PERSON in modes):
        return Venue.PLACE
    if remote:
        return Venue.REMOTE
    return Venue.ASK_HOME if Mode.HOME in modes else Venue.ASK_PLACE
