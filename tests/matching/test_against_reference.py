"""The fast ranking, held against the slow and obvious one of reference.py."""

from __future__ import annotations

import datetime as dt
import math
import random
from dataclasses import replace
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from matching import Ages, Candidates, Need, Place, Query, needs, rank, rank_and_count, tally
from matching.distance import geodesic_miles
from matching.offers import PAYS, Mode, Payment
from matching.phrase import Together
from matching.query import AfterSchool, SoughtWord, Verdict, Way
from tests.matching.making import candidates
from tests.matching.reference import (
    behind,
    distance,
    excluding,
    need_mark,
    reference_counts,
    reference_misses,
    reference_rank,
    services,
)

pytestmark = pytest.mark.slow

TODAY = dt.date(2025, 10, 1)
RELATED = next(term for term in needs.terms().values() if term.related)
OTHER = next(iter(RELATED.related))
FAMILY = "clothing"
"""A need that the adults of a family have themselves."""
ELSEWHERE = next(slug for slug in needs.terms() if slug not in {RELATED.slug, *RELATED.related})

HERE = Place(42.7325, -84.5555, "48910", postal_code="48910", city="Lansing", county="Ingham County", state="MI")
# A grid in steps of about a third of a mile, so that points coincide, mirror one another and lie on borders.
STEPS = st.integers(-12, 12).map(lambda step: step * 0.005)
BORDER = geodesic_miles((HERE.latitude, HERE.longitude), (HERE.latitude + 0.01, HERE.longitude + 0.015))
UNKNOWN = st.just(math.nan)


@st.composite
def points(draw: st.DrawFn) -> dict[str, Any]:
    if draw(st.integers(0, 4)) == 0:
        return {}
    return {
        "latitude": HERE.latitude + draw(STEPS),
        "longitude": HERE.longitude + draw(STEPS),
        "precision": draw(st.sampled_from(["address", "zip", "city"])),
    }


def codes(*options: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(options), max_size=2, unique=True).map(" ".join)


TRAITS = (
    "day:mo", "day:tu", "day:sa", "day:su", "days:all", "hours:all", "time:morning", "time:after_school", "time:evening", "-mo:morning",
    "-mo:after_school", "-tu:evening", "-sa:evening", "time:summer", "-time:summer", "time:winter_break", "-time:winter_break", "-time:m11", "setting:group", "setting:one_to_one",
    "helper:woman", "helper:man", "helper:lgbtq", "helper:faith_based", "helper:not_faith_based", "helper:faith_mentioned",
    "helper:faith_absent", "helper:culture", "access:wheelchair", "-access:wheelchair", "travel:home", "travel:remote", "travel:ride", "travel:bus", "activity:soccer", "activity:karate",
    "activity:martial-arts", "activity:chess", "activity:more", "open:mo,sa:0900-1200", "open:sa:1300-1800", "open:tu,su:1500-0200",
)  # fmt: skip
WISHES = (
    "day:mo", "day:sa", "day:-mo", "day:-sa", "hours:sa@morning", "hours:sa@afternoon", "hours:mo,tu@1630-", "hours:any@1200",
    "hours:any@-0930", "hours:we@0130", "hours:sa@1200-1300", "hours:sa", "hours:tu,su", "time:morning", "time:after_school", "time:evening", "time:weekday", "time:weekend",
    "time:summer", "time:winter_break", "time:fall", "time:m11", "setting:group", "setting:one_to_one", "helper:woman", "helper:man", "helper:lgbtq", "helper:faith_based",
    "helper:not_faith_based", "helper:same_culture", "access:wheelchair", "travel:no_car", "travel:walk", "travel:bus", "activity:soccer", "activity:karate",
    "activity:martial-arts", "activity:chess",
)  # fmt: skip

SOUGHT = (SoughtWord("soccer", "soccer", 0.83), SoughtWord("teams", "team", 0.31), SoughtWord("lessons", "lesson", 0.07))
FACETS = (
    f"need:{RELATED.slug}", f"need:{OTHER}", "town:Lansing", "town:Holt", "language:en", "language:es", "language:so", "payment:free",
    "payment:medicaid", "payment:private", "payment:uninsured", "mode:in_person", "mode:online", "day:mo", "day:tu", "day:sa", "age:0-4",
    "age:5-10", "age:11-13", "age:14-18", "age:19-26",
)  # fmt: skip

