"""A plan as the page of a search shows it: in which group a card stands, and where only a line points to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from directory.finding.matches import Finding
from directory.finding.plans import FoundGroup, FoundPlan, FoundTrips
from directory.finding.reason_codes import ReasonNote
from directory.finding.results import Result
from directory.referrals import history
from directory.referrals.history import PastReferral


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A service in a group: `here` is whether its card stands here."""

    id: str
    number: int
    service: str
    here: bool


@dataclass(frozen=True, slots=True)
class PlanSection:
    """A group with its heading; without a heading, its notes and lines say what nobody offers together."""

    heading: ReasonNote | None
    notes: tuple[ReasonNote, ...]
    lines: tuple[PlanLine, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """The sections that have cards, the trips, what nobody offers, the ids of the cards that stand in no section, with their heading,
    and the names of all.
    """

    sections: tuple[PlanSection, ...]
    trips: FoundTrips | None
    notes: tuple[ReasonNote, ...]
    others: tuple[str, ...]
    others_heading: ReasonNote | None
    names: Mapping[str, str]


def after_history(plan: FoundPlan | None, pasts: Mapping[str, Sequence[PastReferral]]) -> FoundPlan | None:
    """Return a plan for a student who has been to some of these providers already."""
    if plan is None or not pasts:
        return plan
    return replace(plan, groups=tuple(replace(one, results=history.after_history(one.results, pasts)) for one in plan.groups))


def shown_entries(finding: Finding) -> tuple[Result, ...]:
    """Return every service that the page shows as a card, each once, numbered as it stands there."""
    plan = finding.plan
    if plan is None or plan.only_says:
        return finding.matches
    planned = {one.card.id for one in plan.results}
    order = (*plan.results, *(one for one in finding.matches if one.card.id not in planned))
    return tuple(replace(one, rank=number) for number, one in enumerate(order, 1))


def plan_view(plan: FoundPlan | None, entries: Sequence[Result]) -> PlanView | None:
    """Return how the page shows a plan; `entries` are those that it shows. One of nothing is not shown: the answer says why."""
    if plan is None or plan.is_empty:
        return None
    numbers = {one.card.id: one.rank for one in entries}
    seen: set[str] = set()
    sections = [_section(group, numbers, plan.names, seen, says_only=plan.only_says) for group in plan.groups if group.results]
    trips, others = None if plan.says_gaps_alone else plan.trips, plan.others(entries)
    left = tuple(one.card.id for one in others.results)
    return PlanView(tuple(sections), trips, plan.notes, left, others.heading, plan.names)


def _section(
    group: FoundGroup, numbers: Mapping[str, int], names: Mapping[str, str], seen: set[str], *, says_only: bool
) -> PlanSection:
    lines = []
    for one in group.results:
        here = one.card.id not in seen and not says_only
        if one.card.id in numbers:
            lines.append(PlanLine(one.card.id, numbers[one.card.id], names[one.card.id], here))
        if here:
            seen.add(one.card.id)
    return PlanSection(None if says_only else group.heading, group.notes, tuple(lines))
