"""The line of a card: what was asked for in a few words, the worst first; and reasons of which none repeats another."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from directory.finding.brief_words import BRIEFLY, in_brief, is_question
from directory.finding.briefs import Brief, briefs, in_full, told, without_repeats
from directory.finding.matches import Finding
from directory.finding.reason_codes import PreferenceCode
from directory.finding.reason_words import in_words
from directory.i18n.catalogs import ENGLISH
from directory.listings.words import cost_line, cost_lines, language_names
from importers.fields import Target
from importers.records import Cost, NeedFit
from matching.query import Reason, Verdict
from matching.reason_codes import ReasonCode
from tests.finding.test_matches import TODAY, find, one

HERE = "42.7008,-84.549"
MARKS = {Verdict.PASS: " +", Verdict.FAIL: " -", Verdict.UNKNOWN: " ?", None: ""}


def written(line: tuple[Brief, ...]) -> list[str]:
    return [one.words + ("" if one.asks else MARKS[one.verdict]) for one in line]


def line(found: Finding) -> list[str]:
    """The line of the only match."""
    (match,) = found.matches
    return written(briefs(match, found.order, ENGLISH))


LINES: dict[str, tuple[dict[str, Any], dict[str, Any], list[str]]] = {
    "nothing but a need": ({}, {}, ["Homework help +", "Ages 6 to 12", "Free; takes Medicaid"]),
    "age and place": ({"age": 9, "near": HERE}, {}, ["Homework help +", "Takes ages 6 to 12 +", "Less than 0.1 miles +"]),
    "failures, then doubts": (
        {"age": 9, "payment": "medicaid", "languages": ("so",), "wishes": ("day:sa",)},
        {"schedules": ()},
        ["Somali not listed -", "Open on Saturday: ask", "Homework help +", "Takes ages 6 to 12 +", "Takes Medicaid +"],
    ),
    "as the sentence says it": (
        {"needs": (), "sentence": "needs homework help, my 9 year old, speaks only Spanish, has Medicaid"},
        {"languages": (), "costs": ()},
        ["Spanish: ask", "Medicaid: ask", "Homework help +", "Takes ages 6 to 12 +"],
    ),
    "otherwise around": (
        {"needs": (), "sentence": "has Medicaid, speaks only Spanish, needs homework help, my 9 year old"},
        {"languages": (), "costs": ()},
        ["Medicaid: ask", "Spanish: ask", "Homework help +", "Takes ages 6 to 12 +"],
    ),
    "no cost, no hours": ({"age": 9}, {"costs": (), "schedules": ()}, ["Homework help +", "Takes ages 6 to 12 +", "The cost is not listed"]),
    "the way there beside the miles": (
        {"near": "42.75,-84.549", "wishes": ("travel:no_car",)}, {}, ["3.4 miles, far without a car -", "Homework help +", "Ages 6 to 12"],
    ),
    "no trip": (
        {"near": HERE, "wishes": ("travel:no_car",)},
        {"modes": ("phone",), "location_latitude": None, "location_longitude": None},
        ["Homework help +", "No car needed (by phone or online) +", "Ages 6 to 12"],
    ),
    "openings with their day": ({}, {"capacity_available": 8.0, "capacity_updated": TODAY}, ["Homework help +", "8 openings, as of September 1 +", "Ages 6 to 12"]),
    "openings of long ago": (
        {}, {"capacity_available": 8.0, "capacity_updated": datetime.date(2025, 3, 9)}, ["Had 8 openings in March 2025: ask", "Homework help +", "Ages 6 to 12"],
    ),
    "each child by age": (
        {"age": 9, "siblings": ("age:5", "grade:3")}, {}, ["Age 5 -", "Homework help +", "Age 9 and grade 3 +"],
    ),
    "not in season": (
        {"age": 9}, {"service_description": "Runs December to February only."}, ["Not now, starts in December -", "Homework help +", "Takes ages 6 to 12 +"],
    ),
    "open now": (
        {"age": 9, "wishes": ("hours:now",)}, {"schedules": ()}, ["Open now: ask", "Homework help +", "Takes ages 6 to 12 +"],
    ),
    "what nobody asked for": (
        {"age": 9}, {"capacity_available": 0.0, "capacity_updated": TODAY, "needs": (NeedFit("homework-help", 0.5),)}, ["No openings, as of September 1 -", "Homework help: ask", "Takes ages 6 to 12 +"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("asked", "changes", "expected"), LINES.values(), ids=LINES)
@pytest.mark.parametrize("upgraded_url", ["sqlite"], indirect=True)
def test_a_line_says_what_was_asked_for(
    engine: Engine, asked: dict[str, Any], changes: dict[str, Any], expected: list[str]
) -> None:
    """Failures come first, then doubts, each in the order in which it was asked; where little was asked, what is listed follows."""
    assert line(find(one(engine, **changes), **{"needs": ("homework-help",)} | asked)) == expected


@pytest.mark.parametrize("upgraded_url", ["sqlite"], indirect=True)
def test_what_a_near_miss_fails_in_is_said_once(engine: Engine) -> None:
    """Its card says in full why not, so that neither the line nor the reasons below say it again."""
    found = find(one(engine, service_areas=("Wayne County",)), needs=("homework-help",), age=9, near="48910")
    (miss,) = found.near_misses
    assert [reason.criterion for reason in miss.reasons if reason.verdict == Verdict.FAIL] == ["area"]
    assert Verdict.FAIL not in {one.verdict for one in briefs(miss, found.order, ENGLISH, near_miss=True)}
    assert "area" not in {reason.criterion for reason in in_full(miss, found.order, near_miss=True)}


def test_no_reason_repeats_another() -> None:
    """Of two reasons of one verdict that say the same, the one that says more stays, and of a doubt and a promise of one thing the doubt."""
    no_trip = Reason("distance", Verdict.PASS, ReasonCode.NO_TRIP, {"modes": ("phone",)})
    no_car = Reason("travel", Verdict.PASS, ReasonCode.NO_WAY_TO_GO, {"ways": ("remote",)})
    preferred = Reason("preference", Verdict.PASS, PreferenceCode.NO_CAR_NEEDED)
    assert without_repeats([no_trip, no_car, preferred, no_car]) == (no_car,)
    assert without_repeats([no_trip, preferred]) == (preferred,)
    assert without_repeats([no_trip]) == (no_trip,)
    at_school = Reason("travel", Verdict.PASS, ReasonCode.NO_WAY_TO_GO, {"ways": ("school",)})
    asks_school = Reason("school", Verdict.UNKNOWN, ReasonCode.SCHOOL_TO_ASK)
    assert without_repeats([at_school, asks_school]) == (asks_school,)
    assert without_repeats([no_car, asks_school]) == (no_car, asks_school)
    assert without_repeats([at_school]) == (at_school,)
    languages = Reason("languages", Verdict.PASS, ReasonCode.LANGUAGES, {"languages": ("es", "es-mx", "so")})
    assert in_words(languages) == "Lists Spanish and Somali"
    assert told([preferred, languages], ("languages",)) == (languages, preferred)


def test_only_a_question_goes_without_its_mark() -> None:
    """Words that say to ask are in no brief but one of an unknown, and every other unknown has its mark."""
    asks = {code for code, words in BRIEFLY.items() if "ask" in words}
    assert all(is_question(Reason("any", Verdict.UNKNOWN, code)) for code in asks)
    assert not is_question(Reason("any", Verdict.UNKNOWN, ReasonCode.BUS_UNSURE))
    assert in_brief(Reason("travel", Verdict.UNKNOWN, ReasonCode.BUS_UNSURE)) == "On a bus line"


SLIDING = "Sliding scale, free below the poverty line"


def test_no_cost_and_no_language_is_said_twice() -> None:
    """Words that describe two costs stand once, words that name a cost stand in its place, and so does each language."""
    fields: dict[Target, Any] = {
        Target.COSTS: (Cost("free", None, SLIDING), Cost("sliding_scale", None, SLIDING), Cost("medicaid"))
    }
    assert cost_line(fields) == f"Free; {SLIDING[:1].lower()}{SLIDING[1:]}; takes Medicaid"
    assert cost_lines(fields | {Target.SERVICE_FEES_DESCRIPTION: f"{SLIDING}."}) == ("Free", SLIDING, "Takes Medicaid")
    assert cost_lines({Target.COSTS: (Cost("fee", 20.0, "first visit"),)}) == ("Charges a fee ($20): first visit",)
    assert language_names({Target.LANGUAGES: ("es", "so", "es")}) == ("Spanish", "Somali")
