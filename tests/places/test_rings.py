"""The map of rings: true to the geodesic, readable, and the same for the same points."""

from __future__ import annotations

import math

import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from directory.places.rings import GAP, MARGIN, MapPoint, offset, ring_map

LANSING = (42.7325, -84.5555)


def point(miles: float, bearing: float, start: tuple[float, float] = LANSING, name: str = "p") -> MapPoint:
    """A place so many geodesic miles away in a direction, in degrees from north."""
    there = geodesic(miles=miles).destination(start, bearing)
    return MapPoint(name, name.upper(), there.latitude, there.longitude)


@given(
    st.tuples(st.floats(18, 71), st.floats(-179.9, 179.9)),
    st.floats(0.05, 50),
    st.floats(0, 360),
)
def test_miles_on_the_map_are_geodesic_miles(start: tuple[float, float], miles: float, bearing: float) -> None:
    """From Hawaii to Alaska, up to 50 miles, a point is drawn within one percent of where it is."""
    there = geodesic(miles=miles).destination(start, bearing)
    east, north = offset(start, (there.latitude, there.longitude))
    assert math.hypot(east, north) == pytest.approx(miles, rel=0.01)
    turned = (math.degrees(math.atan2(east, north)) - bearing + 180) % 360 - 180
    assert abs(turned) < 1.5


@pytest.mark.parametrize(
    ("within", "rings"),
    [
        (0.1, ["¼ mile", "½ mile"]),
        (0.5, ["¼ mile", "½ mile"]),
        (1, ["¼ mile", "½ mile", "1 mile"]),
        (3, ["½ mile", "1 mile", "2 miles"]),
        (10, ["2 miles", "5 miles", "10 miles"]),
        (25, ["5 miles", "10 miles", "25 miles"]),
        (500, ["100 miles", "250 miles", "500 miles"]),
    ],
)
def test_rings_stand_at_round_distances(within: float, rings: list[str]) -> None:
    """Two to four rings, none beyond the rim, each as far out as its miles say."""
    drawn = ring_map(LANSING, [], within, 400)
    assert [ring.words for ring in drawn.rings] == rings
    assert all(ring.radius == pytest.approx(drawn.rim * ring.miles / drawn.reach) for ring in drawn.rings)
    assert drawn.rim == 200 - MARGIN


@given(st.floats(0.01, 500))
def test_there_are_always_two_to_four_rings(within: float) -> None:
    """Whatever the distance asked for, there are at least two rings to judge by, and at most four."""
    assert 2 <= len(ring_map(LANSING, [], within, 400).rings) <= 4


@pytest.mark.parametrize(("bearing", "x", "y"), [(0, 0, -1), (90, 1, 0), (180, 0, 1), (270, -1, 0)])
def test_north_is_up(bearing: float, x: int, y: int) -> None:
    """North is up, east is right, and half of the reach is half of the rim."""
    drawn = ring_map(LANSING, [point(5, bearing)], 10, 400)
    (dot,) = drawn.dots
    assert dot.x - 200 == pytest.approx(x * drawn.rim / 2, abs=0.5)
    assert dot.y - 200 == pytest.approx(y * drawn.rim / 2, abs=0.5)
    assert drawn.north[1] < MARGIN


def test_what_is_out_of_reach_stands_on_the_rim() -> None:
    """A point beyond the distance stands on the rim in its own direction, and says so."""
    drawn = ring_map(LANSING, [point(30, 45), point(9, 45)], 10, 400)
    far, near = drawn.dots
    assert (far.beyond, near.beyond) == (True, False)
    assert math.hypot(far.true_x - 200, far.true_y - 200) == pytest.approx(drawn.rim)
    assert far.bearing == pytest.approx(45, abs=0.5)
    assert far.miles == pytest.approx(30, rel=0.01)


def test_without_a_distance_everything_is_on_the_map() -> None:
    """Where no distance was asked for, the map reaches to the first round distance that takes all in."""
    drawn = ring_map(LANSING, [point(1, 10), point(7, 200)], None, 400)
    assert drawn.reach == 10
    assert not any(dot.beyond for dot in drawn.dots)


@given(st.lists(st.tuples(st.floats(0, 30), st.floats(0, 360)), max_size=25))
def test_no_dot_hides_another(spots: list[tuple[float, float]]) -> None:
    """Dots keep apart, stay inside the rim, are numbered in their order, and know where they belong."""
    drawn = ring_map(LANSING, [point(miles, bearing, name=str(n)) for n, (miles, bearing) in enumerate(spots)], 10, 480)
    assert [dot.number for dot in drawn.dots] == list(range(1, len(spots) + 1))
    for n, dot in enumerate(drawn.dots):
        assert math.hypot(dot.x - 240, dot.y - 240) <= drawn.rim + 1e-3
        assert all(math.hypot(dot.x - other.x, dot.y - other.y) >= GAP - 1e-9 for other in drawn.dots[:n])


def test_ten_services_in_one_house_lie_around_it() -> None:
    """Services at one address are nudged apart, all near it; the first is left where it belongs."""
    drawn = ring_map(LANSING, [point(5, 0)] * 10, 10, 400)
    first, *others = drawn.dots
    assert not first.nudged
    assert all(other.nudged for other in others)
    assert all(math.hypot(other.x - other.true_x, other.y - other.true_y) < 4 * GAP for other in others)


def test_an_approximate_point_is_marked() -> None:
    """A point that is only the center of a ZIP says so."""
    place = MapPoint("z", "Z", 42.74, -84.5, approximate=True)
    assert ring_map(LANSING, [place], 10, 400).dots[0].approximate
