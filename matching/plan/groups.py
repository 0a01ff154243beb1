"""The groups of a plan: first what meets everything, then the best for each need, and for each child whom these leave out.

A group of one need shows first what answers the need together with all that was asked for with it; if nothing does, its matches
are the nearest, and `together` is False. With one need and several children, there is a group for each child.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

import numpy as np

from matching.ages import left_out
from matching.measures import Measure
from matching.near import exclusions
from matching.plan.aims import Flags, aims, answers, beside, needs_of
from matching.plan.trips import Trips, plan_trips
from matching.plan.venues import Named, Venue, venues
from matching.query import Ages, Candidates, Match, Query, Reason, Texts, Verdict
from matching.ranking import rank, writer_of_matches
from matching.reason_codes import ReasonCode
from matching.services import Services, rows_at, services

NOT_NAMED: Mapping[int, Named] = MappingProxyType({})

MOST_OF_EVERYTHING = 5
"""The most services that are shown as meeting everything."""

MOST_OF_EACH = 3
"""The most services for one need or one child."""


@dataclass(frozen=True, slots=True)
class Group:
    """The best matches for some needs (slugs) of some children, best first.

    `together` is whether the matches surely answer what was asked for together with the needs; None if nothing was.
    """

    needs: tuple[str, ...]
    children: tuple[Ages, ...]
    matches: tuple[Match, ...]
    together: bool | None = None


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """The groups, what meets everything first, and the trips; `trips` is None if one need of one child is all, or aims are too many."""

    groups: tuple[Group, ...]
    trips: Trips | None


def is_planned(query: Query) -> bool:
    """Return whether a query has several needs or children, or a need with what was asked for together with it."""
    needs = needs_of(query)
    return bool(needs) and (len(needs) > 1 or len(set(query.children)) > 1 or beside(query, needs[0]) is not None)


def make_plan(query: Query, candidates: Candidates, today: dt.date, named: Mapping[int, Named] = NOT_NAMED) -> SearchPlan | None:
    """Return the plan for a query of several needs or children, or of a need with what was asked for with it; None for any other.

    The candidates must include all that lie within the query's distance. `named` are names by the keys of those that
    matching.plan.venues.told_by_name returns. Raise KeyError as `rank`.
    """
    children = tuple(dict.fromkeys(query.children))
    query = replace(query, siblings=children[1:])
    wanted, needs = aims(query), needs_of(query)
    if not is_planned(query):
        return None
    found = services(query, candidates, today)
    planner = _Planner(query, candidates, found, today)
    # Where services meet the family is read name by name: once for all that ask, and for siblings only if there are any.
    at = cache(lambda own_school: venues(query, found, named, own_school=own_school))
    to_ask = _in_schools(found, at(True))
    if len(wanted) == 1:
        return SearchPlan(_marked([planner.of_need(needs[0])], to_ask), None)
    measure = Measure(query, found)
    write = writer_of_matches(query, candidates, found, measure, today)
    return SearchPlan(_marked(planner.groups(needs), to_ask), plan_trips(query, found, measure, lambda i: write(i, None), at))


def _in_schools(found: Services, at: Texts) -> frozenset[int]:
    """Return the keys of services that work in schools and may not come to the student's; of one school alone the ranking says so."""
    some = (at == Venue.ASK_SCHOOL) & (found.columns.school == "")
    return frozenset(found.columns.key[some].tolist())


def _marked(groups: Iterable[Group], to_ask: Collection[int]) -> tuple[Group, ...]:
    """Return the groups, in which matches say if they must be asked whether they come to the student's school."""
    reason = Reason("school", Verdict.UNKNOWN, ReasonCode.SCHOOL_TO_ASK)
    return tuple(
        replace(
            group,
            matches=tuple(replace(one, reasons=(*one.reasons, reason)) if one.key in to_ask else one for one in group.matches),
        )
        for group in groups
    )


@dataclass(frozen=True, slots=True)
class _Planner:
    """What the groups are made of: the services of the whole query, of which each group ranks some for a part of it."""

    query: Query
    candidates: Candidates
    found: Services
    today: dt.date

    def groups(self, needs: tuple[str, ...]) -> list[Group]:
        found = [self.of_everything(needs)]
        for need in needs:
            group = self.of_need(need) if len(needs) > 1 else found[0]
            found += [group] if len(needs) > 1 else []
            own = self.query.children_with(need)
            children = own if len(own) > 1 else ()
            apart = children if len(needs) == 1 else [child for child in children if not _takes(group, child)]
            found += [self.of_need(need, child) for child in apart]
        return found

    def of_everything(self, needs: tuple[str, ...]) -> Group:
        """Return the group of what answers all needs, and leaves out no child; one need may be answered by what is related to it."""
        columns = self.found.columns
        single = len(needs) == 1 and beside(self.query, needs[0]) is None
        all_of = [] if single else [answers(self.query, self.found, need) for need in needs]
        taken = left_out(columns.minimum_age, columns.maximum_age, self.query.children) == 0
        fits: Flags = np.all([*all_of, taken, exclusions(self.found) == 0], axis=0)
        joined = any(beside(self.query, need) for need in needs)
        matches = self._best(self.query, fits, MOST_OF_EVERYTHING)
        return Group(needs, self.query.children, matches, None if not joined else bool(matches))

    def of_need(self, need: str, child: Ages | None = None) -> Group:
        """Return the group of one need, of one child or of all."""
        part, phrase = self._part(need, child), beside(self.query, need)
        if phrase is None:
            return Group((need,), part.children, rank(part, self.candidates, self.today).matches)
        met = self._best(part, answers(self.query, self.found, need), MOST_OF_EACH)
        return Group((need,), part.children, met or rank(part, self.candidates, self.today).matches, bool(met))

    def _part(self, need: str, child: Ages | None) -> Query:
        """Return the query for one need, with the people beside it, of one child or of all."""
        phrase = beside(self.query, need)
        slugs = {need, *(phrase.people if phrase else ())}
        part = replace(self.query, needs=tuple(one for one in self.query.needs if one.slug in slugs), limit=MOST_OF_EACH)
        children = self.query.children_with(need) if child is None else (child,)
        return replace(part, ages=children[0], siblings=children[1:]) if children else part

    def _best(self, part: Query, among: Flags, most: int) -> tuple[Match, ...]:
        """Return the best of some of the services."""
        rows = np.isin(self.candidates.key, self.found.columns.key[among])
        return rank(replace(part, limit=most), rows_at(self.candidates, np.flatnonzero(rows)), self.today).matches


def _takes(group: Group, child: Ages) -> bool:
    """Whether some service of a group may take a child."""
    return any(not any(_leaves_out(reason, child) for reason in match.reasons) for match in group.matches)


def _leaves_out(reason: Reason, child: Ages) -> bool:
    """Whether a reason says that a child, who may be one of several, is too young or too old."""
    code = child.code
    told = reason.fields.get("children", (code,))
    return reason.criterion == "age" and reason.verdict == Verdict.FAIL and isinstance(told, tuple) and code in told
