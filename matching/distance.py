"""How far a service is from the student.

All candidates are measured at once on a sphere. What is shown, and what decides whether a service is within the distance
asked for, is the geodesic. The first bounds the second, so few geodesics are needed:

    >>> lansing, flint = (42.7325, -84.5555), (43.0125, -83.6875)
    >>> round(geodesic_miles(lansing, flint), 3)
    48.122
    >>> sphere = haversine(42.7325, -84.5555, np.array([43.0125, np.nan]), np.array([-83.6875, -83.0]))
    >>> sphere.round(3)
    array([48.021,    nan])
    >>> bool(shortest(sphere)[0] < geodesic_miles(lansing, flint) < longest(sphere)[0])
    True

Nearer is better, by less and less; at the distance asked for the mark is FARTHEST:

    >>> nearness(np.array([0.0, 5.0, 10.0]), 10.0).round(3).tolist()
    [1.0, 0.571, 0.4]
"""

from __future__ import annotations

import math

import geopy.distance
import numpy as np
import numpy.typing as npt

from matching.query import Floats
from matching.weights import FARTHEST, NEAR_FACTOR, NEAR_MILES

EARTH_MILES = 3958.7613
"""The mean radius of the earth."""

# The radii of curvature of WGS 84 are between 0.99442 and 1.00449 of the mean radius, so that no path on the ellipsoid
# is shorter or longer than the same path on the sphere by more. The slack is for rounding at opposite ends of the earth.
SHORTEST, LONGEST, SLACK = 0.9944, 1.0045, 1e-3

# One object for all measurements: each new one computes the series of the ellipsoid again.
_EARTH = geopy.distance.geodesic()


def haversine(latitude: float, longitude: float, latitudes: Floats, longitudes: Floats) -> Floats:
    """Return the miles on the sphere from one point (degrees) to many; NaN for those without a point on the earth."""
    there = (np.abs(latitudes) <= 90) & (np.abs(longitudes) <= 180)
    p, q = math.radians(latitude), np.radians(np.where(there, latitudes, np.nan))
    half = np.sin((q - p) / 2) ** 2 + math.cos(p) * np.cos(q) * np.sin(np.radians(longitudes - longitude) / 2) ** 2
    miles: Floats = 2 * EARTH_MILES * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
    return miles


def shortest(sphere: Floats) -> Floats:
    """Return the shortest possible geodesic for a distance on the sphere, in miles."""
    return np.maximum(sphere * SHORTEST - SLACK, 0.0)


def longest(sphere: Floats) -> Floats:
    """Return the longest possible geodesic for a distance on the sphere, in miles."""
    return sphere * LONGEST + SLACK


def geodesic_miles(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return the miles along the earth (WGS 84) between two points in degrees."""
    return float(geopy.distance.geodesic(_EARTH.measure(start, end)).miles)


def within(start: tuple[float, float], latitudes: Floats, longitudes: Floats, miles: float) -> npt.NDArray[np.bool_]:
    """Return which points are within this many miles of a start, NaN being none; only those in doubt on the sphere are measured."""
    sphere = haversine(*start, latitudes, longitudes)
    near: npt.NDArray[np.bool_] = longest(sphere) <= miles
    for i in np.flatnonzero(~near & (shortest(sphere) <= miles)):
        near[i] = geodesic_miles(start, (float(latitudes[i]), float(longitudes[i]))) <= miles
    return near


def nearness(miles: Floats, within: float) -> Floats:
    """Return the mark for distance: 1 at no distance, FARTHEST at `within` miles, and lower beyond."""
    share = miles / within if within > 0 else np.where(miles > 0, np.inf, 0.0)
    marks: Floats = 1 / (1 + share * (1 / FARTHEST - 1))
    return marks


def reach(within: float) -> float:
    """Return how many miles away a service may be to be a near miss."""
    return max(NEAR_FACTOR * within, within + NEAR_MILES)
