"""A simple map: rings of miles around a school or a ZIP, and the places found, in pixels.

Near the center the earth is treated as flat, with the curvature of WGS 84 there and the mean latitude of each point: up
to 50 miles the error is far below one percent. North is up.

>>> school, clinic = (42.7325, -84.5555), (42.7325 + 1 / 69.03, -84.5555)  # a mile north
>>> drawn = ring_map(school, [MapPoint("c", "Clinic", *clinic)], within=2, size=200)
>>> [ring.words for ring in drawn.rings], drawn.rings[-1].radius
(['¼ mile', '½ mile', '1 mile', '2 miles'], 84.0)
>>> (dot,) = drawn.dots
>>> (round(dot.x), round(dot.y), dot.number, dot.beyond)
(100, 58, 1, False)
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

EQUATOR = 6_378.137 / 1.609344  # miles
FLATTENING = 1 / 298.257223563
_E2 = FLATTENING * (2 - FLATTENING)

ROUND = {0.25: "¼ mile", 0.5: "½ mile", 1.0: "1 mile", 2.0: "2 miles", 5.0: "5 miles", 10.0: "10 miles", 25.0: "25 miles",
         50.0: "50 miles", 100.0: "100 miles", 250.0: "250 miles", 500.0: "500 miles"}  # fmt: skip
"""The distances that a ring may have."""

LEAST_REACH, LEAST_RING = 0.5, 1 / 8  # miles; as a share of the reach
MARGIN = 16.0  # pixels around the rim, for arrows, labels and the compass
GAP = 18.0  # pixels between two dots, so that a finger hits one of them
_STEPS = 12  # directions tried in each round of a nudge
_ROUNDS = 40


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A place to draw, in degrees; `approximate` if it is only the center of a ZIP or city."""

    id: str
    label: str
    latitude: float
    longitude: float
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle around the center, in miles, in words and in pixels."""

    miles: float
    words: str
    radius: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A point on the map: where it is drawn, and where it belongs (`true_x`, `true_y`) if another was in its way.

    `beyond` means that it is on the rim, with an arrow in the direction `bearing`: degrees clockwise from north.
    """

    id: str
    label: str
    number: int
    x: float
    y: float
    true_x: float
    true_y: float
    miles: float
    bearing: float
    beyond: bool
    approximate: bool

    @property
    def nudged(self) -> bool:
        return (self.x, self.y) != (self.true_x, self.true_y)


@dataclass(frozen=True, slots=True)
class RingMap:
    """A square of `size` pixels: its center, `reach` in miles and `rim` in pixels, rings from the innermost, numbered dots.

    `north` is the position of the compass's N.
    """

    size: int
    center: tuple[float, float]
    reach: float
    rim: float
    north: tuple[float, float]
    rings: tuple[Ring, ...]
    dots: tuple[Dot, ...]


def ring_map(center: tuple[float, float], points: Sequence[MapPoint], within: float | None, size: int) -> RingMap:
    """Return the map of `points` (numbered from 1) around `center` (degrees); it shows all if `within` (miles) is None."""
    offsets = [offset(center, (point.latitude, point.longitude)) for point in points]
    farthest = max((math.hypot(*one) for one in offsets), default=1.0)
    reach = max(LEAST_REACH, within or next((miles for miles in ROUND if miles >= farthest), farthest))
    middle, rim = size / 2, size / 2 - MARGIN
    rings = tuple(Ring(miles, ROUND[miles], rim * miles / reach) for miles in _rounds(reach))
    dots: list[Dot] = []
    for number, (point, (east, north)) in enumerate(zip(points, offsets, strict=True), 1):
        miles, bearing = math.hypot(east, north), math.degrees(math.atan2(east, north)) % 360
        beyond = miles > reach
        scale = rim / max(miles, reach)
        true = middle + east * scale, middle - north * scale
        x, y = _free(true, [(dot.x, dot.y) for dot in dots], middle, rim)
        dots.append(Dot(point.id, point.label, number, x, y, *true, miles, bearing, beyond, point.approximate))
    return RingMap(size, (middle, middle), reach, rim, (middle, MARGIN / 2), rings, tuple(dots))


def offset(center: tuple[float, float], there: tuple[float, float]) -> tuple[float, float]:
    """Return the miles to the east and to the north of the center."""
    latitude, mean = math.radians(there[0] - center[0]), math.radians((there[0] + center[0]) / 2)
    longitude = math.radians((there[1] - center[1] + 180) % 360 - 180)
    bent = 1 - _E2 * math.sin(mean) ** 2
    east = EQUATOR / math.sqrt(bent) * math.cos(mean) * longitude
    north = EQUATOR * (1 - _E2) / bent**1.5 * latitude
    return east, north


def _rounds(reach: float) -> list[float]:
    """Return two to four round distances, the largest that fit."""
    fitting = [miles for miles in ROUND if miles <= reach]
    return [miles for miles in fitting[-4:] if miles >= reach * LEAST_RING or miles in fitting[-2:]]


def _free(wanted: tuple[float, float], taken: Sequence[tuple[float, float]], middle: float, rim: float) -> tuple[float, float]:
    """Return the free spot nearest to the wanted one, inside the rim; the wanted one if the map is full."""
    for x, y in _around(wanted):
        inside = math.hypot(x - middle, y - middle) <= rim + 1e-6
        if inside and all(math.hypot(x - a, y - b) >= GAP for a, b in taken):
            return x, y
    return wanted


def _around(spot: tuple[float, float]) -> Iterator[tuple[float, float]]:
    yield spot
    for turn in range(1, _ROUNDS):
        for step in range(_STEPS):
            angle = 2 * math.pi * (step + turn / 2) / _STEPS
            yield spot[0] + turn * GAP / 2 * math.sin(angle), spot[1] - turn * GAP / 2 * math.cos(angle)
