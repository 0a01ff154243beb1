"""What is searched for (`Query`), what may answer it (`Candidates`), and the answer (`Match`, `Reason`).

Ages are inclusive years: a service whose `maximum_age` is 12 takes a child until the 13th birthday, and a student "of
9" is somewhere between the 9th and the 10th. Distances are statute miles, points are degrees (WGS 84).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

import numpy as np
import numpy.typing as npt

from matching.offers import Mode, Payment
from matching.phrase import Together

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]
Value = str | int | float | dt.date | tuple[str, ...] | tuple[float, ...] | None
"""A field of a reason: a name, a code, a number, a day, or several of them."""


@dataclass(frozen=True, slots=True)
class Need:
    """A need term (a slug of matching.needs) and how urgent it is: 1 when there is time, 2 soon, 3 now."""

    slug: str
    urgency: int = 2


@dataclass(frozen=True, slots=True)
class Ages:
    """The ages a student may have, from `low` up to but not including `high`, in years: age 9 is (9, 10), grade 4 (9, 11).

    `grade` is the grade that was asked for (0 is kindergarten, -1 pre-kindergarten), None if an age was.
    """

    low: float
    high: float
    grade: int | None = None

    @property
    def code(self) -> str:
        """The code of a student: "age:5", "grade:3", "age:5-7" for students of several ages."""
        if self.grade is not None:
            return f"grade:{self.grade}"
        return f"age:{self.low:g}" + (f"-{self.high - 1:g}" if self.high - self.low > 1 else "")


@dataclass(frozen=True, slots=True)
class Place:
    """The student's starting point; `approximate` if it is only the center of a ZIP or city."""

    latitude: float
    longitude: float
    words: str
    approximate: bool = False
    postal_code: str | None = None
    city: str | None = None
    county: str | None = None
    state: str | None = None


class Way(StrEnum):
    """How a student gets from school to a service."""

    WALK = "walk"
    BUS = "bus"
    CAR = "car"


@dataclass(frozen=True, slots=True)
class AfterSchool:
    """A school (degrees), the times at which it ends from Monday to Friday, as HHMM, and how its student gets around."""

    latitude: float
    longitude: float
    ends: tuple[str, ...]
    way: Way = Way.CAR


@dataclass(frozen=True, slots=True)
class SoughtWord:
    """A word of the asker's: as it is written, its stem, and how rare it is among the listings, from 0 to 1 (matching.own_words)."""

    text: str
    stem: str
    rarity: float


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for. Only `needs` is required; a field that is None or empty is not a criterion.

    Matches are ordered by score ("fit") or by distance, those without a distance last. In either order, services for people the
    student may not belong to come after the others, and those that do not run now come last. A service for danger alone matches
    only if `danger` is set. `wishes` are codes of matching.wishes, `words` those of the question that some listing names. With
    `after_school` a reason says whether a student could be there after the bell, and a wish for the hours after school is judged by
    that. In `towns`, folded by `matching.text.fold_text`, services that surely answer come first. `siblings` are further children, of whom one is enough. The people of `together` count only where their need is answered. `only` are facets that a match must state.
    A plan meets no need of a child whom it is `spared`, each a slug and the child's age.
    """

    needs: tuple[Need, ...]
    ages: Ages | None = None
    place: Place | None = None
    within: float = 10.0
    languages: tuple[str, ...] = ()
    payment: Payment | None = None
    school: str | None = None
    modes: tuple[Mode, ...] = ()
    limit: int = 20
    order: Literal["fit", "distance"] = "fit"
    danger: bool = False
    wishes: tuple[str, ...] = ()
    after_school: AfterSchool | None = None
    words: tuple[SoughtWord, ...] = ()
    siblings: tuple[Ages, ...] = ()
    together: tuple[Together, ...] = ()
    only: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    spared: tuple[tuple[str, Ages], ...] = ()

    def children_with(self, need: str) -> tuple[Ages, ...]:
        """Return the children who have a need, by its slug; all if it is spared them all."""
        return tuple(child for child in self.children if (need, child) not in self.spared) or self.children

    @property
    def children(self) -> tuple[Ages, ...]:
        """The children whose ages were asked for."""
        return () if self.ages is None else (self.ages, *self.siblings)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Columns of one length n, with a row for each pair of a need term and a service at location.

    A service with several of the terms searched for has several rows with the same `key`; one that was found by words alone has one
    without a term. `fit` is how surely the service is listed under `term` (0 to 1). Unknown numbers are NaN, unknown texts "". `languages`, `payments` and `modes` are codes separated by blanks, `areas` by "|". `precision` is "address", "zip" or "city"
    for the service's point, "" without one. `assured` is the proleptic ordinal of the day on which the listing was last confirmed,
    NaN if never. `capacity` is the number of openings, `wait` a code of matching.openings, `capacity_day`
    the proleptic ordinal of the day as of which both are said. `connected` and `referred` count the provider's closed referrals, 0 until
    there are any. `first_month` and `last_month` (1 to 12) are the season of a service that does not run all year. `closed_until`
    is the proleptic ordinal of the first day on which the listing no longer says that the service does not run, NaN if it never
    says so. `for_crisis` is 1 for a service for danger alone, else 0. `audience` holds the keys of all that the service is
    exclusively for (matching.needs.audiences), separated by blanks, `traits` what it says about wishes (matching.traits), likewise. `words` are those of the query's
    words that the service names and where, as codes of matching.own_words separated by blanks. `town` is where one goes, as it is written.
    """

    key: Integers
    id: Texts
    term: Texts
    fit: Floats
    latitude: Floats
    longitude: Floats
    precision: Texts
    minimum_age: Floats
    maximum_age: Floats
    languages: Texts
    payments: Texts
    modes: Texts
    areas: Texts
    school: Texts
    assured: Floats
    capacity: Floats
    wait: Texts
    capacity_day: Floats
    connected: Floats
    referred: Floats
    first_month: Floats
    last_month: Floats
    closed_until: Floats
    for_crisis: Floats
    audience: Texts
    traits: Texts
    words: Texts
    town: Texts

    def __len__(self) -> int:
        return len(self.key)


class Verdict(StrEnum):
    """Whether a criterion is met."""

    PASS = "pass"  # noqa: S105  # no password
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reason:
    """A criterion (matching.criteria), its verdict, and what is said about it: a code with its fields, and no words.

    `code` is a ReasonCode (matching.reason_codes); rooms above add codes of their own (directory.finding.reason_codes).
    """

    criterion: str
    verdict: Verdict
    code: StrEnum
    fields: Mapping[str, Value] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Match:
    """One service at one place; `score` is from 0 to 1, `miles` the geodesic, None if the service has no point.

    `behind` orders before any score (criteria.behind).
    """

    key: int
    id: str
    score: float
    miles: float | None
    approximate: bool
    needs: tuple[str, ...]
    reasons: tuple[Reason, ...]
    behind: int = 0


@dataclass(frozen=True, slots=True)
class Ranking:
    """Matches, best first, and near misses, each of which fails in exactly one criterion, named by its reasons."""

    matches: tuple[Match, ...]
    near_misses: tuple[Match, ...] = field(default=())
