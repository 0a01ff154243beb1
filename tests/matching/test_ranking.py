"""What comes before what, and what is left out."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from typing import Any

import pytest

from directory.finding.reason_words import in_words
from matching import Match, Need, Place, Query, Ranking, best_score, needs, of_age, of_grade, rank
from matching.offers import Mode, Payment
from matching.query import Verdict
from matching.weights import WEIGHTS
from tests.matching.making import candidates

TODAY = dt.date(2025, 10, 1)
DAY = float(TODAY.toordinal())
NEED = next(term for term in needs.terms().values() if term.related)
RELATED = max(NEED.related, key=lambda slug: NEED.related[slug])
OTHER = next(slug for slug in needs.terms() if slug not in NEED.related and NEED.slug not in needs.answering(slug))
HERE = Place(42.7325, -84.5555, "48910", postal_code="48910", city="Lansing", county="Ingham County", state="MI")
QUERY = Query((Need(NEED.slug),), of_age(9), HERE)
NEAR: dict[str, Any] = {"term": NEED.slug, "latitude": 42.74, "longitude": -84.55}
FAR = NEAR | {"latitude": 42.86}
PERFECT = NEAR | {
    "latitude": 42.7325, "longitude": -84.5555, "minimum_age": 6.0, "maximum_age": 12.0, "languages": "es",
    "payments": "medicaid", "modes": "in_person", "areas": "48910", "assured": DAY, "capacity": 2.0, "capacity_day": DAY, "connected": 50.0,
    "referred": 50.0, "school": "Lincoln Elementary",
}  # fmt: skip


def ranked(query: Query, *rows: dict[str, Any]) -> Ranking:
    return rank(query, candidates(rows), TODAY)


def ids(query: Query, *rows: dict[str, Any]) -> list[str]:
    """The matches as numbers of the rows given."""
    return [match.id.removeprefix("s000") for match in ranked(query, *rows).matches]


def test_everything_right_at_the_doorstep_scores_one() -> None:
    """A score of 1 means that all that was asked for passes at no distance."""
    query = replace(QUERY, languages=("es",), payment=Payment.MEDICAID, modes=(Mode.IN_PERSON,), school="Lincoln Elementary")
    (match,) = ranked(query, PERFECT).matches
    assert (match.score, match.miles) == (1.0, 0.0)
    assert {reason.verdict for reason in match.reasons} == {Verdict.PASS}


@pytest.mark.parametrize(
    "wrong",
    [
        {"minimum_age": 10.0},
        {"maximum_age": 8.0},
        {"areas": "Kent County"},
        {"school": "Kennedy High"},
        {"latitude": 43.7},
        {"term": OTHER},
    ],
    ids=str,
)
def test_what_shuts_the_student_out_is_no_match(wrong: dict[str, Any]) -> None:
    """Age, area, another school's service, too many miles, another need."""
    query = replace(QUERY, school="Lincoln Elementary")
    assert ids(query, NEAR | wrong, NEAR) == ["1"]


UNKNOWNS: dict[str, tuple[Query, dict[str, Any], dict[str, Any]]] = {
    "age": (QUERY, {"minimum_age": 6.0}, {}),
    "area": (QUERY, {"areas": "Ingham County"}, {"areas": "East Side"}),
    "school": (replace(QUERY, school="Lincoln High"), {"school": "Lincoln High"}, {"school": "Lincoln"}),
    "languages": (replace(QUERY, languages=("es",)), {"languages": "es"}, {}),
    "payment": (replace(QUERY, payment=Payment.MEDICAID), {"payments": "medicaid"}, {}),
    "mode": (replace(QUERY, modes=(Mode.ONLINE,)), {"modes": "online"}, {}),
    "distance": (QUERY, {"modes": "phone", "latitude": math.nan}, {"latitude": math.nan}),
    "freshness": (QUERY, {"assured": DAY - 100}, {}),
    "capacity": (QUERY, {"capacity": 1.0, "capacity_day": DAY}, {}),
    "record": (QUERY, {"referred": 5.0, "connected": 5.0}, {}),
    "need": (QUERY, {"fit": 0.75}, {"term": RELATED}),
}


@pytest.mark.parametrize("criterion", UNKNOWNS)
def test_an_unknown_is_a_match_and_comes_after_a_pass(criterion: str) -> None:
    """In every criterion, other things being equal."""
    query, passing, unknown = UNKNOWNS[criterion]
    found = ranked(query, NEAR | unknown, NEAR | passing).matches
    assert [match.id for match in found] == ["s0001", "s0000"]
    assert [{r.criterion: r.verdict for r in match.reasons}.get(criterion, "unknown") for match in found] == ["pass", "unknown"]
    assert criterion in WEIGHTS


def test_no_nearness_makes_up_for_a_language() -> None:
    """A pass far away comes before an unknown next door, and that far away before a fail next door."""
    query, passing, failing = replace(QUERY, languages=("so",)), {"languages": "so"}, {"languages": "es"}
    assert ids(query, NEAR | failing, FAR | passing, NEAR) == ["1", "2", "0"]
    assert ids(query, NEAR | failing, FAR) == ["1", "0"]


def test_no_nearness_makes_up_for_what_a_family_cannot_pay() -> None:
    """A pass far away comes before a fail next door; one next door that does not say what it costs comes before both."""
    query, passing, failing = replace(QUERY, payment=Payment.MEDICAID), {"payments": "medicaid"}, {"payments": "private"}
    assert ids(query, NEAR | failing, FAR | passing, NEAR) == ["2", "1", "0"]
    assert ids(query, FAR, FAR | passing, FAR | failing) == ["1", "0", "2"]


