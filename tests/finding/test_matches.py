"""What a specialist asks, and what is answered: needs, places, reasons, and why there is nothing."""

from __future__ import annotations

import datetime
import math
from dataclasses import replace
from typing import Any

import pytest
from geopy.distance import geodesic
from sqlalchemy import Engine

from directory.district_settings.effective import DistrictSettings
from directory.errors import UnknownError
from directory.finding.briefs import briefs
from directory.finding.matches import Finding, find_matches
from directory.finding.question import Ask, AskedNeed, AskedSchool
from directory.finding.reason_codes import FewCode, ReasonNote
from directory.finding.reason_words import in_words
from directory.finding.searches import Searched, search_services
from directory.i18n.catalogs import ENGLISH
from directory.places import zips
from directory.settings import Settings
from directory.storage.engine import reading
from importers.records import Cost, NeedFit
from matching.needs import answering
from matching.query import Verdict
from tests.importers.making import record
from tests.storage.publishing import publish_records

TODAY = datetime.date(2026, 9, 1)
HERE = (42.7325, -84.5555)
NEAR = "42.7325,-84.5555"
COUNT = 60


def service(n: int) -> dict[str, Any]:
    """A service somewhere up to 70 miles from HERE, one in ten by phone; what is written of it follows from its number."""
    nowhere = n % 10 == 0
    there = geodesic(miles=1 + 70 * (n * 37 % COUNT) / COUNT).destination(HERE, n * 77 % 360)
    return {
        "service_name": f"Service {n}",
        "needs": (NeedFit(("grief", "counseling", "dental")[n % 3], 1.0),),
        "location_latitude": None if nowhere else round(there.latitude, 5),
        "location_longitude": None if nowhere else round(there.longitude, 5),
        "service_minimum_age": (None, 5.0, 14.0)[n % 3 and n % 4 % 3],
        "service_maximum_age": (None, 11.0, 18.0)[n % 4 % 3],
        "languages": ((), ("es",))[n % 2],
        "modes": ("phone",) if nowhere else (),
        "service_areas": ("Wayne County",) if n % 7 == 0 else (),
        "service_school": "Maple Elementary" if n % 11 == 0 else None,
        "costs": (),
    }


@pytest.fixture
def directory(engine: Engine) -> Engine:
    publish_records(engine, [record(n + 2, **service(n)) for n in range(COUNT)])
    return engine


def find(engine: Engine, **asked: Any) -> Finding:
    with reading(engine) as session:
        return find_matches(session, Ask(**asked), TODAY)


def one(engine: Engine, **changes: Any) -> Engine:
    publish_records(engine, [record(2, **changes)])
    return engine


def miles_of(row: dict[str, Any]) -> float:
    """How far a service of `service` is: no way at all where it is by phone."""
    if row["location_latitude"] is None:
        return 0.0
    return float(geodesic(HERE, (row["location_latitude"], row["location_longitude"])).miles)


def too_young_or_old(row: dict[str, Any], age: int) -> bool:
    least, most = row["service_minimum_age"], row["service_maximum_age"]
    return (least is not None and age + 1 <= least) or (most is not None and age >= most + 1)


def listed(need: str) -> list[dict[str, Any]]:
    return [row for n in range(COUNT) if (row := service(n))["needs"][0].slug in answering(need)]


@pytest.mark.parametrize("within", [0.5, 6.0])
@pytest.mark.parametrize("age", [13, 16, 40])
@pytest.mark.parametrize("need", ["dental", "grief"])
@pytest.mark.slow
def test_why_there_is_little_is_counted_truly(directory: Engine, need: str, age: int, within: float) -> None:
    """Each number in the sentences and suggestions is that of a walk over all services, one by one."""
    found = find(directory, needs=(need,), age=age, near=NEAR, within=within)
    rows = listed(need)
    fits = [row for row in rows if not too_young_or_old(row, age)]
    matches = [row for row in fits if miles_of(row) <= within]
    assert len(found.matches) == len(matches)
    if len(matches) >= 3:
        assert (found.nothing, found.suggestions) == ((), ())
        return
    pointed = [miles_of(row) for row in rows if row["location_latitude"] is not None]
    counts = ", ".join(f"{sum(m <= d for m in pointed)} within {d:g} miles" for d in (within, 10, 25, 50))
    assert f"Listed for it: {counts}, {len(rows)} in the whole directory." in in_words(found.nothing[1])
    too_old = sum(too_young_or_old(row, age) and miles_of(row) <= within for row in rows)
    assert any(f"{too_old} do" in in_words(note) for note in found.nothing) == bool(too_old)
    suggested = {suggestion.kind: suggestion for suggestion in found.suggestions}
    for suggestion in found.suggestions:
        with reading(directory) as session:
            assert len(find_matches(session, replace(suggestion.ask, limit=500), TODAY).matches) == suggestion.found
    in_reach = sum(miles_of(row) <= within for row in rows)
    assert ("any_age" in suggested) == (in_reach > len(matches))
    farther = sum(miles_of(row) <= 50 for row in fits)
    assert ("wider" in suggested) == (farther > len(matches))


