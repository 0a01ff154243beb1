"""The towns that a sentence may name: those of the district, of the starting place, of a state that it says, and of the directory."""

from __future__ import annotations

from sqlalchemy import Engine

from directory.finding.condition_words import asked_words
from directory.finding.matches import Ask, Finding, find_matches
from directory.places.towns import borough
from directory.storage.engine import reading
from importers.records import NeedFit, Schedule
from tests.finding.test_matches import TODAY
from tests.importers.making import record
from tests.storage.publishing import publish_records

ADDRESSES = (
    ("Brooklyn", "NY", "11226", 40.6465, -73.9567),
    ("Queens", "NY", "11373", 40.7388, -73.8785),
    ("Queens", "NY", "11375", 40.7215, -73.8462),
    ("Flushing", "NY", "11354", 40.7682, -73.8270),
)


def published(engine: Engine) -> Engine:
    rows = [
        record(
            number,
            organization_name=f"Pantry {number}",
            identifier=f"P-{number}",
            address_city=city,
            address_state_province=state,
            address_postal_code=code,
            location_latitude=latitude,
            location_longitude=longitude,
            needs=(NeedFit("food-pantry"),),
        )
        for number, (city, state, code, latitude, longitude) in enumerate(ADDRESSES, 2)
    ]
    publish_records(engine, rows)
    return engine


def find(engine: Engine, sentence: str, **asked: object) -> Finding:
    with reading(engine) as session:
        return find_matches(session, Ask(sentence=sentence, **asked), TODAY)  # type: ignore[arg-type]


def test_towns_of_listed_addresses_are_places(engine: Engine) -> None:
    """What the directory's addresses call a town is one, whatever state the district is in, and the search begins there."""
    published(engine)
    for sentence, nearest in (
        ("a food pantry in Brooklyn", {"Pantry 2"}),
        ("food pantry in Queens", {"Pantry 3", "Pantry 4"}),
        ("we live in Flushing, need a food pantry", {"Pantry 5"}),
        ("a Brooklyn food pantry", {"Pantry 2"}),
    ):
        found = find(engine, sentence)
        assert found.matches[0].card.organization in nearest, sentence
        assert found.query["near"] is not None
        assert not found.unread


def test_a_place_that_the_options_name_wins(engine: Engine) -> None:
    """A town of the directory beside another starting place is understood, and said not to be followed."""
    found = find(published(engine), "a food pantry in Queens", near="11226")
    assert [one.condition.heard for one in found.overruled] == ["in Queens"]
    assert not found.unread


def test_a_town_that_nobody_knows_is_said(engine: Engine) -> None:
    """A name that is no town of the directory or the district is not understood."""
    assert find(published(engine), "a food pantry in Xanthippe").unread == ("Xanthippe",)


def test_what_is_in_the_town_comes_first(engine: Engine) -> None:
    """Whoever asks for a town gets what surely answers there before better fits around it; a ZIP alone is only a place to start from."""
    places = [
        ("Brooklyn", "11226", 40.646, -73.957, False),
        ("Flushing", "11367", 40.73, -73.82, True),
        ("New York", "10003", 40.73, -73.99, True),
    ]
    rows = [
        record(
            line,
            organization_name=city,
            address_city=city,
            address_state_province="NY",
            address_postal_code=code,
            location_latitude=latitude,
            location_longitude=longitude,
            schedules=(Schedule("SA" if better else "MO", "09:00", "12:00"),),
            languages=("es",) if better else ("en",),
            needs=(NeedFit("food-pantry"),),
        )
        for line, (city, code, latitude, longitude, better) in enumerate(places, 2)
    ]
    publish_records(engine, rows)
    for place, first, towns in (
        ("in Brooklyn", "Brooklyn", "brooklyn"),
        ("en Brooklyn, NY", "Brooklyn", "brooklyn"),
        ("near 11226", "New York", None),
    ):
        found = find(engine, f"a food pantry on Saturdays in Spanish {place}")
        assert found.matches[0].card.organization == first, place
        assert (towns in found.query["towns"]) is (towns is not None)
        (condition,) = [one for one in found.conditions if one.kind == "place"]
        words = asked_words(condition, found.query["towns"])
        assert words.startswith("In Brooklyn") is (towns is not None)
    assert {"jamaica", "flushing"} <= set(borough("queens", "11432"))
