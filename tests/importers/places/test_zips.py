"""importers.places.zips: five digits from a cell, and where ZIPs and cities lie."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings.problems.words import in_words
from importers.places import zips
from importers.problems import Severity
from importers.values import Reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [("48910", "48910"), (" 48910 ", "48910"), ("48910-1234", "48910"), ("489101234", "48910"), ("48910.0", "48910"), ("20009-467", "20009"),
     ('="02115"', "02115"), ("MI 48910", "48910")],
)  # fmt: skip
def test_five_digits_are_taken(text: str, expected: str) -> None:
    """A ZIP is its first five digits, however it was typed or exported."""
    assert zips.read(text) == Reading(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2115", "02115"), ("2115.0", "02115"), ("601", "00601"), ("2115-1234", "02115"), ("21151234", "02115")],
)
def test_a_lost_zero_is_put_back_and_told(text: str, expected: str) -> None:
    """A spreadsheet takes leading zeros; they come back with a note."""
    reading = zips.read(text)
    assert reading.value == expected
    assert [trouble.severity for trouble in reading.troubles] == [Severity.INFO]


@pytest.mark.parametrize("text", ["99999", "200011", "abc", "1"])
def test_what_the_post_office_does_not_know_is_left_out(text: str) -> None:
    """An unknown ZIP is dropped with a warning that shows it."""
    reading = zips.read(text)
    assert reading.value is None
    assert text in in_words(reading.troubles[0])


def test_of_several_the_first_is_taken() -> None:
    """A cell of several ZIPs gives its first, and says so."""
    reading = zips.read("20008, 20016, 20015")
    assert reading.value == "20008"
    assert reading.troubles[0].severity == Severity.INFO


@given(st.text(max_size=60) | st.text(alphabet="0123456789-. ", max_size=14))
def test_no_text_raises(text: str) -> None:
    """Whatever a cell holds, the answer is a ZIP that has a state, or none."""
    value = zips.read(text).value
    assert value is None or zips.state_of(value)


def test_the_center_of_a_zip() -> None:
    """A ZIP's center comes with its city, state and county."""
    center = zips.center("48910")
    assert center is not None
    assert (center.city, center.state, center.county) == ("Lansing", "MI", "Ingham County")
    assert (round(center.latitude, 1), round(center.longitude, 1)) == (42.7, -84.5)


@pytest.mark.parametrize("code", ["99999", "", "09001"])
def test_zips_without_a_place_have_no_center(code: str) -> None:
    """Unknown ZIPs and those of military mail, which the list puts at 0, 0, have no center."""
    assert zips.center(code) is None


@pytest.mark.parametrize(
    ("city", "county"),
    [("Brooklyn", "Kings County"), ("BROOKLYN", "Kings County"), ("Bronx", "Bronx County"), ("The Bronx", "Bronx County"),
     ("Manhattan", "New York County"), ("Queens", "Queens County"), ("Staten Island", "Richmond County")],
)  # fmt: skip
def test_boroughs_are_cities(city: str, county: str) -> None:
    """The boroughs of New York are found, with and without their state, although the post office uses other names."""
    alone, with_state = zips.city_center(city), zips.city_center(city, "NY")
    assert alone is not None
    assert alone == with_state
    assert (alone.state, alone.county) == ("NY", county)


def test_a_name_of_many_cities_needs_a_state() -> None:
    """Springfield and Portland are found with a state or a preference, and never guessed."""
    assert zips.city_center("Springfield") is None
    assert zips.city_center("Portland") is None
    with_state, preferred = zips.city_center("Springfield", "IL"), zips.city_center("Springfield", states=("MI", "MO", "IL"))
    assert with_state is not None
    assert with_state.state == "IL"
    assert preferred is not None
    assert preferred.state in {"MI", "MO"}


@pytest.mark.parametrize(
    ("one", "other"), [("St. Paul", "Saint Paul"), ("Washington DC", "washington"), ("Winston-Salem", "Winston Salem")]
)
def test_spellings_of_a_city(one: str, other: str) -> None:
    """A city is found under either spelling."""
    assert zips.city_center(one) == zips.city_center(other) != None  # noqa: E711 - both are the same, and something


@given(st.text(max_size=40))
def test_no_city_raises(city: str) -> None:
    """Any words may be looked up as a city."""
    zips.city_center(city, states=("MI",))
    zips.is_city(city)