def test_a_place_outside_the_area_is_told(engine: Engine) -> None:
    """Where the area or the school shuts a student out, the sentence counts it."""
    rows: list[dict[str, Any]] = [{"service_areas": ("Wayne County",)}, {"service_school": "Maple Elementary"}]
    publish_records(engine, [record(n + 2, service_name=f"Club {n}", **row) for n, row in enumerate(rows)])
    found = find(engine, needs=("homework-help",), near="48910", school=AskedSchool("Oak Elementary"))
    assert found.matches == ()
    assert any(
        "1 does not serve" in words and "1 is for the students of another school" in words
        for words in map(in_words, found.nothing)
    )


def test_a_need_that_nobody_offers_says_so(engine: Engine) -> None:
    """Where the directory lists nothing for a need, that is the whole reason."""
    assert find(engine, needs=("dental",), near=NEAR).nothing == (ReasonNote(FewCode.NOTHING_ANYWHERE, {"needs": ("dental",)}),)


def test_a_language_that_none_lists_is_told(engine: Engine) -> None:
    """A language hides nothing; where no match lists it, a sentence says so."""
    found = find(one(engine), needs=("homework-help",), near=NEAR, languages=("so",))
    assert len(found.matches) == 1
    assert any("interpreter" in in_words(note) for note in found.nothing)


def test_a_way_to_pay_that_nobody_asks_for_is_no_criterion(engine: Engine) -> None:
    """A way that an older record has, or that only listings have, is not asked about, and the search answers."""
    for way in ("barter", "fee"):
        found = find(one(engine), needs=("homework-help",), near=NEAR, payment=way)
        assert "payment" not in {reason.criterion for match in found.matches for reason in match.reasons}
        assert found.as_json()["query"]["payment"] is None


def test_a_mode_that_no_listing_has_is_no_criterion(engine: Engine) -> None:
    """A mode that only an older record has is not asked about; those beside it are, in their order."""
    for asked, wanted in (("telepathy",), []), (("phone", "telepathy", "in_person"), [("phone", "in_person")]):
        (match,) = find(one(engine, modes=("online",)), needs=("homework-help",), near=NEAR, modes=asked).matches
        assert [reason.fields["wanted_modes"] for reason in match.reasons if reason.criterion == "mode"] == wanted


def test_a_sentence_becomes_needs(engine: Engine) -> None:
    """Each need read in a sentence comes with the words that meant it, and can be left out."""
    found = find(engine, sentence="lost her mom, can't sleep")
    assert [(need.slug, need.heard) for need in found.needs] == [("grief", "lost her mom"), ("sleep", "can't sleep")]
    less = find(engine, sentence="lost her mom, can't sleep", left_out=("grief",))
    assert [need.slug for need in less.needs] == ["sleep"]


def test_a_need_keeps_its_highest_urgency(engine: Engine) -> None:
    """A need named twice counts once, by its more urgent naming."""
    found = find(engine, needs=(AskedNeed("grief", 1), "sleep", AskedNeed("grief", 3)))
    assert [(need.slug, need.urgency) for need in found.needs] == [("grief", 3), ("sleep", 2)]


def test_words_that_mean_nothing_are_told(engine: Engine) -> None:
    """A sentence that names no need is told beside other needs, and alone is unknown."""
    assert find(engine, needs=("grief",), sentence="xyzzy qwfpgj").unread == ("xyzzy qwfpgj",)
    for asked in ({"sentence": "xyzzy qwfpgj"}, {"needs": ("xyzzy",)}, {}):
        with pytest.raises(UnknownError):
            find(engine, **asked)


