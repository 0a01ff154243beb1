"""A plan as the command line's contract defines it."""

from __future__ import annotations

from typing import Any

from directory.finding.children import child_as_json
from directory.finding.plans import Aims, FoundGroup, FoundPlan, FoundTrips, FoundVisit
from directory.finding.reason_words import in_words
from directory.i18n.catalogs import ENGLISH
from matching.needs import terms


def plan_as_json(plan: FoundPlan) -> dict[str, Any]:
    """Return the groups and the trips of a plan."""
    return {"groups": [_group_as_json(group) for group in plan.groups], "trips": plan.trips and _trips_as_json(plan.trips)}


def _need_as_json(slug: str) -> dict[str, str]:
    return {"slug": slug, "name": terms()[slug].english}


def _aims_as_json(aims: Aims) -> list[dict[str, Any]]:
    return [
        {"need": _need_as_json(aim.need), "child": None if aim.child is None else child_as_json(aim.child.code)} for aim in aims
    ]


def _group_as_json(group: FoundGroup) -> dict[str, Any]:
    return {
        "heading": in_words(group.heading, ENGLISH),
        "needs": [_need_as_json(slug) for slug in group.needs],
        "children": [child_as_json(code) for code in group.children],
        "together": group.together,
        "notes": [in_words(note, ENGLISH) for note in group.notes],
        "matches": [
            one.as_json()
            | ({} if group.lacking is None else {"lacking": [in_words(r, ENGLISH) for r in group.lacking[one.card.id]]})
            for one in group.results
        ],
    }


def _trips_as_json(trips: FoundTrips) -> dict[str, Any]:
    return {
        "heading": in_words(trips.heading, ENGLISH),
        "count": len(trips.trips),
        "trips": [
            {"miles": trip[0].result.as_json()["miles"], "visits": [_visit_as_json(one) for one in trip]} for trip in trips.trips
        ],
        "comes": [_visit_as_json(one) for one in trips.comes],
        "remote": [_visit_as_json(one) for one in trips.remote],
        "to_ask": [_visit_as_json(one) for one in trips.to_ask],
        "unmet": _aims_as_json(trips.unmet),
    }


def _visit_as_json(visit: FoundVisit) -> dict[str, Any]:
    match = visit.result.as_json()
    kept = ("service_id", "service", "organization", "location", "address", "phone")
    told = in_words(visit.purpose, ENGLISH)
    return {name: match[name] for name in kept} | {"for": _aims_as_json(visit.aims), "purpose": told}