SERVICE = st.fixed_dictionaries(
    {
        "minimum_age": UNKNOWN | st.sampled_from([0.0, 5.0, 9.0, 10.0, 11.0, 12.0, 12.5]),
        "maximum_age": UNKNOWN | st.sampled_from([7.0, 8.0, 9.0, 9.5, 12.0, 18.0, 99.0]),
        "languages": codes("en", "es", "so"),
        "payments": codes("free", "sliding_scale", "medicaid", "private", "fee"),
        "modes": codes("in_person", "online", "phone"),
        "areas": st.sampled_from(["", "", "", "Ingham County", "Kent County", "East Side", "Ohio"]),
        "school": st.sampled_from(["", "", "", "Lincoln Elementary", "Kennedy High"]),
        "assured": UNKNOWN
        | st.sampled_from([0, 183, 184, 400, 731, 732, 4000]).map(lambda days: float(TODAY.toordinal() - days)),
        "capacity": UNKNOWN | UNKNOWN | st.sampled_from([0.0, 3.0]),
        "wait": st.sampled_from(["", "", "none", "list", "wait:2-2:week", "list:2-15:day", "list:6-8:month"]),
        "capacity_day": UNKNOWN | st.sampled_from([-5, 0, 90, 91]).map(lambda days: float(TODAY.toordinal() - days)),
        "referred": st.sampled_from([0.0, 0.0, 1.0, 5.0, 9.0]),
        "season": st.sampled_from([None, None, (6, 8), (9, 6), (11, 11), (12, 2), (10, 9)]),
        "for_crisis": st.sampled_from([0.0, 0.0, 0.0, 1.0]),
        "closed_until": st.sampled_from([math.nan, math.nan, math.nan, float(TODAY.toordinal()), TODAY.toordinal() + 1.0]),
        "audience": st.sampled_from(["", "", "", "girls", "veterans", "parents", "gambling"]),
        "words": codes(
            "description:soccer", "categories:soccer", "name:soccer", "name:team", "description:team", "description:lesson"
        ),
        "town": st.sampled_from(["", "Lansing", "Lansing", "LANSING", "Holt"]),
        "traits": st.lists(st.sampled_from(TRAITS), max_size=9, unique=True).map(" ".join),
    }
)
ENDS = ("1515", "0905", "1640", "1515", "1759")

LISTED = st.lists(
    st.tuples(st.sampled_from([RELATED.slug, OTHER, ELSEWHERE, FAMILY]), st.sampled_from([0.5, 0.75, 1.0])),
    min_size=1,
    max_size=3,
)


BY_WORDS = st.just([("", 0.0)])
"""How a service stands among the candidates that was found by the asker's words, and answers no need."""


