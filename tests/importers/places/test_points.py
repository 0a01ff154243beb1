"""importers.places.points: points read, mended and doubted."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.places import points, zips
from importers.places.points import Point
from importers.problems import Severity
from importers.values import Reading

CHICAGO = Point(41.8, -87.6)
SOCRATA = """{'latitude': '41.8', 'longitude': '-87.6', 'human_address':
 '{"address": "1 Elm St", "city": "Chicago", "state": "IL", "zip": "60601"}'}"""


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("41.8", "-87.6"),
        (" 41.8 ", "-87.60"),
        ("41.8° N", "87.6° W"),
        ("41°48' N", "87°36'0\" W"),
        ("41,8", "-87,6"),
        ("N 41.8", "W 87.6"),
    ],
)
def test_two_cells(latitude: str, longitude: str) -> None:
    """Decimals, a decimal comma and degrees with minutes are the same point."""
    reading = points.read_pair(latitude, longitude)
    assert reading.value is not None
    assert points.distance(reading.value, CHICAGO) < 0.001
    assert reading.troubles == ()


@pytest.mark.parametrize(("latitude", "longitude"), [("-87.6", "41.8"), ("41.8", "87.6"), ("87.6", "41.8")])
def test_plain_slips_are_mended(latitude: str, longitude: str) -> None:
    """A swapped pair and a lost minus are put right, with a note."""
    reading = points.read_pair(latitude, longitude)
    assert reading.value == CHICAGO
    assert [trouble.severity for trouble in reading.troubles] == [Severity.INFO]


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("0", "0"), ("0.0", "-87.6"), ("91", "200"), ("500", "3"), ("abc", "1"), ("41.8", "")]
)
def test_impossible_points_are_left_out(latitude: str, longitude: str) -> None:
    """A point in the ocean at 0, beyond the poles, or half of one is dropped with a warning."""
    reading = points.read_pair(latitude, longitude)
    assert reading.value is None
    assert [trouble.severity for trouble in reading.troubles] == [Severity.WARNING]


def test_blank_cells_are_no_trouble() -> None:
    """Two blank cells are no point and no warning."""
    assert points.read_pair("", "N/A") == Reading(None)


def test_a_point_abroad_is_doubted() -> None:
    """A point outside the United States is kept with a warning: nothing plain puts it right."""
    reading = points.read_pair("51.5", "-0.12")
    assert reading.value == Point(51.5, -0.12)
    assert reading.troubles[0].severity == Severity.WARNING


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("47 Street11220\n(41.8, -87.6)", "47 Street11220"),
        ("41.8, -87.6", ""),
        ("POINT (-87.6 41.8)", ""),
        ('{"type":"Point","coordinates":[-87.6,41.8]}', ""),
        (SOCRATA, "1 Elm St, Chicago, IL, 60601"),
    ],
)  # fmt: skip
def test_points_glued_into_a_text(text: str, rest: str) -> None:
    """Brackets, WKT, GeoJSON and Socrata's dictionaries give their point and leave the address."""
    assert points.find(text) == (CHICAGO, rest)


@pytest.mark.parametrize("text", ["", "12 Elm St, Suite 4", "3.5, 4", "Rooms (2, 3) and more words about 18, 19"])
def test_other_numbers_are_no_point(text: str) -> None:
    """House numbers and lists of rooms stay in the text."""
    point, _ = points.find(text)
    assert point is None or "(2, 3)" in text


@given(st.text(max_size=80), st.text(max_size=20))
def test_no_text_raises(one: str, other: str) -> None:
    """Any text may be looked through, and any two cells read."""
    points.find(one)
    points.read_pair(one, other)


@given(st.floats(25, 48), st.floats(-124, -68))
def test_a_point_is_found_as_it_was_written(latitude: float, longitude: float) -> None:
    """What was written with six decimals comes back to the digit."""
    latitude, longitude = round(latitude, 6), round(longitude, 6)
    point, rest = points.find(f"1 Elm St ({latitude:.6f}, {longitude:.6f})")
    assert (point, rest) == (Point(latitude, longitude), "1 Elm St")


def _center(code: str) -> zips.Center:
    center = zips.center(code)
    assert center is not None
    return center


def test_a_point_far_from_its_zip_is_implausible() -> None:
    """28 miles are too many in Brooklyn; 100 are not in the emptiest west."""
    brooklyn, big_bend = _center("11233"), _center("79834")
    assert points.implausible(Point(41.0346, -73.6737), brooklyn)
    assert not points.implausible(Point(40.70, -73.95), brooklyn)
    assert not points.implausible(Point(big_bend.latitude + 1.4, big_bend.longitude), big_bend)
    assert points.implausible(Point(42.7, -84.5), big_bend)


def test_a_city_list_loses_the_point_in_another_state() -> None:
    """One point 290 miles away from all others is an outlier."""
    city = [Point(42.70 + i / 100, -84.55 + (i % 7) / 50) for i in range(20)]
    assert points.outliers([*city, Point(38.8, -77.0)]) == {20}


def test_a_group_far_away_is_no_outlier() -> None:
    """Three places near each other are a branch, not a slip."""
    city = [Point(42.70 + i / 100, -84.55) for i in range(30)]
    branch = [Point(46.54, -87.40), Point(46.55, -87.41), Point(46.56, -87.39)]
    assert points.outliers([*city, *branch]) == set()


def test_few_points_tell_nothing() -> None:
    """With fewer than eight places no point is called an outlier."""
    assert points.outliers([Point(42.7, -84.5)] * 5 + [Point(38.8, -77.0)]) == set()


@pytest.mark.parametrize("states", [{"MI"}, {"TX"}, {"CA"}, {"NY"}, set()])
def test_lists_of_a_state_or_the_nation_lose_nothing(states: set[str]) -> None:
    """Wherever ZIPs lie in a state, or in the nation, they belong to its list."""
    places = [Point(*point) for code in range(500, 99951, 43) if (z := zips.center(f"{code:05d}")) and (not states or z.state in states)
              for point in [(z.latitude, z.longitude)] if 24 < z.latitude < 50]  # fmt: skip
    assert len(places) > 8
    assert points.outliers(places) == set()


def test_the_wrong_points_of_new_york() -> None:
    """Of the city's list the points in Connecticut, Buffalo and Washington are outliers, and no others."""
    path = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "nyc-after-school-programs.csv"
    if not path.exists():
        pytest.skip("the public provider lists are absent")
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        found = [point for row in csv.DictReader(file) if (point := points.find(row["Location 1"])[0])]
    assert {round(found[i].latitude, 2) for i in points.outliers(found)} == {41.80, 43.04, 38.82}


@pytest.mark.slow
@given(st.sampled_from(["99723", "11220", "60612", "79834", "96799", "96910", "00901", "02554", "96720", "59001", "90001"]))
def test_neighbors_by_the_grid(code: str) -> None:
    """The grid finds the same fifth neighbor as a look at every ZIP."""
    center = zips.center(code)
    assert center is not None
    others = {Point(*at) for at in zips.points()} - {Point(center.latitude, center.longitude)}
    assert points._fifth_neighbor(center) == sorted(points.distance(other, center) for other in others)[4]


def test_the_nearest_zip() -> None:
    """A point lies nearest to the ZIP on whose center it stands; none is near to one in the ocean."""
    center = zips.center("98118")
    assert center is not None
    assert points.nearest(Point(center.latitude, center.longitude)) == (0.0, center)
    assert points.nearest(Point(0.0, 0.0)) is None