def test_who_only_may_offer_sports_is_no_likelier_to_offer_sailing() -> None:
    """A listing that is doubtful for the need comes after one that surely offers another activity of it, however near it is."""
    asked = Query((Need("sports"),), None, HERE, wishes=("activity:sailing",))
    doubtful = NEAR | {"term": "sports", "fit": 0.7, "latitude": HERE.latitude, "longitude": HERE.longitude}
    sure = FAR | {"term": "sports", "traits": "activity:basketball"}
    unsaid = FAR | {"term": "sports", "latitude": 42.87}
    assert ids(asked, doubtful, sure, unsaid) == ["2", "1", "0"]


def test_a_mode_that_is_not_offered_does_not_exclude() -> None:
    """It comes after one that does not say."""
    assert ids(replace(QUERY, modes=(Mode.IN_PERSON,)), NEAR | {"modes": "online"}, NEAR) == ["1", "0"]


def test_nearest_comes_first_and_then_the_id() -> None:
    """Equal scores go by distance, those without any last, then by id."""
    assert ids(QUERY, FAR, NEAR, NEAR) == ["1", "2", "0"]
    assert ids(replace(QUERY, place=None), FAR, NEAR, NEAR) == ["0", "1", "2"]


def test_the_border_is_the_geodesic() -> None:
    """Just as far as asked for is a match; a hair farther is none, though the sphere would have it inside."""
    (match,) = ranked(QUERY, FAR).matches
    assert match.miles is not None
    assert ids(replace(QUERY, within=match.miles), FAR) == ["0"]
    assert ids(replace(QUERY, within=math.nextafter(match.miles, 0)), FAR) == []


def test_a_service_without_a_point_is_kept() -> None:
    """By phone or online it needs no trip, otherwise its address is asked for; neither has miles."""
    unplaced = {"term": NEED.slug}
    found = ranked(QUERY, unplaced, unplaced | {"modes": "phone"}).matches
    assert [(m.id, m.miles, m.approximate) for m in found] == [("s0001", None, False), ("s0000", None, False)]


def test_rows_of_one_service_are_one_match() -> None:
    """It is as fit as the best of its rows."""
    rows = [NEAR | {"key": 7, "term": term, "fit": fit} for term, fit in ((RELATED, 1.0), (NEED.slug, 1.0), (OTHER, 1.0))]
    (match,) = ranked(QUERY, *rows).matches
    assert match.needs == (NEED.slug,)
    assert in_words(match.reasons[0]) == f"Listed under {NEED.english}"


def test_the_more_urgent_need_weighs_more() -> None:
    """Of two services that answer one need each, the one for the urgent need comes first; one for both before them."""
    query = replace(QUERY, needs=(Need(NEED.slug, 1), Need(OTHER, 3)))
    rows = [NEAR | {"key": 1}, NEAR | {"key": 2, "term": OTHER}, NEAR | {"key": 3}, NEAR | {"key": 3, "term": OTHER}]
    found = ranked(query, *rows).matches
    assert [(m.key, m.needs) for m in found] == [(3, (NEED.slug, OTHER)), (2, (OTHER,)), (1, (NEED.slug,))]


def test_a_grade_that_is_partly_taken_is_unknown() -> None:
    """A student in grade 4 may be 9 or 10."""
    (match,) = ranked(replace(QUERY, ages=of_grade(4)), NEAR | {"minimum_age": 10.0}).matches
    reason = next(r for r in match.reasons if r.criterion == "age")
    assert (reason.verdict, in_words(reason)) == (
        Verdict.UNKNOWN,
        "Takes 10 and up; the student is in grade 4: ask whether that fits",
    )


def test_a_short_record_is_shrunk_towards_the_mean() -> None:
    """One connected referral of one says less than nine of ten; one of nine is worse than none at all."""
    records = [(0.0, 0.0), (1.0, 1.0), (9.0, 10.0), (1.0, 9.0)]
    assert ids(QUERY, *(NEAR | {"connected": c, "referred": r} for c, r in records)) == ["2", "1", "0", "3"]


@pytest.mark.parametrize("where", [{"precision": "zip"}, {"precision": "city"}])
def test_a_rough_point_makes_a_rough_distance(where: dict[str, Any]) -> None:
    """Where either end is only the center of a ZIP or a city, the match says so."""
    assert ranked(QUERY, NEAR | where).matches[0].approximate
    assert ranked(replace(QUERY, place=replace(HERE, approximate=True)), NEAR).matches[0].approximate
    assert not ranked(QUERY, NEAR).matches[0].approximate


@pytest.mark.parametrize("query", [replace(QUERY, needs=()), replace(QUERY, limit=0)])
def test_nothing_asked_for_finds_nothing(query: Query) -> None:
    """No need or no place on the list is no match and no near miss."""
    assert ranked(query, NEAR, FAR) == Ranking(())
    assert ranked(QUERY) == Ranking(())


def test_a_need_outside_the_vocabulary_is_refused() -> None:
    """Words are turned into terms before they come here."""
    with pytest.raises(KeyError):
        ranked(replace(QUERY, needs=(Need("no such need"),)), NEAR)


@pytest.mark.parametrize("miles", [0.0, 3.0, 10.0])
def test_no_service_beats_the_best_score_of_its_distance(miles: float) -> None:
    """The walk over the cells may stop when the best score so far away is too low."""
    row = PERFECT | {"latitude": 42.7325 + miles / 69.2}
    match: Match = ranked(replace(QUERY, within=11.0), row).matches[0]
    assert match.miles is not None
    assert best_score(replace(QUERY, within=11.0), match.miles) >= match.score - 1e-9
