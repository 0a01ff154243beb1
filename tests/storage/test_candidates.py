"""Candidates by need and map cell, and the ranking over them, held against a search of everything."""

from __future__ import annotations

import datetime
import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from directory.storage import own_words
from directory.storage.candidates import candidates
from directory.storage.engine import reading
from directory.storage.listings import facts
from directory.storage.listings.records import all_ids, load
from importers.fields import Target
from importers.records import Cost, Fields, NeedFit, Schedule
from matching import of_age, rank_and_count
from matching.own_words import own_words as asked_words
from matching.query import Need, Place, Query
from matching.text import tokens
from matching.weights import NEAR_MISSES
from tests.importers.making import record
from tests.matching.reference import reference_counts, reference_misses, reference_rank
from tests.storage.publishing import publish_records

TODAY = datetime.date(2026, 9, 1)
TERMS = ("homework-help", "tutoring", "after-school-program", "counseling", "grief")
SPREAD = 0.35  # degrees around Lansing: several map cells, and more than most circles reach


TEXTS = (
    "All female therapists. Individual counseling.",
    "Chess and other games in small groups.",
    "Soccer only.",
    "A ministry. We meet in groups; transportation is provided.",
    "For LGBTQ youth, by phone.",
)
HOURS = (
    (),
    (Schedule("MO,WE", "15:00", "19:00"),),
    (Schedule("SA", "09:00", "12:00"), Schedule("MO", "09:00", "11:00")),
    (Schedule("TU"),),
    (Schedule("TU", "17:00", "18:30"), Schedule(description="Others by appointment")),
)


def scattered(count: int) -> list[dict[str, Any]]:
    """Services around Lansing, each a little different; what is written of each follows from its number."""
    rows: list[dict[str, Any]] = []
    for n in range(count):
        nowhere = n % 11 == 0
        rows.append(
            {
                "service_name": f"Service {n}",
                "needs": tuple(NeedFit(TERMS[(n * k) % 5], (1.0, 0.6)[k - 1]) for k in (1, 2) if k == 1 or (n * 2) % 5 != n % 5),
                "location_latitude": None if nowhere else 42.7 + SPREAD * math.sin(n * 12.9898),
                "location_longitude": None if nowhere else -84.55 + SPREAD * math.cos(n * 78.233),
                "address_city": ("Lansing", "LANSING", "Holt", None)[n % 4],
                "location_precision": None if nowhere else ("address", "zip")[n % 2],
                "service_minimum_age": (None, 5.0, 11.0, 14.0)[n % 4],
                "service_maximum_age": (None, 11.0, 18.0)[n % 3],
                "languages": ((), ("en",), ("en", "es"))[n % 3],
                "costs": ((), (Cost("free"),), (Cost("medicaid"),), (Cost("private"),))[n % 4],
                "modes": (("in_person",), ("online",), ())[n % 3],
                "service_areas": (),
                "service_description": (None, *TEXTS)[n % 6],
                "schedules": HOURS[n % 5],
                "location_transportation": (None, None, "Bus 5")[n % 3],
                "service_assured_date": datetime.date(2026, 8, 1) if n % 5 == 0 else None,
            }
        )
    return rows


def as_rows(fields: Fields) -> list[dict[str, Any]]:
    """A service as the reference takes it: a row a need, straight from its record and past the candidates' table."""

    def number(target: Target) -> float:
        value: Any = fields[target]
        return math.nan if value is None else float(value)

    assured: Any = fields[Target.SERVICE_ASSURED_DATE]
    costs: Any = fields[Target.COSTS]
    needs: Any = fields[Target.NEEDS]
    languages: Any = fields[Target.LANGUAGES]
    modes: Any = fields[Target.MODES]
    remote = modes == ("online",)  # nobody goes there: its office is not on the map
    shared = {
        "id": fields[Target.SERVICE_AT_LOCATION_ID],
        "key": hash(fields[Target.SERVICE_AT_LOCATION_ID]),
        "latitude": math.nan if remote else number(Target.LOCATION_LATITUDE),
        "longitude": math.nan if remote else number(Target.LOCATION_LONGITUDE),
        "precision": "" if remote else fields[Target.LOCATION_PRECISION] or "",
        "minimum_age": number(Target.SERVICE_MINIMUM_AGE),
        "maximum_age": number(Target.SERVICE_MAXIMUM_AGE),
        "languages": " ".join(languages),
        "payments": " ".join(cost.option for cost in costs),
        "modes": " ".join(modes),
        "assured": float(assured.toordinal()) if assured else math.nan,
        "traits": " ".join(facts.traits(fields)),
        "words": named(fields),
        "town": "" if remote else fields[Target.ADDRESS_CITY] or "",
    }
    return [shared | {"term": need.slug, "fit": need.fit} for need in needs]


