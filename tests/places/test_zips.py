"""ZIPs and points: what is understood, and what is said where it is not."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.errors import DeskError, UnknownError, UsageError
from directory.places.zips import MalformedPlaceError, UnknownZipError, center, place
from importers.places import zips as listed_zips


def test_a_zip_is_its_center_with_city_county_and_state() -> None:
    """A ZIP is an approximate point, and says where it is."""
    found = place("48910")
    assert found.approximate
    assert (round(found.latitude, 1), round(found.longitude, 1)) == (42.7, -84.5)
    assert (found.postal_code, found.city, found.county, found.state) == ("48910", "Lansing", "Ingham County", "MI")
    assert found.words == "ZIP 48910 (Lansing)"


@pytest.mark.parametrize("text", ["48910-1234", " 48910 ", "489101234", "48910 1234"])
def test_a_longer_zip_is_its_first_five_digits(text: str) -> None:
    """ZIP+4 in the ways people write it is the same place as the ZIP."""
    assert place(text) == place("48910")


def test_a_leading_zero_is_kept() -> None:
    """ZIPs of the north-east begin with 0 and are found."""
    assert place("02139").state == "MA"


def test_a_point_is_exact_and_says_nothing_else() -> None:
    """LAT,LON is taken as it is; its city and county are not guessed."""
    found = place("42.7335, -84.5467")
    assert (found.latitude, found.longitude, found.approximate) == (42.7335, -84.5467, False)
    assert (found.postal_code, found.city, found.county, found.state) == (None, None, None, None)


@pytest.mark.parametrize("text", ["00000", "99999"])
def test_an_unknown_zip_is_unknown_not_malformed(text: str) -> None:
    """Five digits that no place has: exit 1, with the ZIP named."""
    with pytest.raises(UnknownZipError, match=text) as raised:
        place(text)
    assert isinstance(raised.value, UnknownError)
    assert raised.value.exit_code == 1


def test_a_zip_without_a_point_is_not_at_zero_zero() -> None:
    """A military ZIP has no place on the map and is not put into the sea off Africa."""
    assert center("09001") is None
    with pytest.raises(UnknownZipError, match="09001"):
        place("09001")


@pytest.mark.parametrize("text", ["", "Lansing", "4891O", "48910-12", "4891012", "1,2,3", "42.7,", "nan,1", "42.7,inf", "٤٨٩١٠"])
def test_what_is_neither_zip_nor_point_is_malformed(text: str) -> None:
    """Anything else is wrong usage: exit 2, with both possible forms named."""
    with pytest.raises(MalformedPlaceError, match=r"48910.*42\.73,-84\.55") as raised:
        place(text)
    assert isinstance(raised.value, UsageError)
    assert raised.value.exit_code == 2


def test_a_lost_zero_is_offered_back() -> None:
    """Four digits are a ZIP that a spreadsheet has cut."""
    with pytest.raises(MalformedPlaceError, match="02139"):
        place("2139")


@pytest.mark.parametrize("text", ["-84.55,42.73", "91,0", "42.7,181", "-122.4,37.8"])
def test_longitude_first_is_told(text: str) -> None:
    """A pair that lies off the map, or beyond all people, is told which number comes first."""
    with pytest.raises(MalformedPlaceError, match="latitude comes first"):
        place(text)


@given(st.text())
def test_any_words_give_a_place_or_an_error_of_ours(text: str) -> None:
    """Nothing that is typed raises anything but the desk's own errors."""
    with contextlib.suppress(DeskError):
        assert -90 <= place(text).latitude <= 90


@pytest.mark.parametrize("text", ["", "4891", "48910-1234", "abcde"])
def test_only_a_zip_has_a_center(text: str) -> None:
    """What is not five digits has no center, and the library is not asked."""
    assert center(text) is None


def test_lists_and_places_agree_on_every_zip() -> None:
    """A ZIP has one center, city, county and state, whether a list or a person names it."""
    for code in ["48910", "10001", "00601", "96799", "09001", "00000", *map(str, range(48800, 48960))]:
        here, listed = center(code), listed_zips.center(code)
        assert (here is None) == (listed is None), code
        if here and listed:
            told = (listed.latitude, listed.longitude, listed.city or None, listed.county or None, listed.state or None)
            assert (here.latitude, here.longitude, here.city, here.county, here.state) == told