def test_danger_alone_is_answered_by_the_card(engine: Engine) -> None:
    """Where words tell only of danger, the crisis card comes, and a sentence asks for a need."""
    with reading(engine) as session:
        found = find_matches(
            session,
            Ask(sentence="he has a gun", left_out=("gun-safety",)),
            TODAY,
            district=DistrictSettings(Settings(crisis_text="Call us.")),
        )
    assert found.crisis
    assert found.crisis.lines[-1] == "Call us."
    assert (found.matches, bool(found.nothing)) == ((), True)


def test_a_school_is_a_place_and_opens_its_own_services(engine: Engine) -> None:
    """Distances start from the school where no place is named, and its own services pass."""
    one(engine, service_school="Cedar Elementary")
    school = AskedSchool("Cedar Elementary School", 42.7008, -84.549, "48910")
    (match,) = find(engine, needs=("homework-help",), school=school).matches
    assert (match.miles, match.approximate) == (0.0, False)
    assert {r.criterion: r.verdict for r in match.reasons}["school"] == Verdict.PASS
    (match,) = find(engine, needs=("homework-help",), school=AskedSchool("Cedar Elementary", None, None, "48910")).matches
    assert match.approximate


def test_distance_orders_all_matches(directory: Engine) -> None:
    """Sorted by distance, the nearest of all come first, not the nearest of the best."""
    everything = find(directory, needs=("grief", "dental"), near=NEAR, within=80, limit=500)
    nearest = find(directory, needs=("grief", "dental"), near=NEAR, within=80, limit=5, order="distance")
    miles = sorted(math.inf if match.miles is None else match.miles for match in everything.matches)
    assert [match.miles for match in nearest.matches] == miles[:5]
    assert [match.rank for match in nearest.matches] == [1, 2, 3, 4, 5]


def test_what_goes_against_a_preference_comes_last(engine: Engine) -> None:
    """A faith-based service stays in the answer, after the others, with its reason."""
    rows: list[dict[str, Any]] = [
        {"organization_name": "Lutheran Services"},
        {"organization_name": "Maple House", "location_latitude": 42.75},
    ]
    publish_records(engine, [record(n + 2, service_name=f"Club {n}", **row) for n, row in enumerate(rows)])
    asked: dict[str, Any] = {"needs": ("homework-help",), "near": "42.7008,-84.549"}
    assert [m.card.organization for m in find(engine, **asked).matches] == ["Lutheran Services", "Maple House"]
    found = find(engine, **asked, preferences=("not_faith_based",)).matches
    assert [(m.rank, m.card.organization) for m in found] == [(1, "Maple House"), (2, "Lutheran Services")]
    assert briefs(found[1], (), ENGLISH)[0].words == "Speaks of faith"


def test_a_card_has_what_a_page_shows(engine: Engine) -> None:
    """A result card names hours, cost and languages in words, and is stale where nobody confirmed it for a year."""
    one(engine, service_assured_date=datetime.date(2025, 8, 1), service_description="Help at Dr. Lee's. We call back.")
    (match,) = find(engine, needs=("homework-help",)).matches
    card = match.card
    assert (card.hours, card.cost) == ("Monday to Wednesday, 3 pm to 6 pm", "Free; takes Medicaid")
    assert (card.language_names, card.phone_words) == (("English", "Spanish"), "(517) 555-0101 ext. 12")
    assert (card.line, card.stale, card.confidential, card.do_not_refer) == ("Help at Dr. Lee's.", True, False, False)


def test_a_confidential_card_tells_no_place(engine: Engine) -> None:
    """Of a confidential service, neither address nor point nor the place's name is on the card."""
    (match,) = find(one(engine, service_confidential=True), needs=("homework-help",), near="48910").matches
    card = match.card
    assert (card.location, card.address, card.latitude, card.longitude, card.transport) == (None,) * 5
    assert match.miles is None


def searched(engine: Engine, words: str, **asked: Any) -> Searched:
    with reading(engine) as session:
        return search_services(session, words, TODAY, **asked)