def named(fields: Fields) -> str:
    """The words of the listing as the reference takes them, straight from its texts: every stem, wherever it stands."""
    told = [("name", fields[Target.SERVICE_NAME]), ("description", fields[Target.SERVICE_DESCRIPTION])]
    return " ".join(f"{where}:{stem}" for where, said in told for stem in tokens(str(said or "")))


WORDS = (
    "",
    "soccer",
    "a group for chess",
    "female therapists by phone",
    "Service 7",
    "transportation to individual games, yodeling",
)
WISHES = (
    "day:mo", "day:-mo", "time:weekend", "time:after_school", "time:evening", "setting:group", "helper:woman", "helper:lgbtq",
    "helper:not_faith_based", "travel:no_car", "travel:walk", "travel:bus", "activity:soccer", "activity:chess",
)  # fmt: skip
queries = st.builds(
    Query,
    needs=st.lists(st.sampled_from(TERMS), min_size=1, max_size=2, unique=True).map(lambda slugs: tuple(Need(s) for s in slugs)),
    ages=st.none() | st.integers(4, 19).map(of_age),
    place=st.none() | st.builds(Place, st.floats(42.2, 43.2), st.floats(-85.1, -84.0), st.just("here")),
    within=st.floats(0.5, 40),
    languages=st.sampled_from([(), ("es",)]),
    payment=st.sampled_from([None, "medicaid", "free"]),
    limit=st.sampled_from([3, 20, 200]),
    wishes=st.just(()) | st.lists(st.sampled_from(WISHES), max_size=4, unique=True).map(tuple),
    only=st.sampled_from([(), (), ("language:es",), ("town:Lansing",), ("day:mo", "need:tutoring"), ("age:5-10",)]),
)


@pytest.fixture
def directory(engine: Engine) -> Engine:
    rows = [record(line, **row) for line, row in enumerate(scattered(240), 2)]
    assert publish_records(engine, rows).created == 240
    return engine


@pytest.fixture
def everything(directory: Engine) -> list[dict[str, Any]]:
    """The rows of all services, read once for all questions."""
    with reading(directory) as session:
        return [row for fields in load(session, all_ids(session)).values() for row in as_rows(fields)]


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries, words=st.sampled_from(WORDS))
def test_ranking_finds_what_a_search_of_everything_finds(
    directory: Engine, everything: list[dict[str, Any]], query: Query, words: str
) -> None:
    """The matches, near misses and facets by map cells are those, in that order and with those numbers, of a walk over all services."""
    with reading(directory) as session:
        query = replace(query, words=own_words.sought(session, asked_words(words)))
        counted = rank_and_count(query, candidates(session, query), TODAY)
    ranking = counted.ranking
    fast = [(m.id, round(m.score, 9), None if m.miles is None else round(m.miles, 6)) for m in ranking.matches]
    slow = [
        (i, score, None if miles is None else round(miles, 6)) for i, score, miles in reference_rank(query, everything, TODAY)
    ]
    assert fast == slow
    misses = reference_misses(query, everything, TODAY) if len(slow) < query.limit and not query.only else []
    assert [miss.id for miss in ranking.near_misses] == [miss[0] for miss in misses[:NEAR_MISSES]]
    told = {one.code: (one.stated, one.unstated) for one in counted.facets}
    assert told == reference_counts(query, everything, list(told))


def test_a_need_that_nobody_offers_has_no_candidates(directory: Engine) -> None:
    """Where no service is listed under a need, there is nothing, with columns of length 0."""
    with reading(directory) as session:
        found = candidates(session, Query((Need("dental"),)))
    assert len(found) == len(found.latitude) == 0


def test_services_without_a_point_are_always_candidates(directory: Engine) -> None:
    """What is by telephone or at no known address is looked at from everywhere."""
    far = Place(30.0, -97.0, "Austin")
    with reading(directory) as session:
        found = candidates(session, Query(tuple(Need(t) for t in TERMS), place=far))
    assert len(set(found.id)) == sum(row["location_latitude"] is None or row["modes"] == ("online",) for row in scattered(240))
    assert all(math.isnan(latitude) for latitude in found.latitude)
