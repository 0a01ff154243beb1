"""The grid: numbers that follow the map, and circles that miss no point."""

from __future__ import annotations

import itertools
import math

import pytest
from geopy.distance import Geodesic
from hypothesis import example, given, settings
from hypothesis import strategies as st

from directory.places.cells import (
    AREA,
    COLUMNS,
    ELSEWHERE,
    KEY_BITS,
    NOWHERE,
    ROWS,
    Range,
    cell,
    cell_of,
    key,
    ranges,
)

METERS = 1609.344
LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)
MILES = st.one_of(st.floats(0, 60), st.floats(0, 13_000))


def holding(found: tuple[Range, ...], number: int) -> list[Range]:
    """The slow, obvious way to find a cell among ranges."""
    return [part for part in found if part.first_cell <= number <= part.last_cell]


def test_eastern_neighbors_have_the_next_number() -> None:
    """Along a row the numbers of cells rise by one, and a row up they rise by the length of a row."""
    assert cell(42.73, -84.45) - cell(42.73, -84.55) == 1
    assert cell(42.83, -84.55) - cell(42.73, -84.55) == COLUMNS


@given(LATITUDES, LONGITUDES)
def test_cells_lie_below_the_pseudo_cells(latitude: float, longitude: float) -> None:
    """Every point has a real cell, and no real cell is a pseudo-cell."""
    assert 0 <= cell(latitude, longitude) < NOWHERE < AREA
    assert NOWHERE == ROWS * COLUMNS


def test_east_and_west_meet_at_the_antimeridian() -> None:
    """Longitudes 180 and -180 are the same cell, and so are those written a full turn further."""
    assert cell(10.0, 180.0) == cell(10.0, -180.0)
    assert cell(10.0, 275.45) == cell(10.0, -84.55)


@pytest.mark.parametrize("point", [(90.1, 0.0), (-91.0, 0.0), (math.nan, 0.0), (0.0, math.nan), (0.0, math.inf)])
def test_no_cell_for_what_is_no_point(point: tuple[float, float]) -> None:
    """A latitude beyond a pole and numbers that are none are refused, in circles too."""
    with pytest.raises(ValueError, match="no point"):
        cell(*point)
    with pytest.raises(ValueError, match="no point"):
        ranges(*point, 10.0)


@pytest.mark.parametrize("miles", [-0.1, math.nan])
def test_no_circle_of_no_size(miles: float) -> None:
    """A radius is 0 or more."""
    with pytest.raises(ValueError, match="0 or more"):
        ranges(42.73, -84.55, miles)


@pytest.mark.slow
@settings(max_examples=400)
@given(LATITUDES, LONGITUDES, MILES, st.floats(0, 1), st.floats(0, 360))
@example(90.0, 0.0, 10.0, 1.0, 0.0)
@example(-89.95, 12.0, 10.0, 1.0, 180.0)
@example(89.8, -179.99, 60.0, 0.9, 20.0)
@example(51.9, 179.95, 30.0, 1.0, 90.0)
@example(0.0, -180.0, 25.0, 1.0, 270.0)
@example(0.0, -180.0, 0.7, 0.4, 270.0)
@example(0.0, 0.0, 2.0, 1.0, 0.0)
@example(42.7, -84.6, 0.0, 0.0, 0.0)
def test_every_point_of_a_circle_is_in_exactly_one_range(
    latitude: float, longitude: float, miles: float, share: float, bearing: float
) -> None:
    """Any point within the geodesic distance, rim, poles and antimeridian included, lies in one range, not before its miles."""
    end = Geodesic.WGS84.Direct(latitude, longitude, bearing, miles * share * METERS)
    there = Geodesic.WGS84.Inverse(latitude, longitude, end["lat2"], end["lon2"])["s12"] / METERS
    if there > miles + 1e-9:  # the straight line led past the far side of the Earth
        return
    found = holding(ranges(latitude, longitude, max(miles, there)), cell(end["lat2"], end["lon2"]))
    assert len(found) == 1
    assert found[0].miles <= there


@pytest.mark.slow
@settings(max_examples=200)
@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_a_range_says_the_least_distance(latitude: float, longitude: float, other: float, other_longitude: float) -> None:
    """No point of a range is nearer than the range's miles, whichever two points of the Earth are taken."""
    there = Geodesic.WGS84.Inverse(latitude, longitude, other, other_longitude)["s12"] / METERS
    for part in holding(ranges(latitude, longitude, 13_000), cell(other, other_longitude)):
        assert part.miles <= there


@settings(max_examples=100)
@given(LATITUDES, LONGITUDES, st.floats(0, 500))
def test_ranges_do_not_overlap_and_the_nearest_is_first(latitude: float, longitude: float, miles: float) -> None:
    """The ranges are disjoint, real, and sorted by distance; the first holds the point itself, at 0 miles."""
    found = ranges(latitude, longitude, miles)
    numbers = sorted((part.first_cell, part.last_cell) for part in found)
    assert all(first <= last for first, last in numbers)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(numbers))
    assert numbers[0][0] >= 0
    assert numbers[-1][1] < NOWHERE
    assert [part.miles for part in found] == sorted(part.miles for part in found)
    assert holding(found, cell(latitude, longitude))[0].miles == 0


def test_a_circle_at_mid_latitudes_is_small() -> None:
    """Ten miles in Michigan are four rows at most and few cells beyond the circle."""
    found = ranges(42.73, -84.55, 10)
    assert len(found) <= 4
    assert sum(part.last_cell - part.first_cell + 1 for part in found) <= 20
    assert all(part.miles <= 10 for part in found)


@given(LATITUDES, LONGITUDES, st.integers(0, (1 << KEY_BITS) - 1))
def test_a_key_says_its_cell(latitude: float, longitude: float, number: int) -> None:
    """Keys sort by cell first, give the cell back, and fit in 63 bits."""
    here = cell(latitude, longitude)
    assert cell_of(key(here, number)) == here
    assert key(here, number) < key(here + 1, 0) < 1 << 63


@pytest.mark.parametrize("number", [-1, 1 << KEY_BITS])
def test_a_number_too_large_for_a_key_is_refused(number: int) -> None:
    """A number that would spill into the cell is refused rather than moved to another place on the map."""
    with pytest.raises(ValueError, match="number"):
        key(5, number)


def test_elsewhere_holds_the_pseudo_cells_alone() -> None:
    """One range visits what has no point and what serves an area, and nothing on the map."""
    assert (ELSEWHERE.first_cell, ELSEWHERE.last_cell, ELSEWHERE.miles) == (NOWHERE, AREA, 0.0)