def test_a_search_answers_with_cards(engine: Engine) -> None:
    """Words find cards, mended words are told, a ZIP makes distances approximate, and danger raises the crisis card."""
    one(engine)
    found = searched(engine, "homwork clubb", place=zips.place("48910"))
    assert (found.corrected, found.crisis) == ("homework club", None)
    (result,) = found.results
    assert (result.card.service, result.approximate, result.card.hours) == (
        "Homework Club", True, "Monday to Wednesday, 3 pm to 6 pm",
    )  # fmt: skip
    assert searched(engine, "suicide").crisis
    threat = searched(engine, "homwork clubb, he will kill everybody")
    assert threat.crisis
    assert threat.crisis.now
    assert threat.corrected is None  # words of danger are not said otherwise
    assert searched(engine, "x" * 10_000).results == ()


def test_a_search_understands_what_find_understands(engine: Engine) -> None:
    """Everyday and misspelled words find the need, conditions rank; what has the words as its name comes before, others after."""
    rows: list[dict[str, Any]] = [
        {"service_name": "Paid", "needs": (NeedFit("counseling"),), "costs": (Cost("fee", 90.0),), "service_description": None},
        {"service_name": "Free", "needs": (NeedFit("counseling"),), "costs": (Cost("free"),), "service_description": None},
        {"service_name": "Wagon", "needs": (NeedFit("sports"),), "service_description": "Comida gratis."},
        {"service_name": "Terapia Gratis", "needs": (NeedFit("sports"),), "service_description": None},
        {"service_name": "Shelf", "needs": (NeedFit("food-pantry"),), "service_description": "Rice and beans."},
    ]
    publish_records(engine, [record(line, **row) for line, row in enumerate(rows, 2)])
    gratis = searched(engine, "terapia gratis")
    assert [one.card.service for one in gratis.results] == ["Terapia Gratis", "Free", "Paid"]
    assert gratis.understood() == ("Counseling and therapy", "Free only")
    assert {one.card.service for one in searched(engine, "shrink").results} == {"Free", "Paid"}
    assert [one.card.service for one in searched(engine, "gorcery").results] == ["Shelf"]
    assert [one.card.service for one in searched(engine, "rice beans").results][:1] == ["Shelf"]


def test_who_names_the_askers_rare_words_comes_first(engine: Engine) -> None:
    """Of services that are otherwise alike the one whose description names what was asked for leads, and says so; none is left out."""
    listed = {"needs": (NeedFit("music", 1.0),), "service_description": None}
    rows = [record(line, **listed, service_name=f"Music {line}") for line in range(2, 6)]
    rows.append(record(6, **{**listed, "service_name": "Music Z", "service_description": "Bagpipes and more for teens."}))
    publish_records(engine, rows)
    found = find(engine, sentence="music lessons, she wants to learn the bagpipe").matches
    assert len(found) == len(rows)
    assert found[0].card.service == "Music Z"
    (reason,) = [one for one in found[0].reasons if one.criterion == "words"]
    assert in_words(reason, ENGLISH) == "Its description names bagpipe"
    assert not [one for match in found[1:] for one in match.reasons if one.criterion == "words"]


def test_who_is_listed_under_no_need_is_found_by_the_askers_words(engine: Engine) -> None:
    """Where hardly anybody is listed under the need, who names much of what was asked for comes last, and says so."""
    rows = [record(line, service_name=f"Service {line}", needs=(NeedFit("dental", 1.0),)) for line in range(2, 9)]
    rows.append(record(9, service_name="Harmony", needs=(), service_description="A marimba carillon of young people."))
    rows.append(record(10, service_name="Fair", needs=(), service_description="Hosts a carillon."))
    rows.append(record(11, service_name="Music", needs=(NeedFit("music", 1.0),), service_description=None))
    publish_records(engine, rows)
    found = find(engine, sentence="music: she would love to play in a marimba carillon").matches
    assert [match.card.service for match in found] == ["Music", "Harmony"]
    said = {one.criterion: (one.verdict, in_words(one, ENGLISH)) for one in found[1].reasons}
    assert said["need"] == (Verdict.FAIL, "Not listed under Music")
    assert said["words"] == (Verdict.PASS, "Its description names marimba and carillon")
    assert len(find(engine, sentence="dentist: a marimba carillon").matches) == 7
