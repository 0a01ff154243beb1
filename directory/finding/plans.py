"""A plan as people see it: groups of results with a heading, the trips with what is done on each, and what nobody meets.

Children are codes here (directory.finding.children).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from directory.finding.reason_codes import PlanCode, ReasonNote
from directory.finding.results import Result, names_apart
from matching.phrase import Together
from matching.plan import Aim, Group, SearchPlan, Trips, Venue, Visit
from matching.query import Match, Query, Reason, Value, Verdict

Aims: TypeAlias = tuple[Aim, ...]
Results = Callable[[Sequence[Match]], tuple[Result, ...]]
"""Makes results of matches, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """Results for some of the needs and children; `notes` say what nobody meets.

    `lacking` are, by the id of a result, the reasons in which it does not surely have what was asked for together.
    """

    heading: ReasonNote
    needs: tuple[str, ...]
    children: tuple[str, ...]
    results: tuple[Result, ...]
    notes: tuple[ReasonNote, ...] = ()
    together: bool | None = None
    lacking: Mapping[str, tuple[Reason, ...]] | None = None


@dataclass(frozen=True, slots=True)
class FoundVisit:
    """A service and its aims; `purpose` says what for and, if it is no trip, where or what to ask."""

    result: Result
    aims: tuple[Aim, ...]
    purpose: ReasonNote
    is_trip: bool


@dataclass(frozen=True, slots=True)
class FoundTrips:
    """The trips that cover most of what was asked for; `heading` says how much.

    `comes` need no trip, `to_ask` may need none, and `unmet` is what nobody surely meets.
    """

    heading: ReasonNote
    trips: tuple[tuple[FoundVisit, ...], ...]
    comes: tuple[FoundVisit, ...]
    remote: tuple[FoundVisit, ...]
    to_ask: tuple[FoundVisit, ...]
    unmet: tuple[Aim, ...]

    @property
    def visits(self) -> tuple[FoundVisit, ...]:
        return (*(visit for trip in self.trips for visit in trip), *self.comes, *self.remote, *self.to_ask)


