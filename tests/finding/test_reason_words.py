"""The sentences with which a match explains itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from directory.finding.reason_words import in_words
from matching import Need, Place, Query, Reason, needs, of_age, rank, record_reason
from matching.offers import Mode, Payment
from matching.query import AfterSchool, SoughtWord, Verdict, Way
from matching.reason_codes import ReasonCode
from matching.weights import RECORD_TOLD
from tests.matching.making import candidates

TODAY = dt.date(2025, 10, 1)
NEED = next(term for term in needs.terms().values() if term.related)
RELATED = needs.terms()[next(iter(NEED.related))]
OTHER = next(term for slug, term in needs.terms().items() if slug not in NEED.related and NEED.slug not in needs.answering(slug))
HERE = Place(42.7325, -84.5555, "48910", approximate=True, postal_code="48910", county="Ingham County", state="MI")
BARE = Query((Need(NEED.slug),))
AGED = replace(BARE, ages=of_age(9))
PLACED = replace(BARE, place=HERE)
SOMALI, ENGLISH = replace(BARE, languages=("so", "es")), replace(BARE, languages=("en",))
MEDICAID, UNINSURED = replace(BARE, payment=Payment.MEDICAID), replace(BARE, payment=Payment.UNINSURED)
PRIVATE, FREE = replace(BARE, payment=Payment.PRIVATE), replace(BARE, payment=Payment.FREE)
VISIT = replace(BARE, modes=(Mode.IN_PERSON, Mode.HOME))
WORDED = replace(BARE, words=(SoughtWord("cello", "cello", 0.3), SoughtWord("lessons", "lesson", 0.5)))
OFFICE = {"traits": "day:mo day:tu day:we days:all hours:all time:morning time:after_school -we:after_school"}

HOURS = {"traits": "day:mo day:tu days:all hours:all time:morning time:after_school open:mo,tu:0900-1800"}
NEAR = {"latitude": 42.7325, "longitude": -84.53}
FROM_SCHOOL = replace(BARE, after_school=AfterSchool(42.7325, -84.5555, ("1515",) * 5, Way.BUS))
AFTER_SCHOOL = replace(FROM_SCHOOL, wishes=("time:after_school",))


def told(query: Query, row: dict[str, Any]) -> tuple[Reason, ...]:
    (match,) = rank(query, candidates([{"term": NEED.slug} | row]), TODAY).matches
    return match.reasons


def wishing(*codes: str) -> Query:
    return replace(PLACED, wishes=codes)


def days(number: int) -> dict[str, Any]:
    return {"assured": float(TODAY.toordinal() - number)}


def counted(number: int) -> dict[str, Any]:
    return {"capacity_day": float(TODAY.toordinal() - number)}


SENTENCES: list[tuple[Query, dict[str, Any], str, str, str]] = [
    (BARE, {}, "need", "pass", f"Listed under {NEED.english}"),
    (BARE, {"term": RELATED.slug}, "need", "unknown", f"Listed under {RELATED.english}: ask whether it helps with {NEED.english}"),
    (BARE, {"fit": 0.6}, "need", "unknown", f"May help with {NEED.english}, going by its listing: call to ask"),
    (AGED, {"minimum_age": 6.0, "maximum_age": 12.0}, "age", "pass", "Takes ages 6 to 12; the student is 9"),
    (AGED, {"minimum_age": 9.0, "maximum_age": 9.0}, "age", "pass", "Takes age 9; the student is 9"),
    (AGED, {"minimum_age": 8.0}, "age", "pass", "Takes 8 and up; the student is 9"),
    (AGED, {"maximum_age": 17.0}, "age", "pass", "Takes ages up to 17; the student is 9"),
    (AGED, {"minimum_age": 0.0, "maximum_age": 120.0}, "age", "pass", "Takes all ages; the student is 9"),
    (AGED, {}, "age", "unknown", "Ages are not listed: call to ask"),
    (PLACED, {}, "distance", "unknown", "The address is not listed: call to ask where it is"),
    (PLACED, {"modes": "phone online"}, "distance", "pass", "By phone or online: no trip needed"),
    (PLACED, {"modes": "online"}, "distance", "pass", "Online: no trip needed"),
    (PLACED, {"latitude": 42.7325, "longitude": -84.52}, "distance", "pass", "About 1.8 miles from 48910"),
    (PLACED, {"latitude": 42.7325, "longitude": -84.5555}, "distance", "pass", "Within about a mile of 48910"),
    (PLACED, {"areas": "Ingham County"}, "area", "pass", "Serves Ingham County; that takes in 48910"),
    (PLACED, {"areas": "A|B|C|D|E"}, "area", "unknown", "Serves A, B, C and 2 more: ask whether that takes in 48910"),
    (BARE, {"school": "Kennedy High"}, "school", "unknown", "For students of Kennedy High only: ask whether the student may come"),
    (SOMALI, {"languages": "en so"}, "languages", "pass", "Lists Somali"),
    (SOMALI, {}, "languages", "unknown", "Languages are not listed: call to ask"),
    (SOMALI, {"languages": "en zz"}, "languages", "fail", "Does not list Somali or Spanish; lists English and zz: ask about an interpreter"),
    (ENGLISH, {"languages": "es"}, "languages", "unknown", "Lists Spanish and does not mention English: call to ask"),
    (MEDICAID, {"payments": "medicaid fee"}, "payment", "pass", "Takes Medicaid"),
    (MEDICAID, {"payments": "free"}, "payment", "pass", "Is free of charge"),
    (MEDICAID, {}, "payment", "unknown", "Ways to pay are not listed: call to ask"),
    (MEDICAID, {"payments": "private"}, "payment", "fail",
     "Does not list Medicaid; takes private insurance: ask before sending the family"),
    (PRIVATE, {"payments": "medicaid medicare"}, "payment", "fail",
     "Does not list private insurance; takes Medicaid and Medicare: ask before sending the family"),
    (UNINSURED, {"payments": "sliding_scale private"}, "payment", "pass", "Has a sliding scale"),
    (UNINSURED, {"payments": "medicaid"}, "payment", "fail",
     "Does not list help without insurance; takes Medicaid: ask before sending the family"),
    (FREE, {"payments": "fee"}, "payment", "fail", "Does not list free services; charges a fee: ask before sending the family"),
    (FREE, {"payments": "free"}, "payment", "pass", "Is free of charge"),
    (VISIT, {"modes": "home"}, "mode", "pass", "Offered at home"),
    (VISIT, {"modes": "online"}, "mode", "fail", "Not offered in person or at home, only online: call to ask"),
    (VISIT, {}, "mode", "unknown", "How it is offered is not listed: call to ask"),
    (wishing("time:after_school"), OFFICE, "schedule", "pass", "Open between 3 and 6 pm on Monday and Tuesday"),
    (wishing("time:morning", "day:we"), OFFICE, "schedule", "pass", "Open before noon on Wednesday"),
    (wishing("time:evening", "time:weekend"), OFFICE, "schedule", "fail", "Lists no hours on Saturday and Sunday or after 6 pm: call to ask"),
    (wishing("day:sa"), {}, "schedule", "unknown", "Does not say whether it is open on Saturday: call to ask"),
    (wishing("day:-we"), OFFICE, "schedule", "pass", "Open on Monday and Tuesday"),
    (wishing("hours:mo@1630-"), HOURS, "schedule", "pass", "Open after 4:30 pm on Monday, until 6 pm"),
    (wishing("hours:any@1200"), HOURS, "schedule", "pass", "Open at noon on Monday and Tuesday, until 6 pm"),
    (wishing("hours:tu,sa@afternoon"), HOURS, "schedule", "pass", "Open between noon and 6 pm on Tuesday, until 6 pm"),
    (wishing("hours:sa@0900"), HOURS, "schedule", "fail", "Lists no hours at 9 am on Saturday: call to ask"),
    (wishing("hours:any@-0800"), HOURS, "schedule", "fail", "Lists no hours before 8 am: call to ask"),
    (wishing("hours:any@1700"), {}, "schedule", "unknown", "Does not say whether it is open at 5 pm: call to ask"),
    (FROM_SCHOOL, {**HOURS, **NEAR}, "after_school", "pass",
     "Open until 6 pm on Monday and Tuesday; from school by bus about 25 min, there by 3:40 pm (estimate)"),
    (FROM_SCHOOL, {"traits": "day:mo open:mo:0900-1530", **NEAR}, "after_school", "unknown",
     "Closes at 3:30 pm, before the student could be there; from school by bus about 25 min, there by 3:40 pm (estimate): call to ask"),
    (FROM_SCHOOL, {"traits": "day:mo open:mo:0900-1530 travel:remote"}, "after_school", "pass", "Open until 3:30 pm on Monday, when school is over"),
    (AFTER_SCHOOL, {**HOURS, **NEAR}, "schedule", "pass",
     "Open until 6 pm on Monday and Tuesday; from school by bus about 25 min, there by 3:40 pm (estimate)"),
    (AFTER_SCHOOL, {"traits": "day:mo days:all hours:all open:mo:0900-1530", **NEAR}, "schedule", "fail",
     "Closes at 3:30 pm, before the student could be there; from school by bus about 25 min, there by 3:40 pm (estimate): call to ask"),
    (AFTER_SCHOOL, {"traits": "day:mo days:all hours:all time:evening open:mo:1830-2000", **NEAR}, "schedule", "fail",
     "Lists no hours between 3 and 6 pm: call to ask"),
    (AFTER_SCHOOL, NEAR, "schedule", "unknown", "Does not say whether it is open between 3 and 6 pm: call to ask"),
    (wishing("time:summer"), {"traits": "-time:summer"}, "schedule", "fail", "Does not run in the summer, as the listing says: call to ask"),
    (wishing("time:winter_break", "time:fall"), {"traits": "time:winter_break -time:fall"}, "schedule", "pass", "Runs during winter break"),
    (wishing("time:m11"), {}, "schedule", "unknown", "Does not say whether it runs in November: call to ask"),
    (wishing("setting:group"), {"traits": "setting:group"}, "setting", "pass", "Offers help in a group"),
    (wishing("setting:one_to_one"), {"traits": "setting:group"}, "setting", "fail", "Offers help in a group and does not list help one to one: call to ask"),
    (wishing("setting:one_to_one"), {}, "setting", "unknown", "Does not say whether it offers help one to one: call to ask"),
    (wishing("helper:woman"), {"traits": "helper:woman"}, "helper", "pass", "The listing names women who help"),
    (wishing("helper:man"), {}, "helper", "unknown", "The listing does not say who one talks to: ask for a man to talk to"),
    (wishing("helper:lgbtq"), {}, "helper", "unknown", "The listing does not speak of LGBTQ+ people: ask who there knows LGBTQ+ students"),
    (wishing("helper:same_culture"), {}, "helper", "unknown", "The listing does not say whose culture its staff share: call to ask"),
    (wishing("access:wheelchair"), {"traits": "access:wheelchair"}, "access", "pass", "A wheelchair gets in, as the listing says"),
    (wishing("access:wheelchair"), {"traits": "-access:wheelchair"}, "access", "fail", "There are steps, as the listing says: call to ask"),
    (wishing("helper:not_faith_based"), {"traits": "helper:faith_based"}, "helper", "fail", "The listing speaks of faith"),
    (wishing("travel:no_car"), {"traits": "travel:home travel:remote"}, "travel", "pass", "No car is needed: at home or by phone or online"),
    (wishing("travel:no_car"), {"latitude": 42.7325, "longitude": -84.536}, "travel", "pass", "Close by: within 2 miles"),
    (wishing("travel:no_car"), {"latitude": 42.7825, "longitude": -84.5555}, "travel", "fail", "More than 2 miles away: ask how to get there without a car"),
    (wishing("travel:bus"), {"traits": "travel:bus"}, "travel", "pass", "On a bus line, as the listing says"),
    (wishing("activity:soccer", "activity:chess"), {"traits": "activity:chess"}, "activity", "pass", "The listing names chess"),
    (WORDED, {"words": "description:lesson name:cello"}, "words", "pass", "Its description names lessons"),
    (WORDED, {"words": "categories:cello categories:lesson name:cello"}, "words", "pass", "It is filed under cello and lessons"),
    (WORDED, {"words": "name:cello"}, "words", "pass", "Its name has cello"),
    (wishing("activity:soccer"), {"traits": "activity:golf activity:tennis"}, "activity", "fail", "The listing names golf and tennis, not soccer: call to ask"),
    (BARE, days(30), "freshness", "pass", "Last confirmed in September 2025"),
    (BARE, days(-30), "freshness", "pass", "Last confirmed in October 2025"),
    (BARE, days(365), "freshness", "pass", "Last confirmed in October 2024"),
    (BARE, days(366), "freshness", "unknown", "Last confirmed in September 2024, more than a year ago: call first"),
    (BARE, {"assured": float(dt.date(2022, 3, 9).toordinal())}, "freshness", "unknown", "Last confirmed in March 2022, more than a year ago: call first"),
    (BARE, {}, "freshness", "unknown", "Never confirmed with the provider: call first"),
    (BARE, {"capacity": 8.0, **counted(28)}, "capacity", "pass", "8 openings, as of September 3"),
    (BARE, {"capacity": 1.0, **counted(-9)}, "capacity", "pass", "1 opening, as of October 1"),
    (BARE, {"capacity": 0.0, "wait": "list", **counted(0)}, "capacity", "fail", "No openings and waiting list, as of October 1"),
    (BARE, {"wait": "list:6-6:week", **counted(90)}, "capacity", "fail", "Waiting list of about 6 weeks, as of July 3"),
    (BARE, {"wait": "wait:1-2:week", **counted(0)}, "capacity", "pass", "Wait of about 1 to 2 weeks, as of October 1"),
    (BARE, {"wait": "none", **counted(0)}, "capacity", "pass", "No wait, as of October 1"),
    (BARE, {"capacity": 8.0, **counted(210)}, "capacity", "unknown", "Had 8 openings in March 2025: ask how it is now"),
    (BARE, {"wait": "list:2-3:month", **counted(91)}, "capacity", "unknown", "Had a waiting list of about 2 to 3 months in July 2025: ask how it is now"),
    (BARE, {"capacity": 0.0}, "capacity", "unknown", "No openings, as the listing says without a date: ask how it is now"),
    (BARE, {"referred": 9.0, "connected": 7.0}, "record", "pass", "About 7 in 10 referrals here lead to a first appointment; so far there were few"),
    (BARE, {"referred": 5.0, "connected": 2.0}, "record", "unknown", "About 5 in 10 referrals here lead to a first appointment; so far there were few"),
    (BARE, {"referred": 9.0, "connected": 1.0}, "record", "fail", "About 3 in 10 referrals here lead to a first appointment; so far there were few"),
    (BARE, {"referred": 90.0, "connected": 60.0}, "record", "pass", "About 7 in 10 referrals here lead to a first appointment"),
    (BARE, {"referred": 90.0, "connected": 90.0}, "record", "pass", "Nearly all referrals here lead to a first appointment"),
    (BARE, {"referred": 90.0, "connected": 0.0}, "record", "fail", "Hardly any referrals here lead to a first appointment"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "row", "criterion", "verdict", "text"), SENTENCES, ids=[case[-1] for case in SENTENCES])
def test_a_reason_says_what_is_listed_and_what_to_do(
    query: Query, row: dict[str, Any], criterion: str, verdict: str, text: str
) -> None:
    """One verdict and one plain sentence for each criterion."""
    assert [(r.verdict, in_words(r)) for r in told(query, row) if r.criterion == criterion] == [(verdict, text)]


def test_each_need_has_a_reason() -> None:
    """One that is not answered is told, and does not exclude."""
    query = replace(BARE, needs=(Need(NEED.slug), Need(OTHER.slug)))
    assert told(query, {})[:2] == (
        Reason("need", Verdict.PASS, ReasonCode.NEED_LISTED, {"need": NEED.slug}),
        Reason("need", Verdict.FAIL, ReasonCode.NEED_NOT_LISTED, {"need": OTHER.slug}),
    )


def test_what_was_not_asked_for_is_not_told() -> None:
    """Beside the need only the listing's freshness is, and a place count or a record where there is one."""
    row = {"minimum_age": 6.0, "languages": "es", "payments": "free", "modes": "online", "areas": "Ohio"}
    assert [r.criterion for r in told(BARE, row)] == ["need", "freshness"]


def test_an_exact_distance_is_told_without_about() -> None:
    """Both ends are addresses."""
    query = replace(PLACED, place=replace(HERE, approximate=False, words="Lincoln Elementary"))
    texts = [
        in_words(r)
        for lon in (-84.5555, -84.536)
        for r in told(query, {"latitude": 42.7325, "longitude": lon})
        if r.criterion == "distance"
    ]
    assert texts == ["Less than 0.1 miles from Lincoln Elementary", "1 mile from Lincoln Elementary"]


@pytest.mark.slow
def test_a_record_tells_no_small_count() -> None:
    """The words that a record has are those of others too: of other numbers connected, and of other numbers referred."""
    told_by: dict[str, set[tuple[int, int]]] = {}
    for referred in range(RECORD_TOLD, 200):
        for connected in range(referred + 1):
            told_by.setdefault(str(record_reason(connected, referred)), set()).add((connected, referred))
    for words, records in told_by.items():
        good, all_of_them = {connected for connected, _ in records}, {referred for _, referred in records}
        missed = {referred - connected for connected, referred in records}
        assert min(len(good), len(all_of_them), len(missed)) >= 2, words
    assert record_reason(0, RECORD_TOLD - 1) is None
