"""Listings by what a letter or a telephone shows, on real databases."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from directory.storage.engine import reading
from directory.storage.listings.contact_search import listings_at, numbers_beginning, streets_beginning
from directory.storage.listings.records import all_ids, load
from importers.fields import Target
from importers.records import Phone
from tests.importers.making import record
from tests.storage.publishing import publish_records


@pytest.fixture
def directory(engine: Engine) -> Engine:
    rows = [
        record(2, service_name="Lane", address_address_1="1333 Inkberry Lane", phones=(Phone("+15175550101"),)),
        record(3, service_name="Road", address_address_1="20 Inkberry Rd., Suite 5", phones=(Phone("+15175550102", "7"),)),
        record(4, service_name="Peña", address_address_1="7 N. Peñasco Street", address_city="Mason", phones=()),
        record(5, service_name="Fifth", address_address_1="9 West 5th Ave", phones=()),
        record(
            6,
            service_name="Hidden",
            address_address_1="66 Wexbury Court",
            service_confidential=True,
            phones=(Phone("+15175550106"),),
        ),
        record(
            7,
            service_name="Closed",
            address_address_1="8 Inkberry Lane",
            service_status="inactive",
            phones=(Phone("+15175550101"),),
        ),
    ]
    publish_records(engine, rows)
    return engine


def found(engine: Engine, words: str, *, unknown: bool = False) -> set[str]:
    with reading(engine) as session:
        ids = listings_at(session, words, unknown=unknown).ids
        names = {key: fields[Target.SERVICE_NAME] for key, fields in load(session, all_ids(session)).items()}
    return {str(names[one]) for one in ids}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Inkberry Lane", {"Lane"}),
        ("1333 inkberry ln, Lansing", {"Lane"}),
        ("Inkberry Street", {"Lane", "Road"}),
        ("Penasco St", {"Peña"}),
        ("7 north peñasco st Mason", {"Peña"}),
        ("W 5th Avenue", {"Fifth"}),
        ("fifth ave", {"Fifth"}),
        ("21 Inkberry Road", set()),
        ("Wexbury Court", set()),
        ("Lansing Street", set()),
        ("555-0101", {"Lane"}),
        ("call (517) 555-0101", {"Lane"}),
        ("+1 517.555.0102 ext. 7", {"Road"}),
        ("5175550106", {"Hidden"}),
        ("313 555 0101", set()),
        ("48910-1234", set()),
        ("ran away, 555 dollars", set()),
        ("%' OR 1=1 Lane", set()),
    ],
)
def test_a_street_or_a_number_finds_its_listings(directory: Engine, words: str, names: set[str]) -> None:
    """A street in any spelling, with its number and town or without, and a number in any form find who is there, but no confidential place by its street."""
    assert found(directory, words) == names


def test_a_name_alone_is_a_street_where_nothing_else_has_it(directory: Engine) -> None:
    """A word that need be no street is one only if it is unknown elsewhere."""
    assert found(directory, "inkberry") == set()
    assert found(directory, "inkberry", unknown=True) == {"Lane", "Road"}
    assert found(directory, "wexbury", unknown=True) == set()


@pytest.mark.parametrize(
    ("words", "names", "meant"),
    [
        ("Inkbery Lane", {"Lane"}, "inkberry lane"),
        ("1333 Inbkerry Ln", {"Lane"}, "1333 inkberry ln"),
        ("inkberry lane 1333", {"Lane"}, None),
        ("Penassco St", {"Peña"}, "penasco st"),
        ("Wexbery Court", set(), None),
        ("Ashbury Lane", set(), None),
    ],
)
def test_a_misspelled_street_is_looked_for_as_the_nearest(
    directory: Engine, words: str, names: set[str], meant: str | None
) -> None:
    """A street that is one typing error away is found and said, with its number before or behind; no other one is, and no confidential place."""
    with reading(directory) as session:
        assert listings_at(session, words, unknown=False).meant == meant
    assert found(directory, words) == names


def test_a_number_with_an_extension_has_that_first(engine: Engine) -> None:
    """Of the listings with a number, those with the extension that is searched for come first, however it is written."""
    rows = [record(n, service_name=f"Desk {n}", phones=(Phone("+15175550109", str(n)),)) for n in range(11, 19)]
    publish_records(engine, rows)
    with reading(engine) as session:
        names = {key: fields[Target.SERVICE_NAME] for key, fields in load(session, all_ids(session)).items()}
        for n in range(11, 19):
            for words in (f"(517) 555-0109 ext. {n}", f"5550109 x{n}", f"517 555 0109 extensión {n}", f"555-0109 #{n}"):
                ids = listings_at(session, words, unknown=False).ids
                assert (names[ids[0]], len(ids)) == (f"Desk {n}", len(rows))


def test_beginnings_of_numbers_and_streets_are_completed(directory: Engine) -> None:
    """A number and a street are completed with the listing that alone has them; a confidential place's street and hidden listings are not."""
    with reading(directory) as session:
        assert [one.words for one in numbers_beginning(session, "51755501", 9)] == [
            "+15175550101",
            "+15175550102",
            "+15175550106",
        ]
        assert [one.words for one in numbers_beginning(session, "5550102", 9)] == ["+15175550102"]
        assert [one.words for one in streets_beginning(session, ("1333", "ink"), 9)] == ["1333 Inkberry Lane"]
        assert [one.words for one in streets_beginning(session, ("9", "west"), 9)] == ["9 West 5th Ave"]
        assert streets_beginning(session, ("66", "wex"), 9) == streets_beginning(session, ("8", "ink"), 9) == []
        assert all(one.record_id for one in numbers_beginning(session, "51755501", 9))