@dataclass(frozen=True, slots=True)
class FoundOthers:
    """The results that stand in no group, with their heading; there is none where no group stands before them, or nothing after."""

    heading: ReasonNote | None
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class FoundPlan:
    """Groups of results, and the trips; `notes` say once what nobody offers, and what to do.

    Where `is_empty`, nothing fits at all.
    """

    groups: tuple[FoundGroup, ...]
    trips: FoundTrips | None = None
    notes: tuple[ReasonNote, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.results

    @property
    def names(self) -> Mapping[str, str]:
        """The names of its services by their ids, told apart."""
        return names_apart(self.results)

    @property
    def says_gaps_alone(self) -> bool:
        """Whether the notes say already that no trip surely covers anything."""
        return self.trips is not None and not self.trips.visits and bool(self.notes)

    @property
    def only_says(self) -> bool:
        """Whether the plan groups nothing: it only says that nobody offers together what was asked for."""
        return len(self.groups) == 1 and not self.groups[0].together

    @property
    def results(self) -> tuple[Result, ...]:
        """All results that the plan shows, each once, in the order of its groups, then of its trips."""
        visits: Sequence[FoundVisit] = self.trips.visits if self.trips else ()
        found = [*(one for group in self.groups for one in group.results), *(visit.result for visit in visits)]
        first: dict[str, Result] = {}
        for one in found:
            first.setdefault(one.card.id, one)
        return tuple(first.values())

    def others(self, shown: Sequence[Result]) -> FoundOthers:
        """Return those of the results shown that stand in no group."""
        if self.only_says:
            return FoundOthers(None, tuple(shown))
        grouped = {one.card.id for group in self.groups for one in group.results}
        left = tuple(one for one in shown if one.card.id not in grouped)
        in_part = any(reason.verdict == Verdict.FAIL for one in left for reason in one.reasons)
        return FoundOthers(ReasonNote(PlanCode.OTHERS_IN_PART if in_part else PlanCode.OTHERS) if left else None, left)


def plan_matches(plan: SearchPlan | None) -> tuple[Match, ...]:
    """Return all matches of a plan."""
    if plan is None:
        return ()
    trips = plan.trips or Trips(())
    return (*(match for group in plan.groups for match in group.matches), *(visit.match for visit in trips.visits))


def found_plan(plan: SearchPlan | None, query: Query, results: Results) -> FoundPlan | None:
    """Return a plan with its results and words; None if there is none."""
    if plan is None:
        return None
    groups = [
        _group(group, query, results, first=not number, alone=len(plan.groups) == 1) for number, group in enumerate(plan.groups)
    ]
    gaps = _gaps(plan, query, groups)
    trips = _trips(plan.trips, query, results) if plan.trips else None
    # What the gaps say of a need its groups do not say again.
    said = {aim.need for aim in trips.unmet} if trips and gaps else set()
    return FoundPlan(tuple(replace(one, notes=()) if said >= {*one.needs} else one for one in groups), trips, gaps)


def _gaps(plan: SearchPlan, query: Query, groups: Sequence[FoundGroup]) -> tuple[ReasonNote, ...]:
    """Return once what nobody offers, and what to do; needs that nothing at all fits are told with the answer (Finding.nothing)."""
    whole, *parts = plan.groups
    if not parts or not any(group.matches for group in plan.groups):
        return ()
    # A child whom the group of a need leaves out has one of its own.
    own = {
        Aim(need, child): bool(group.matches)
        for group in plan.groups[1:]
        for need in group.needs
        for child in group.children or (None,)
    }
    offered = {aim.need for aim, found in own.items() if found}
    nothing = [aim for aim, found in own.items() if not found and aim.need in offered]
    unsure = [aim for aim in (plan.trips.unmet if plan.trips else ()) if own.get(aim)]
    several = len(query.children) > 1
    told = ((PlanCode.NOTHING_OF_IT, nothing), (PlanCode.UNMET, unsure))
    found = tuple(ReasonNote(code, _purposes(missing, several=several)) for code, missing in told if missing)
    # What nobody surely offers is not offered together with the rest either.
    return found if found or whole.matches else groups[0].notes


def _group(group: Group, query: Query, results: Results, *, first: bool, alone: bool) -> FoundGroup:
    shown, children = results(group.matches), tuple(child.code for child in group.children)
    phrase = next((one for one in query.together if one.need in group.needs), None) if len(group.needs) == 1 else None
    whole = first and (len(group.needs) > 1 or len(group.children) > 1)
    lacking = {one.card.id: _lacking(one, phrase) for one in shown} if phrase and group.together is False else None
    fields: dict[str, Value] = {"needs_of_plan": group.needs, "children": children, **_phrase_fields(phrase)}
    return FoundGroup(
        ReasonNote(_heading(group, query, phrase, whole=whole), fields),
        group.needs,
        children,
        shown,
        tuple(ReasonNote(code, fields) for code in _missing(group, whole=whole, alone=alone)),
        group.together,
        lacking,
    )


def _heading(group: Group, query: Query, phrase: Together | None, *, whole: bool) -> PlanCode:
    if whole:
        several = len(group.needs) > 1, len(group.children) > 1
        return {(True, False): PlanCode.ALL_NEEDS, (False, True): PlanCode.ALL_CHILDREN}.get(several, PlanCode.ALL_OF_ALL)
    if len(query.children) > len(group.children):
        return PlanCode.NEED_OF_CHILD
    return PlanCode.NEED_TOGETHER if phrase else PlanCode.NEED


def _missing(group: Group, *, whole: bool, alone: bool) -> tuple[PlanCode, ...]:
    """Return what nobody meets, in a group; where it is not alone, its heading says what was asked for together."""
    if whole:
        if group.matches:
            return ()
        return (PlanCode.NOBODY_FOR_ALL_CHILDREN,) if len(group.needs) == 1 else (PlanCode.NOBODY_FOR_ALL,)
    if not group.matches:
        return (PlanCode.NOBODY,)
    if group.together is not False:
        return ()
    return (PlanCode.NOBODY_TOGETHER,) if alone else (PlanCode.NONE_TOGETHER,)


def _phrase_fields(phrase: Together | None) -> dict[str, Value]:
    return {"people_of_plan": phrase.people, "criteria": phrase.criteria} if phrase else {}


def _lacking(entry: Result, phrase: Together) -> tuple[Reason, ...]:
    """Return the reasons in which a service does not surely have what was asked for together."""
    slugs = {phrase.need, *phrase.people}
    return tuple(
        reason
        for reason in entry.reasons
        if reason.verdict != Verdict.PASS
        and (reason.criterion in phrase.criteria or (reason.criterion == "need" and reason.fields.get("need") in slugs))
    )


def _trips(trips: Trips, query: Query, results: Results) -> FoundTrips:
    several = len(query.children) > 1

    def found(visits: Sequence[Visit]) -> tuple[FoundVisit, ...]:
        return tuple(_visit(visit, results, several=several) for visit in visits)

    shown = tuple(found(trip.visits) for trip in trips.trips)
    total = trips.met + sum(len(v.aims) for v in (*trips.comes, *trips.remote, *trips.to_ask)) + len(trips.unmet)
    fields: dict[str, Value] = {"count": len(shown), "met": trips.met, "total": total}
    heading = ReasonNote(_how_many_trips(trips, query, total), fields)
    return FoundTrips(heading, shown, found(trips.comes), found(trips.remote), found(trips.to_ask), trips.unmet)


def _how_many_trips(trips: Trips, query: Query, total: int) -> PlanCode:
    if trips.trips:
        # Of several needs for several children it must be said what is counted.
        aims = (*(aim for visit in trips.visits for aim in visit.aims), *trips.unmet)
        counts_both = len(query.children) > 1 and len({aim.need for aim in aims}) > 1
        if counts_both:
            return PlanCode.TRIPS_FOR_ALL_CHILDREN if trips.met == total else PlanCode.TRIPS_FOR_SOME_CHILDREN
        return PlanCode.TRIPS_FOR_ALL if trips.met == total else PlanCode.TRIPS_FOR_SOME
    needless = sum(len(visit.aims) for visit in (*trips.comes, *trips.remote)) == total
    return PlanCode.NO_TRIP_NEEDED if needless else PlanCode.NO_TRIP_COVERS


_PURPOSES: Mapping[Venue, PlanCode] = {
    Venue.HOME: PlanCode.COMES_HOME,
    Venue.SCHOOL: PlanCode.AT_OWN_SCHOOL,
    Venue.ASK_SCHOOL: PlanCode.ASK_WHETHER_SCHOOL,
    Venue.ASK_HOME: PlanCode.ASK_WHETHER_HOME,
    Venue.ASK_PLACE: PlanCode.ASK_WHERE,
}


def _visit(visit: Visit, results: Results, *, several: bool) -> FoundVisit:
    (result,) = results((visit.match,))
    purpose = ReasonNote(_PURPOSES.get(visit.venue, PlanCode.PURPOSE), _purposes(visit.aims, several=several))
    return FoundVisit(result, visit.aims, purpose, visit.venue == Venue.PLACE)


def _purposes(aims: Sequence[Aim], *, several: bool) -> dict[str, Value]:
    """Return aims as a field "need|child", without the child if there is only one."""
    return {"purposes": tuple(f"{aim.need}|{aim.child.code}" if aim.child and several else aim.need for aim in aims)}
