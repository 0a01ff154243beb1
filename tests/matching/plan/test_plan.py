"""Plans, held against a slow and obvious reference that looks at every service and at every set of places."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from matching import Ages, Need, Query, needs, rank
from matching.phrase import Together
from matching.plan import Aim, Named, SearchPlan, Venue, aims, make_plan, told_by_name
from matching.plan.trips import Stop, fewest
from matching.query import Match
from matching.reason_codes import ReasonCode
from tests.matching.drawn import HERE, TODAY, points
from tests.matching.making import candidates, full
from tests.matching.reference import (
    Row,
    age_verdict,
    distance,
    excluding,
    fit_of,
    season,
    services,
    shut_out,
    soft,
)

FIRST, SECOND, THIRD = "food-pantry", "clothing", "mentoring"
assert not any(set(needs.answering(one)) & {FIRST, SECOND, THIRD} != {one} for one in (FIRST, SECOND, THIRD))

SERVICE = st.fixed_dictionaries(
    {
        "minimum_age": st.sampled_from([math.nan, 0.0, 9.0, 12.0]),
        "maximum_age": st.sampled_from([math.nan, 8.0, 12.0, 18.0]),
        "languages": st.sampled_from(["", "es", "so"]),
        "modes": st.sampled_from(["", "", "phone", "in_person school", "home", "home in_person phone", "school"]),
        "school": st.sampled_from(["", "", "", "Oak Elementary"]),
        "areas": st.sampled_from(["", "", "Ingham County", "Kent County"]),
        "audience": st.sampled_from(["", "", "girls", "veterans"]),
        "capacity": st.sampled_from([math.nan, 0.0, 3.0]),
        "capacity_day": st.just(float(TODAY.toordinal())),
        "for_crisis": st.sampled_from([0.0, 0.0, 1.0]),
        "closed_until": st.sampled_from([math.nan, math.nan, TODAY.toordinal() + 1.0]),
    }
)
LISTED = st.lists(st.tuples(st.sampled_from([FIRST, SECOND, THIRD]), st.sampled_from([0.5, 0.75, 1.0])), min_size=1, max_size=3)


@st.composite
def rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rows of up to 12 services, some of them at one address."""
    found: list[dict[str, Any]] = []
    for key in range(draw(st.integers(0, 12))):
        service = draw(SERVICE) | draw(points()) | {"key": key, "id": f"s{key * 5 % 12:02}"}
        if found and "latitude" in found[-1] and draw(st.booleans()):
            service |= {name: found[-1][name] for name in ("latitude", "longitude", "precision")}
        found += [service | {"term": term, "fit": fit} for term, fit in draw(LISTED)]
    return found


QUERIES = st.builds(
    Query,
    needs=st.sampled_from([(Need(FIRST),), (Need(FIRST), Need(SECOND)), (Need(FIRST, 3), Need(SECOND, 1), Need(THIRD))]),
    ages=st.sampled_from([None, Ages(5, 6), Ages(9, 10)]),
    siblings=st.sampled_from([(), (Ages(5, 6),), (Ages(5, 6), Ages(15, 16))]),
    place=st.sampled_from([None, HERE, HERE]),
    school=st.sampled_from([None, "Oak Elementary", "Elm Middle School"]),
    within=st.sampled_from([1.0, 3.0, 100.0]),
    languages=st.sampled_from([(), ("es",)]),
    limit=st.sampled_from([1, 20]),
    together=st.sampled_from([(), (), (Together(FIRST, (SECOND,)),), (Together(FIRST, (), ("languages",)),)]),
).map(
    lambda query: (
        query if {n.slug for n in query.needs} >= {s for t in query.together for s in t.people} else replace(query, together=())
    )
)


def meets(query: Query, service: list[Row], aim: Aim, but: str = "") -> bool:
    """Whether a service surely meets an aim, judged alone, or would if one criterion were known."""
    row, miles = service[0], distance(query, service[0])
    verdicts = excluding(query, service, miles)
    others = soft(query, row, miles, TODAY)
    return (
        answers(query, service, aim.need)
        and not shut_out(query, service, miles)
        and (aim.child is None or age_verdict(aim.child, row) == "pass")
        and "unknown" not in [verdicts[name] for name in ("area", "school", "audience") if name != but]
        and season(query, row, TODAY) != "unknown"
        and "fail" not in [verdict for name, verdict in others.items() if name != "record"]
    )


def venue(query: Query, row: Row, aim: Aim, places: Mapping[int, str]) -> str:
    """Where a service meets the child of an aim, or what must be asked."""
    modes, inside = set(row["modes"].split()), row["school"] or (places[row["key"]] if "school" in row["modes"] else "")
    theirs = aim.child is None or aim.child == query.ages
    if inside and theirs and query.school == inside:
        return "school"
    if "home" in modes and (query.place is None or row["areas"] == "Ingham County"):
        return "home"
    if row["school"]:
        return "ask_school"
    if ("in_person" in modes and "school" not in modes) or not modes:
        return (
            "ask_place"
            if math.isnan(row["latitude"]) and "phone" not in modes
            else "remote"
            if math.isnan(row["latitude"])
            else "place"
        )
    return "remote" if "phone" in modes else "ask_school" if "school" in modes else "ask_home"


