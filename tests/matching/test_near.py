"""Near misses: what fails in one thing, and by little."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from directory.finding.reason_words import in_words
from matching import Match, Need, Place, Query, needs, of_age, rank
from matching.offers import Payment
from matching.query import Verdict
from tests.matching.making import candidates

TODAY = dt.date(2025, 10, 1)
SLUG = next(iter(needs.terms()))
HERE = Place(42.7325, -84.5555, "Lincoln Elementary", county="Ingham County", state="MI")
QUERY = Query((Need(SLUG),), of_age(11), HERE, within=2.0, school="Lincoln Elementary", payment=Payment.MEDICAID)
NEAR: dict[str, Any] = {"term": SLUG, "latitude": 42.74, "longitude": -84.5555}


def misses(*rows: dict[str, Any], query: Query = QUERY) -> tuple[Match, ...]:
    return rank(query, candidates(rows), TODAY).near_misses


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"minimum_age": 12.0}, "Takes 12 and up; the student is 11"),
        ({"minimum_age": 5.0, "maximum_age": 9.0}, "Takes ages 5 to 9; the student is 11"),
        ({"latitude": 42.8062}, "5.1 miles from Lincoln Elementary: 3.1 miles beyond the 2 miles asked for"),
        ({"areas": "Kent County"}, "Serves only Kent County; that leaves out Lincoln Elementary"),
        ({"school": "Kennedy High"}, "For students of Kennedy High only"),
    ],
)
def test_a_near_miss_names_what_it_fails_in(wrong: dict[str, Any], text: str) -> None:
    """The one thing that fails comes first among the reasons."""
    (miss,) = misses(NEAR | wrong)
    assert in_words(miss.reasons[0]) == text
    assert [reason.verdict for reason in miss.reasons].count(Verdict.FAIL) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"minimum_age": 14.0},
        {"maximum_age": 8.0},
        {"latitude": 42.84},
        {"minimum_age": 12.0, "areas": "Kent County"},
        {"minimum_age": 12.0, "latitude": 42.8062},
        {"minimum_age": 12.0, "payments": "private"},
        {"minimum_age": 12.0, "capacity": 0.0, "capacity_day": float(TODAY.toordinal())},
    ],
    ids=str,
)
def test_more_than_a_little_in_one_thing_is_no_near_miss(wrong: dict[str, Any]) -> None:
    """Three years, more than five miles, or two things at once."""
    assert misses(NEAR | wrong) == ()


def test_near_misses_come_only_where_matches_are_few() -> None:
    """A full list needs none."""
    assert misses(NEAR, NEAR | {"minimum_age": 12.0}, query=replace(QUERY, limit=1)) == ()
    assert len(misses(NEAR, NEAR | {"minimum_age": 12.0}, query=replace(QUERY, limit=2))) == 1


def test_nearest_to_passing_comes_first() -> None:
    """Half a mile before a year, a year before two, and what can only be asked about last; five at most."""
    wrong: list[dict[str, Any]] = [{"areas": "Kent County"}, {"minimum_age": 13.0}, {"minimum_age": 12.0}, {"latitude": 42.77}]
    assert [miss.id for miss in misses(*(NEAR | one for one in wrong))] == ["s0003", "s0002", "s0001", "s0000"]
    assert len(misses(*(NEAR | one for one in wrong * 2))) == 5


def test_about_is_said_of_rough_distances() -> None:
    """A near miss by a ZIP's center is only about so far off."""
    (miss,) = misses(NEAR | {"latitude": 42.8062, "precision": "zip"})
    assert in_words(miss.reasons[0]) == "About 5.1 miles from Lincoln Elementary: about 3.1 miles beyond the 2 miles asked for"
    assert miss.approximate


def test_an_old_listing_can_be_a_near_miss() -> None:
    """How long ago a listing was confirmed fails nobody: it is said, and no second thing that is wrong."""
    (miss,) = misses(NEAR | {"minimum_age": 12.0, "assured": float(dt.date(2011, 3, 9).toordinal())})
    assert [reason.criterion for reason in miss.reasons if reason.verdict == Verdict.FAIL] == ["age"]