@st.composite
def rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rows of up to 40 services, one to three for each, shuffled."""
    found = []
    for key in range(draw(st.integers(0, 40))):
        service: dict[str, Any] = draw(SERVICE) | draw(points()) | {"key": key, "id": f"s{key * 7 % 40:02}"}
        service["connected"] = float(draw(st.integers(0, int(service["referred"]))))
        if months := service.pop("season"):
            service |= dict(zip(("first_month", "last_month"), map(float, months), strict=True))
        found += [service | {"term": term, "fit": fit} for term, fit in draw(LISTED | BY_WORDS)]
    random.Random(draw(st.integers(0, 9))).shuffle(found)
    return found


QUERIES = st.builds(
    Query,
    needs=st.sampled_from(
        [
            (),
            (Need(RELATED.slug),),
            (Need(ELSEWHERE),),
            (Need(RELATED.slug, 3), Need(ELSEWHERE, 1)),
            (Need(RELATED.slug), Need(FAMILY)),
            (Need(RELATED.slug, 1), Need(RELATED.slug, 2)),
        ]
    ),
    ages=st.sampled_from([None, Ages(9, 10), Ages(9, 11, 4), Ages(5, 8), Ages(12, 13), Ages(9.5, 9.6)]),
    place=st.sampled_from([None, HERE, HERE]),
    within=st.sampled_from([0.0, BORDER, 1.0, 2.0, 3.0, 100.0, math.inf]),
    languages=st.sampled_from([(), ("es",), ("so", "es"), ("en",)]),
    payment=st.sampled_from([None, *PAYS]),
    school=st.sampled_from([None, "Lincoln Elementary School"]),
    modes=st.sampled_from([(), (Mode.IN_PERSON,), (Mode.ONLINE, Mode.PHONE)]),
    limit=st.sampled_from([1, 5, 20, 100]),
    danger=st.booleans(),
    words=st.just(()) | st.lists(st.sampled_from(SOUGHT), min_size=1, max_size=3, unique=True).map(tuple),
    wishes=st.just(()) | st.lists(st.sampled_from(WISHES), max_size=5, unique=True).map(tuple),
    after_school=st.sampled_from([None, *(AfterSchool(42.73, -84.55, ENDS, way) for way in Way)]),
    siblings=st.sampled_from([(), (), (Ages(5, 6),), (Ages(12, 13), Ages(18, 19)), (Ages(10, 12, 5),)]),
    together=st.sampled_from(
        [(), (), (Together(RELATED.slug, (ELSEWHERE,)),), (Together(ELSEWHERE, (RELATED.slug,), ("age",)),)]
    ),
    only=st.just(()) | st.lists(st.sampled_from(FACETS), max_size=2, unique=True).map(tuple),
    towns=st.sampled_from([(), (), ("lansing",), ("lansing", "holt"), ("mason",)]),
)


@given(QUERIES, rows())
@settings(max_examples=100)
def test_the_nearest_are_those_of_the_reference(query: Query, listed: list[dict[str, Any]]) -> None:
    """Ordered by distance, the first are the nearest of all matches, those without a point last, equal ones by score."""
    fast = rank(replace(query, order="distance"), candidates(listed), TODAY).matches
    slow = reference_rank(replace(query, limit=len(listed) + 1), listed, TODAY)
    late = {service[0]["id"]: behind(query, service, TODAY) for service in services(listed)}
    slow.sort(key=lambda one: (late[one[0]], math.inf if one[2] is None else round(one[2], 9), -one[1], one[0]))
    assert [(m.id, m.score, m.miles) for m in fast] == slow[: query.limit]


@given(QUERIES, rows())
@settings(max_examples=100)
def test_counts_are_those_of_the_reference(query: Query, listed: list[dict[str, Any]]) -> None:
    """Listed, matching and failing services are counted as a walk over all of them counts."""
    distances = (query.within, query.within + 1, 50.0)
    query = replace(query, only=())  # what keeps services out is counted of all of them
    told = tally(query, candidates(listed), TODAY, distances)

    def reached(miles: float | None, within: float) -> bool:
        return miles is None or miles <= within

    everyone = [
        (service, miles, excluding(query, service, miles))
        for service in services(listed)
        if need_mark(query, service)
        for miles in (distance(query, service[0]),)
    ]
    others = [(miles, {v for name, v in found.items() if name != "distance"}) for _, miles, found in everyone]
    assert told.listed == tuple(sum(reached(miles, d) for _, miles, _ in everyone) for d in distances)
    assert told.matching == tuple(sum(reached(miles, d) and "fail" not in found for miles, found in others) for d in distances)
    for name in ("age", "audience", "area", "school"):
        failing = sum(reached(miles, query.within) and found[name] == "fail" for _, miles, found in everyone)
        assert told.failing.get(name, 0) == failing
    whatever_age = sum(
        reached(miles, query.within) and "fail" not in [found[name] for name in ("audience", "danger", "area", "school")]
        for _, miles, found in everyone
    )
    assert told.any_age == whatever_age
    assert sum(told.by_need.values()) >= told.matching[0]


@given(QUERIES, rows())
@settings(max_examples=150, deadline=None)
def test_matches_are_those_of_the_reference(query: Query, listed: list[dict[str, Any]]) -> None:
    """The same services in the same order, with the same scores and miles, as if each had been measured."""
    found = rank(query, candidates(listed), TODAY).matches
    assert [(m.id, m.score, m.miles) for m in found] == reference_rank(query, listed, TODAY)


@given(QUERIES, rows())
@settings(max_examples=150, deadline=None)
def test_near_misses_are_those_of_the_reference(query: Query, listed: list[dict[str, Any]]) -> None:
    """Near misses come only where there are fewer matches than asked for, and then they are the nearest to passing."""
    found = rank(query, candidates(listed), TODAY)
    told = [(m.id, m.score, m.reasons[0].criterion) for m in found.near_misses]
    short = len(found.matches) < query.limit and not query.only
    assert told == (reference_misses(query, listed, TODAY)[:5] if short else [])


@given(QUERIES, rows())
@settings(max_examples=150, deadline=None)
def test_a_count_is_what_narrowing_leaves(query: Query, listed: list[dict[str, Any]]) -> None:
    """Each facet counts the matches that there are once somebody has narrowed by it, and those that do not say, whatever the limit."""
    counted = rank_and_count(query, candidates(listed), TODAY)
    assert counted.ranking == rank(query, candidates(listed), TODAY)
    everything = replace(query, limit=len(listed) + 1)
    assert counted.total == len(rank(everything, candidates(listed), TODAY).matches)
    assert counted.unnarrowed == len(rank(replace(everything, only=()), candidates(listed), TODAY).matches)
    told = {one.code: (one.stated, one.unstated) for one in counted.facets}
    assert told == reference_counts(query, listed, list(told))
    for one in counted.facets:
        narrowed = rank(replace(everything, only=(*query.only, one.code)), candidates(listed), TODAY)
        assert 0 < len(narrowed.matches) == one.stated < counted.total
    useful = reference_counts(query, listed, [code for code in FACETS if not code.startswith("age:") or query.ages is None])
    missing = {code for code, (stated, _) in useful.items() if 0 < stated < counted.total} - {*told, *query.only}
    assert {code for code in missing if not code.startswith("town:")} == set()


@given(QUERIES, rows(), st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_the_order_of_rows_does_not_matter(query: Query, listed: list[dict[str, Any]], chance: random.Random) -> None:
    """Shuffled candidates give the same answer to the last word."""
    shuffled = chance.sample(listed, len(listed))
    assert rank(query, candidates(listed), TODAY) == rank(query, candidates(shuffled), TODAY)


@given(QUERIES, rows())
@settings(max_examples=100, deadline=None)
def test_what_a_match_says_agrees_with_where_it_stands(query: Query, listed: list[dict[str, Any]]) -> None:
    """No match fails in what excludes, none lies beyond the miles asked for, and a near miss fails in one thing, told first."""
    found = rank(query, candidates(listed), TODAY)
    for match in found.matches:
        assert 0 <= match.score <= 1
        assert match.miles is None or match.miles <= query.within
        assert not {r.criterion for r in match.reasons if r.verdict == Verdict.FAIL} & {"distance", "area", "school"}
        ages = [r.verdict for r in match.reasons if r.criterion == "age"]
        assert not ages or set(ages) != {Verdict.FAIL}
    for match in found.near_misses:
        # One of several children who is not taken is no fail of the whole.
        fails = {r.criterion for r in match.reasons if r.verdict == Verdict.FAIL}
        assert fails - ({"age"} if query.siblings else set()) | {match.reasons[0].criterion} == {match.reasons[0].criterion}
        assert match.reasons[0].verdict == Verdict.FAIL


def test_two_thousand_services_agree_too() -> None:
    """Also where the walk ends long before the last service."""
    chance = random.Random(5)
    listed: list[dict[str, Any]] = [
        {
            "term": chance.choice([RELATED.slug, OTHER]),
            "latitude": HERE.latitude + chance.uniform(-0.3, 0.3),
            "longitude": HERE.longitude + chance.uniform(-0.3, 0.3),
            "minimum_age": chance.choice([math.nan, 5.0, 12.0]),
            "payments": chance.choice(["", "medicaid", "private"]),
            "for_crisis": chance.choice([0.0, 0.0, 1.0]),
            "audience": chance.choice(["", "", "girls", "veterans", "gambling"]),
        }
        | chance.choice([{}, {"first_month": 6.0, "last_month": 8.0}])
        for _ in range(2000)
    ]
    query = Query((Need(RELATED.slug),), Ages(9, 10), HERE, 8.0, payment=Payment.MEDICAID, limit=50)
    columns: Candidates = candidates(listed)
    assert [(m.id, m.score, m.miles) for m in rank(query, columns, TODAY).matches] == reference_rank(query, listed, TODAY)