def answers(query: Query, service: list[Row], need: str) -> bool:
    miles = distance(query, service[0])
    beside = [one for one in query.together if one.need == need]
    slugs = [need, *(slug for one in beside for slug in one.people)]
    known = excluding(query, service, miles) | soft(query, service[0], miles, TODAY)
    judged = [known[name] == "pass" for one in beside for name in one.criteria if name in known]
    return all(fit_of(query, slug, service) >= 0.75 for slug in slugs) and all(judged)


def ids(matches: Sequence[Match]) -> list[str]:
    return [match.id for match in matches]


def all_ranked(query: Query, listed: list[dict[str, Any]]) -> list[str]:
    return ids(rank(replace(query, limit=100), candidates(listed), TODAY).matches)


@given(QUERIES, rows(), st.sampled_from(["", "Oak Elementary", "Elm Middle School"]))
@settings(max_examples=150, deadline=None)
def test_the_trips_are_the_fewest_and_then_the_shortest(query: Query, listed: list[dict[str, Any]], at_school: str) -> None:
    """What needs no trip comes first; of the rest no smaller set of addresses surely meets as much, and none of that size is nearer.

    Nobody is sent to the office of what happens elsewhere, and only what nothing else meets is to be asked about.
    """
    places = {row["key"]: at_school for row in listed}
    plan = make_plan(query, candidates(listed), TODAY, {key: Named("", place) for key, place in places.items()})
    if plan is None or plan.trips is None:
        return
    wanted = aims(replace(query, siblings=tuple(one for one in dict.fromkeys(query.siblings) if one != query.ages)))
    of_place: dict[Any, dict[str, set[Aim]]] = {}
    at: dict[str, dict[str, set[Aim]]] = {kind: {} for kind in ("home", "school", "remote", "ask")}
    for service in services(listed):
        row = service[0]
        for aim in wanted:
            where = venue(query, row, aim, places)
            kind = where.partition("_")[0]
            if meets(query, service, aim, "school" if kind == "ask" else ""):
                place = (row["latitude"], row["longitude"], "" if row["precision"] == "address" else row["id"])
                (of_place.setdefault(place, {}) if kind == "place" else at[kind]).setdefault(row["id"], set()).add(aim)
    none: set[Aim] = set()
    without = none.union(*at["home"].values(), *at["school"].values())
    stops = [
        (none.union(*found.values()) - without, distance(query, {"latitude": place[0], "longitude": place[1]}) or 0.0)
        for place, found in of_place.items()
    ]
    by_trip = none.union(*(met for met, _ in stops))
    sets = [some for count in range(len(by_trip) + 1) for some in itertools.combinations(stops, count)]
    covering = [some for some in sets if none.union(*(met for met, _ in some)) == by_trip]
    fewest_of_all = min(len(some) for some in covering)
    shortest = min(sum(miles for _, miles in some) for some in covering if len(some) == fewest_of_all)
    trips = plan.trips
    assert len(trips.trips) == fewest_of_all
    assert math.isclose(sum(trip.miles or 0.0 for trip in trips.trips), shortest, abs_tol=1e-4)
    gone_to = tuple(visit for trip in trips.trips for visit in trip.visits)
    by_phone = none.union(*at["remote"].values()) - without - by_trip
    for visits, able, met in (
        (gone_to, of_place.values(), by_trip),
        (trips.comes, [at["home"], at["school"]], without),
        (trips.remote, [at["remote"]], by_phone),
        (trips.to_ask, [at["ask"]], none.union(*at["ask"].values()) - without - by_trip - by_phone),
    ):
        told = [aim for visit in visits for aim in visit.aims]
        assert len(told) == len(set(told))
        assert set(told) == met
        for visit in visits:
            assert any(set(visit.aims) <= found.get(visit.match.id, none) for found in able)
    assert set(trips.unmet) == set(wanted) - {aim for visit in trips.visits for aim in visit.aims}


