"""The fast ranking, held against the slow and obvious one of reference.py."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from matching import Ages, Candidates, Need, Query, rank, rank_and_count, tally
from matching.offers import Payment
from matching.query import Verdict
from tests.matching.drawn import FACETS, HERE, OTHER, QUERIES, RELATED, TODAY, rows
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
