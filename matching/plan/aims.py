"""The aims of a query, each a need of one child, and which services surely meet them.

A need stands with its people and conditions (matching.query.Together), so that these are no aims of their own:

>>> from matching.query import Ages, Need
>>> query = Query((Need("summer-camp"), Need("autism")), Ages(8, 9), siblings=(Ages(5, 6),), together=(Together("summer-camp", ("autism",)),))
>>> aims(query)
(Aim(need='summer-camp', child=Ages(low=8, high=9, grade=None)), Aim(need='summer-camp', child=Ages(low=5, high=6, grade=None)))
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.ages import verdicts
from matching.criteria import EXCLUDING
from matching.phrase import Together
from matching.query import Ages, Query
from matching.services import Services, urgencies
from matching.verdicts import FAIL, PASS, UNASKED
from matching.weights import ANSWERS

Flags = npt.NDArray[np.bool_]

_MAY_BE_UNKNOWN = ("age", "distance")
"""Excluding criteria that are judged apart: each child's age, and the distance of a service that needs no trip."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A need (a slug) of one child; `child` is None if no age was asked for."""

    need: str
    child: Ages | None


def needs_of(query: Query) -> tuple[str, ...]:
    """Return the needs of a query, each once, without the people that stand beside them."""
    people = {slug for phrase in query.together for slug in phrase.people}
    return tuple(slug for slug in urgencies(query) if slug not in people)


def aims(query: Query) -> tuple[Aim, ...]:
    """Return the aims of a query, need by need in the order in which they were asked for."""
    return tuple(Aim(need, child) for need in needs_of(query) for child in dict.fromkeys(query.children_with(need) or (None,)))


def beside(query: Query, need: str) -> Together | None:
    """Return all that stands beside a need; None if nothing does."""
    phrases = [phrase for phrase in query.together if phrase.need == need]
    people = tuple(dict.fromkeys(slug for phrase in phrases for slug in phrase.people))
    criteria = tuple(dict.fromkeys(name for phrase in phrases for name in phrase.criteria))
    return Together(need, people, criteria) if people or criteria else None


def answers(query: Query, found: Services, need: str) -> Flags:
    """Return which services answer a need together with all that stands beside it, whatever else they fail in."""
    order, phrase = list(urgencies(query)), beside(query, need)
    wanted = [order.index(slug) for slug in (need, *(phrase.people if phrase else ()))]
    judged = [found.verdicts[name] == PASS for name in (phrase.criteria if phrase else ()) if name in found.verdicts]
    flags: Flags = np.all([*(found.fits[wanted] >= ANSWERS), *judged], axis=0)
    return flags


def surely_meets(query: Query, found: Services, aim: Aim, *, but: Collection[str] = ()) -> Flags:
    """Return which services surely meet an aim: they answer the need, take the child, run now, and fail in nothing asked for.

    What excludes must be known as well, `but` for some criteria. The measured distance is not judged here.
    """
    fine = [answers(query, found, aim.need)]
    fine += [codes != FAIL for name, codes in found.verdicts.items() if name not in {"age", "record"}]
    fine += [
        np.isin(codes, (PASS, UNASKED))
        for name, codes in found.verdicts.items()
        if name in {*EXCLUDING, "season"} and name not in {*_MAY_BE_UNKNOWN, *but}
    ]
    if aim.child is not None:
        fine.append(verdicts(found.columns.minimum_age, found.columns.maximum_age, aim.child) == PASS)
    flags: Flags = np.all(fine, axis=0)
    return flags