@pytest.mark.parametrize(
    ("listed", "name", "place", "found"),
    [
        ({"modes": "in_person school"}, "Lunch Hour Friends", "Emberway House", Venue.ASK_SCHOOL),
        ({"modes": "school"}, "Weekend Backpacks", "Elm Elementary School", Venue.ASK_SCHOOL),
        ({"modes": "school"}, "Weekend Backpacks", "Oak Elementary School", Venue.SCHOOL),
        ({"modes": "in_person", "school": "Oak Elementary"}, "Room 12", "", Venue.SCHOOL),
        ({"modes": "home school", "areas": "Ingham County"}, "Asthma at Home", "Office", Venue.HOME),
        ({"modes": "home"}, "A Bed", "", Venue.ASK_HOME),
        ({"traits": "travel:remote"}, "Teen Crisis Hotline", "Main Office", Venue.REMOTE),
        ({"traits": "travel:remote"}, "Family Counseling", "Main Office", Venue.PLACE),
        ({"latitude": math.nan}, "Safe Place", "", Venue.ASK_PLACE),
    ],
)
def test_nobody_is_sent_to_an_office_of_what_happens_elsewhere(
    listed: dict[str, Any], name: str, place: str, found: Venue
) -> None:
    """A place is gone to only if the service is given there; a school's program is the student's own only at the student's school."""
    query = Query((Need(FIRST), Need(SECOND)), place=HERE, school="Oak Elem.")
    rows = [{"term": term, "key": 7, "latitude": HERE.latitude, "longitude": HERE.longitude} | listed for term in (FIRST, SECOND)]
    given = candidates(rows)
    assert told_by_name(given) == ([7] if "school" in listed.get("modes", "") or "traits" in listed else [])
    plan = make_plan(query, given, TODAY, {7: Named(name, place)})
    assert plan is not None
    assert plan.trips is not None
    assert [(visit.venue, len(visit.aims)) for visit in plan.trips.visits] == [(found, 2)]
    said = {reason.code for group in plan.groups for match in group.matches for reason in match.reasons}
    assert (ReasonCode.SCHOOL_TO_ASK in said) == (found == Venue.ASK_SCHOOL)


@given(QUERIES, rows())
@settings(max_examples=120, deadline=None)
def test_groups_are_those_of_the_ranking(query: Query, listed: list[dict[str, Any]]) -> None:
    """The first group has the best of all that answers everything; each other the best of a ranking for its part alone."""
    plan = make_plan(query, candidates(listed), TODAY)
    if plan is None:
        assert len(aims(query)) < 2 or len(set(query.children)) < 2
        return
    query = replace(query, siblings=tuple(one for one in dict.fromkeys(query.siblings) if one != query.ages))
    of_id = {service[0]["id"]: service for service in services(listed)}
    for number, group in enumerate(plan.groups):
        whole = number == 0 and plan.trips is not None
        slugs = {*group.needs, *(slug for one in query.together if one.need in group.needs for slug in one.people)}
        part = replace(query, needs=tuple(n for n in query.needs if n.slug in slugs))
        if len(group.children) < len(query.children):
            part = replace(part, ages=group.children[0], siblings=())
        ranked = all_ranked(part, listed)
        joined = any(one.need in group.needs for one in query.together)
        # For several children, one need may be answered by what is related to it.
        single = whole and len(group.needs) == 1 and not joined
        full_answer = [one for one in ranked if single or all(answers(query, of_id[one], need) for need in group.needs)]
        if whole:
            full_answer = [
                one for one in full_answer if all(age_verdict(child, of_id[one][0]) != "fail" for child in group.children)
            ]
        assert group.together == (bool(full_answer) if joined else None)
        best = full_answer if whole or (joined and full_answer) else ranked
        assert ids(group.matches) == best[: 5 if whole else 3]


@given(QUERIES, rows())
@settings(max_examples=60, deadline=None)
def test_every_need_and_every_child_has_its_group(query: Query, listed: list[dict[str, Any]]) -> None:
    """A need that was asked for has a group, and so has a child that its group leaves out."""
    plan = make_plan(query, candidates(listed), TODAY)
    if plan is None or plan.trips is None:
        return
    for aim in aims(query):
        own = [group for group in plan.groups if group.needs == (aim.need,)]
        assert own
        if aim.child is not None:
            taken = [
                match.id
                for group in own
                for match in group.matches
                if age_verdict(aim.child, next(full(row) for row in listed if row["id"] == match.id)) != "fail"
            ]
            assert taken or any(group.children == (aim.child,) for group in own)


def test_one_need_of_one_child_is_no_plan() -> None:
    """Without a second need, a sibling or anything asked for together, the ranking is the answer."""
    assert make_plan(Query((Need(FIRST),), Ages(5, 6)), candidates([{"term": FIRST}]), TODAY) is None
    assert make_plan(Query((Need(FIRST),), Ages(5, 6), siblings=(Ages(5, 6),)), candidates([{"term": FIRST}]), TODAY) is None


def test_twelve_needs_are_planned_and_no_more() -> None:
    """The search for trips is exact, and is not begun for more aims than it can search."""
    slugs = list(needs.terms())[:13]
    listed = candidates([{"term": slug, "latitude": 42.7, "longitude": -84.5 - n / 50} for n, slug in enumerate(slugs)])

    def planned(count: int) -> SearchPlan:
        found = make_plan(Query(tuple(Need(slug) for slug in slugs[:count]), place=HERE, within=100), listed, TODAY)
        assert found is not None
        return found

    trips = planned(12).trips
    assert trips is not None
    assert (len(trips.trips), trips.met) == (12, 12)
    assert planned(13).trips is None


@pytest.mark.parametrize("count", [1, 2])
def test_equal_places_go_by_id(count: int) -> None:
    """Of places that are alike in all else, the first by id is gone to, whatever their order."""
    stops = [Stop(1 << bit, 5, f"{bit}{name}") for bit in range(count) for name in "cab"]
    assert [stop.id for stop in fewest((1 << count) - 1, stops)] == [f"{bit}a" for bit in range(count)]
