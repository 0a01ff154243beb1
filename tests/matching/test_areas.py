"""Areas served, read against the place where the student is."""

from __future__ import annotations

import pytest

from matching.areas import read
from matching.query import Place
from matching.verdicts import FAIL, PASS, UNASKED, UNKNOWN

LANSING = Place(42.73, -84.55, "48910", postal_code="48910", city="Lansing", county="Ingham County", state="MI")
NOWHERE = Place(42.73, -84.55, "42.73,-84.55")


@pytest.mark.parametrize(
    "area",
    [
        "48910", "48823, 48910", "ZIP codes 48910 and 48911", "Ingham County", "County of Ingham", "ingham co.", "Ingham",
        "Clinton, Eaton and Ingham Counties", "Clinton, Eaton, Ingham", "Ingham County, MI", "Ingham County, Michigan",
        "Lansing", "City of Lansing", "Lansing, MI", "Residents of Lansing only", "The City of Lansing", "Michigan", "MI",
        "State of Michigan", "Michigan statewide", "Statewide", "Nationwide", "United States", "Kent County|Ingham County",
        "Nobody knows|48910",
    ],
)  # fmt: skip
def test_an_area_that_names_the_place_passes(area: str) -> None:
    """By its ZIP, town, county or state, alone or among others."""
    assert read(area, LANSING) == PASS


@pytest.mark.parametrize(
    "area",
    [
        "48823", "48823; 48824", "Kent County", "Kent and Ottawa Counties", "Orleans Parish", "City of Flint", "Flint, MI",
        "Ohio", "OH", "Lansing, IL", "Ingham County, OH", "Township of Delhi", "Kent County|Ohio|48823", "City of East Lansing",
    ],
)  # fmt: skip
def test_an_area_that_plainly_names_another_fails(area: str) -> None:
    """Only where every area named is another's."""
    assert read(area, LANSING) == FAIL


@pytest.mark.parametrize(
    "area", ["East Side", "tri-county area", "call for details", "Flint", "48910-48933", "Kent County|East Side"]
)
def test_an_area_that_cannot_be_read_is_unknown(area: str) -> None:
    """A bare name may lie in the student's own town."""
    assert read(area, LANSING) == UNKNOWN


@pytest.mark.parametrize("area", ["48910", "Kent County", "City of Flint", "Ohio", "Lansing, MI"])
def test_a_place_known_by_its_point_alone_leaves_areas_unknown(area: str) -> None:
    """What is not known of the place is not held against the service."""
    assert read(area, NOWHERE) == UNKNOWN


@pytest.mark.parametrize("area", ["", "|", " | "])
def test_no_area_is_no_limit(area: str) -> None:
    """A service that states no area is not asked about it."""
    assert read(area, LANSING) == UNASKED


@pytest.mark.parametrize(
    ("area", "place"),
    [
        ("New York", Place(40.7, -74.0, "10001", city="New York", county="New York County", state="NY")),
        ("New York", Place(42.9, -78.9, "14201", city="Buffalo", county="Erie County", state="NY")),
        ("Washington", Place(40.2, -80.2, "15301", city="Washington", county="Washington County", state="PA")),
        ("Washington County", Place(40.2, -80.2, "15301", county="Washington", state="Pennsylvania")),
    ],
)
def test_a_name_of_several_kinds_passes_by_any(area: str, place: Place) -> None:
    """New York is a city and a state, Washington also a county."""
    assert read(area, place) == PASS
