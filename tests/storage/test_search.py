"""Search by words on real databases: names, places, typing errors, and anything that people type."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from directory.storage.engine import reading
from directory.storage.search import Hits, search
from importers.records import NeedFit
from matching.query import Place
from tests.importers.making import record
from tests.storage.publishing import publish_records

LANSING = Place(42.7008, -84.549, "Lansing")


@pytest.fixture
def directory(engine: Engine) -> Engine:
    rows = [
        record(2),
        record(3, organization_name="Boys & Girls Club of Elm Hollow", service_name="Evening Sports", needs=(NeedFit("sports"),)),
        record(4, service_name="Niños y Música", organization_name="Casa Ejemplo", address_city="Mason", location_latitude=42.58),
        record(5, service_name="Far Away Club", location_latitude=44.0, needs=(NeedFit("sports"),), address_city="Houghton"),
        *(record(n, service_name=f"Reading Room {n}", service_description="Grief support") for n in range(10, 18)),
    ]
    publish_records(engine, rows)
    return engine


def found(engine: Engine, words: str, place: Place | None = None, within: float = 10.0) -> Hits:
    with reading(engine) as session:
        return search(session, words, place=place, within=within, limit=20)


def test_names_are_found_without_accents_or_case(directory: Engine) -> None:
    """A name is found in small letters, without accents and without its little words."""
    assert len(found(directory, "ninos MUSICA").hits) == 1
    assert len(found(directory, "the boys and girls club").hits) == 1


def test_cities_are_found(directory: Engine) -> None:
    """The city of a service is among its words."""
    assert len(found(directory, "Houghton").hits) == 1


def test_needs_are_found_by_their_names_in_both_languages(directory: Engine) -> None:
    """A need's English and Spanish names find the services that answer it."""
    assert len(found(directory, "sports").hits) == len(found(directory, "deportes").hits) == 2


@pytest.mark.parametrize(("typed", "meant"), [("readign room", "reading room"), ("greif", "grief"), ("suport", "support")])
def test_typing_errors_are_mended(directory: Engine, typed: str, meant: str) -> None:
    """A word that nobody has is looked for as the nearest one that many have, and this is told."""
    hits = found(directory, typed)
    assert hits.corrected == meant
    assert len(hits.hits) == 8


def test_a_right_word_stays(directory: Engine) -> None:
    """A word that stands in the directory is not mended into a more common one."""
    hits = found(directory, "Elm Hollow")
    assert (hits.corrected, len(hits.hits)) == (None, 1)


def test_near_finds_what_is_near(directory: Engine) -> None:
    """With a place only services within the distance are found, and each tells its miles."""
    hits = found(directory, "club", LANSING).hits
    assert len(hits) == 2
    assert all(hit.miles is not None and hit.miles <= 10 for hit in hits)


def test_where_no_service_has_all_words_some_do(directory: Engine) -> None:
    """When nothing has all the words, those with all but one are shown, and else those with any."""
    assert len(found(directory, "evening sports zither").hits) == 1
    assert len(found(directory, "sports zither xylophone").hits) == 2


@pytest.mark.parametrize("words", ['"', "'", "AND", "NEAR(", "x* OR -y", "()", "&|!", "%_", "\\", "—", "", "x" * 10_000, "a:b"])
def test_noise_finds_nothing_and_breaks_nothing(directory: Engine, words: str) -> None:
    """Quotes, operators and noise are words or nothing, never an error."""
    assert found(directory, words).hits == ()
    assert found(directory, words, LANSING).hits == ()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=60))
def test_any_text_can_be_searched(directory: Engine, words: str) -> None:
    """Whatever is typed, a search answers."""
    found(directory, words, LANSING)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("even ing sports", "evening sports"),
        ("eveningsports", "evening sports"),
        ("evening elmhollow music", None),
        ("ejemplito casa", "ejemplo casa"),
    ],
)
def test_words_are_read_otherwise_where_no_listing_has_them(directory: Engine, typed: str, meant: str | None) -> None:
    """A name that is written apart, together or as it sounds is found and said; what has only some of the words is known to."""
    hits = found(directory, typed)
    assert (hits.corrected if hits.whole else None) == meant


def test_one_letter_alone_finds_nothing(directory: Engine) -> None:
    """Where no listing has all of the words, a single letter of them is no reason to show one; a right word is no other right word."""
    assert found(directory, "y o'zzyzx").hits == ()
    assert found(directory, "toys and girls zzyzx").corrected is None
