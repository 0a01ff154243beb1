"""Miles, and the marks for them."""

from __future__ import annotations

import math

import geopy.distance
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.distance import geodesic_miles, haversine, longest, nearness, reach, shortest
from matching.weights import FARTHEST

LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_the_sphere_bounds_the_geodesic(latitude: float, longitude: float, there: float, along: float) -> None:
    """Wherever two points are, the geodesic lies between the bounds taken from the sphere."""
    sphere = haversine(latitude, longitude, np.array([there]), np.array([along]))
    exact = geopy.distance.geodesic((latitude, longitude), (there, along)).miles
    assert geodesic_miles((latitude, longitude), (there, along)) == exact
    assert shortest(sphere)[0] <= exact <= longest(sphere)[0]


def test_what_is_no_point_has_no_distance() -> None:
    """A point that lacks an end, or lies off the earth, is as good as none."""
    latitudes, longitudes = np.array([math.nan, 42.0, 91.0, 42.0]), np.array([-84.0, math.nan, -84.0, 181.0])
    assert np.isnan(haversine(42.7, -84.5, latitudes, longitudes)).all()


@given(st.floats(0.01, 1000), st.floats(0, 3), st.floats(0, 3))
def test_the_nearer_has_the_higher_mark(within: float, near: float, far: float) -> None:
    """Marks fall with the miles, from 1 to FARTHEST inside the distance asked for."""
    marks = nearness(np.array([min(near, far), max(near, far)]) * within, within)
    assert marks[0] >= marks[1]
    assert nearness(np.array([0.0, within]), within).tolist() == [1.0, FARTHEST]


def test_no_distance_at_all_may_be_asked_for() -> None:
    """Within 0 miles only the same spot has a mark."""
    assert nearness(np.array([0.0, 0.1]), 0.0).tolist() == [1.0, 0.0]


def test_a_near_miss_is_at_most_twice_as_far_or_five_miles_more() -> None:
    """Whichever is farther."""
    assert (reach(2), reach(5), reach(10)) == (7, 10, 20)
