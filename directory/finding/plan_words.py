"""The sentences of a plan, and its fields in words: needs, children, and what was asked for together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from directory.finding.child_words import child, children_of
from directory.finding.list_phrases import all_of
from directory.finding.reason_codes import PlanCode
from directory.i18n.catalogs import Catalog, marked
from matching.needs import terms
from matching.query import Value

Fields = Mapping[str, Value]

PLAN: Mapping[StrEnum, str] = {
    PlanCode.ALL_NEEDS: "All of it from one service: {needs_of_plan}",
    PlanCode.ALL_CHILDREN: "For all of the children: {children}",
    PlanCode.ALL_OF_ALL: "All of it from one service, for all of the children",
    PlanCode.NEED: "{needs_of_plan}",
    PlanCode.NEED_TOGETHER: "{needs_of_plan}, together with: {beside}",
    PlanCode.NEED_OF_CHILD: "{needs_of_plan}: {children}",
    PlanCode.NOBODY_FOR_ALL: "No one service is listed for all of it.",
    PlanCode.NOBODY_FOR_ALL_CHILDREN: "Nobody surely listed for it takes all of the children.",
    PlanCode.NOBODY: "Nothing listed fits.",
    PlanCode.NOBODY_TOGETHER: "Nobody surely offers all of this together: {needs_of_plan}, {beside}. These come nearest; ask them.",
    PlanCode.NONE_TOGETHER: "None of these surely offers it together with {beside}: ask them.",
    PlanCode.NO_TRIP_COVERS: "No trip surely covers any of it: call before you send the family.",
    PlanCode.PURPOSE: "{purposes}",
    PlanCode.AGES_TO_ASK: "How old are “{heard}”? Add their ages or grades, and the plan is made for each of them.",
    PlanCode.ALL_FOR_ALL: "The search covers every need for every child. If the children need different things, search for each one separately.",
    PlanCode.KIN_ALONE: "This is asked for “{heard}”, so the age in the student’s file is left out. Add how old they are, if it matters.",
    PlanCode.KIN_AS_WELL: "All of it is searched for at one age, and “{heard}” is somebody else. Search for them by themselves.",
    PlanCode.KIN_ADULT: "This is asked for “{heard}”, so it is searched for ages 18 and up. If it is for the student, leave out that word.",
    PlanCode.KIN_ADULT_AT_AGE: "This is asked for “{heard}”, but searched for the age that was chosen. Take the age away to look for adults.",
    PlanCode.KIN_PERHAPS: "This is said of “{heard}”, and searched for the student. To look for help for them, write that they need it.",
    PlanCode.NO_TRIP_NEEDED: "No trip is needed",
    PlanCode.COMES_HOME: "{purposes}, at home",
    PlanCode.AT_OWN_SCHOOL: "{purposes}, at the student’s own school",
    PlanCode.ASK_WHETHER_SCHOOL: "{purposes}; ask whether it comes to the student’s school",
    PlanCode.ASK_WHETHER_HOME: "{purposes}; ask whether it comes to the family’s home",
    PlanCode.ASK_WHERE: "{purposes}; no address is listed, so ask where",
    PlanCode.UNMET: "Nobody surely meets all that was asked for: {purposes}. Call the nearest below: their cards say what does not fit or is not known.",
    PlanCode.NOTHING_OF_IT: "Nothing listed fits: {purposes}. Search farther away, or ask for less at once.",
    PlanCode.OTHERS: "Others that fit",
    PlanCode.OTHERS_IN_PART: "Others, which fit in part",
}
"""Sentences by code."""

PLURALS: Mapping[StrEnum, tuple[str, str, str]] = {
    PlanCode.TRIPS_FOR_ALL: ("{count} trip covers all {total}", "{count} trips cover all {total}", "count"),
    PlanCode.TRIPS_FOR_SOME: ("{count} trip covers {met} of {total}", "{count} trips cover {met} of {total}", "count"),
    PlanCode.TRIPS_FOR_ALL_CHILDREN: (
        "{count} trip covers all {total} (each need of each child is one)",
        "{count} trips cover all {total} (each need of each child is one)",
        "count",
    ),
    PlanCode.TRIPS_FOR_SOME_CHILDREN: (
        "{count} trip covers {met} of {total} (each need of each child is one)",
        "{count} trips cover {met} of {total} (each need of each child is one)",
        "count",
    ),
    PlanCode.MORE_AGES_TO_ASK: (
        "The age of only {known} of “{heard}” is known. Add the others’, and the plan is made for each of them.",
        "The ages of only {known} of “{heard}” are known. Add the others’, and the plan is made for each of them.",
        "known",
    ),
}
"""Sentences for one and for several, and the field that holds the number."""

CRITERIA: Mapping[str, str] = {
    "languages": marked("the language"),
    "payment": marked("the way to pay"),
    "mode": marked("how it is offered"),
    "schedule": marked("the days and times"),
    "setting": marked("the setting"),
    "helper": marked("who helps"),
    "travel": marked("the way there"),
    "access": marked("a place without steps"),
    "activity": marked("the activity"),
}


def _texts(fields: Fields, name: str) -> tuple[str, ...]:
    value = fields.get(name, ())
    return tuple(str(one) for one in value) if isinstance(value, tuple) else ()


def _need(slug: str, say: Catalog) -> str:
    term = terms()[slug]
    return term.spanish if say.language == "es" else term.english


def _needs(fields: Fields, say: Catalog) -> str:
    # Names of needs hold commas and "and" themselves.
    return "; ".join(_need(slug, say) for slug in _texts(fields, "needs_of_plan"))


def _purposes(fields: Fields, say: Catalog) -> str:
    """Return needs in the order of their first mention, each once with the children whom it is for."""
    children: dict[str, list[str]] = {}
    for purpose in _texts(fields, "purposes"):
        slug, _, code = purpose.partition("|")
        children.setdefault(slug, []).extend([code] if code else [])
    told = ((_need(slug, say), [child(code, say) for code in codes]) for slug, codes in children.items())
    return "; ".join(f"{need} ({all_of(ages, say)})" if ages else need for need, ages in told)


def _beside(fields: Fields, say: Catalog) -> str:
    """Return what was asked for together with a need."""
    people = [_need(slug, say) for slug in _texts(fields, "people_of_plan")]
    return ", ".join([*people, *(say(CRITERIA[name]) for name in _texts(fields, "criteria"))])


PHRASES: Mapping[str, Callable[[Fields, Catalog], str]] = {
    "needs_of_plan": _needs,
    "children": children_of,
    "beside": _beside,
    "purposes": _purposes,
}
"""Writers of fields, by the name that sentences use."""
