"""The map as a grid of 0.1 degrees whose cells are numbered row by row, so that a circle is a few ranges of numbers.

>>> cell(42.73, -84.55) - cell(42.73, -84.65)          # the neighbor to the west has the number before
1
>>> cell(42.83, -84.55) - cell(42.73, -84.55)          # the neighbor to the north is one row up
3600
>>> [round(part.miles, 1) for part in ranges(42.73, -84.55, 10)]  # four rows of the grid, nearest first
[0.0, 2.1, 4.8, 8.9]

A key is `cell << KEY_BITS | number`: the keys of one range of cells are one range of keys, and a key contains its cell.
Services without a point are in pseudo-cells above all real ones, which every search visits too (`ELSEWHERE`).

Distances here are lower bounds. On the ellipsoid (WGS 84) no curve is shorter than on a sphere of its least radius of
curvature, a(1 - e²) = 6,335.4 km, at the same latitudes and longitudes: what lies outside a circle on that
sphere lies outside the geodesic circle. The cost is at most 1 % too much at the rim.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

PER_DEGREE = 10
ROWS = 180 * PER_DEGREE
COLUMNS = 360 * PER_DEGREE

NOWHERE = ROWS * COLUMNS
"""The pseudo-cell of services without a point: by phone, online, or at a confidential address."""

AREA = NOWHERE + 1
"""The pseudo-cell of services for residents of some area, however far away the service itself is."""

KEY_BITS = 28
_NUMBERS = 1 << KEY_BITS

LEAST_RADIUS = 6_335.4 / 1.609344  # miles
_HAIR = 1e-9  # degrees (0.1 mm): more than any rounding error, so that a point on an edge is never lost
_SLACK = 1e-6  # miles (2 mm): subtracted from each least distance for the same reason


@dataclass(frozen=True, slots=True)
class Range:
    """Cells from `first_cell` to `last_cell`, inclusive; none of their points is nearer than `miles`."""

    first_cell: int
    last_cell: int
    miles: float


ELSEWHERE = Range(NOWHERE, AREA, 0.0)


def cell(latitude: float, longitude: float) -> int:
    """Return the number of the cell that contains the point (degrees); raise ValueError if there is no such point."""
    _check(latitude, longitude)
    return _row(latitude) * COLUMNS + _column(longitude)


def ranges(latitude: float, longitude: float, miles: float) -> tuple[Range, ...]:
    """Return the cells that cover every point within `miles` (geodesic), a range for each row of the grid, nearest first.

    A row that crosses the antimeridian has two ranges. The pseudo-cells are not included.
    """
    _check(latitude, longitude)
    if not miles >= 0:
        raise ValueError(f"A distance in miles is 0 or more, not {miles}.")
    radius = min(miles / LEAST_RADIUS, math.pi)
    reach = math.degrees(radius) + _HAIR
    rows = range(_row(max(-90.0, latitude - reach)), _row(min(90.0, latitude + reach)) + 1)
    found = [part for row in rows for part in _ranges_of_row(row, latitude, _east(longitude), radius)]
    return tuple(sorted(found, key=lambda part: (part.miles, part.first_cell)))


def key(cell: int, number: int) -> int:
    """Return the key of the row with this number in this cell; raise ValueError if the number needs more than KEY_BITS bits."""
    if not 0 <= number < _NUMBERS:
        raise ValueError(f"A number in a key is from 0 to {_NUMBERS - 1}, not {number}.")
    return cell << KEY_BITS | number


def cell_of(key: int) -> int:
    """Return the cell of a key."""
    return key >> KEY_BITS


def _check(latitude: float, longitude: float) -> None:
    if not (-90 <= latitude <= 90 and math.isfinite(longitude)):
        raise ValueError(f"There is no point at latitude {latitude}, longitude {longitude}.")


def _row(latitude: float) -> int:
    return min(math.floor((latitude + 90) * PER_DEGREE), ROWS - 1)


def _east(longitude: float) -> float:
    """Return degrees east of the antimeridian, from 0 to 360: the columns are counted from there."""
    return (longitude + 180) % 360


def _column(longitude: float) -> int:
    return math.floor(_east(longitude) * PER_DEGREE) % COLUMNS


def _ranges_of_row(row: int, latitude: float, east: float, radius: float) -> list[Range]:
    south = max(row / PER_DEGREE - 90 - _HAIR, -90.0)
    north = min((row + 1) / PER_DEGREE - 90 + _HAIR, 90.0)
    half = _half_width(south, north, latitude, radius) + _HAIR
    first, last = math.floor((east - half) * PER_DEGREE), math.floor((east + half) * PER_DEGREE)
    if last - first + 1 >= COLUMNS:
        parts = [(0, COLUMNS - 1)]
    elif first < 0:
        parts = [(0, last), (first + COLUMNS, COLUMNS - 1)]
    elif last >= COLUMNS:
        parts = [(first, COLUMNS - 1), (0, last - COLUMNS)]
    else:
        parts = [(first, last)]
    base = row * COLUMNS
    return [Range(base + a, base + b, _least_miles(south, north, latitude, _gap(a, b, east))) for a, b in parts]


def _half_width(south: float, north: float, latitude: float, radius: float) -> float:
    """Return how many degrees of longitude the circle extends to either side, at its widest between two latitudes."""
    if radius >= math.pi / 2:
        return 180.0
    sine = math.sin(math.radians(latitude)) / math.cos(radius)
    widest = math.degrees(math.asin(max(-1.0, min(1.0, sine))))
    there = math.radians(max(south, min(north, widest)))
    center = math.radians(latitude)
    scale = math.cos(center) * math.cos(there)
    if scale < 1e-12:  # at a pole
        return 180.0
    # 1 - cos of the half width, by haversines: accurate for small circles, where cosines would cancel out
    height = (math.sin(radius / 2) ** 2 - math.sin((there - center) / 2) ** 2) / scale
    return math.degrees(2 * math.asin(math.sqrt(max(0.0, min(1.0, height)))))


def _gap(first: int, last: int, east: float) -> float:
    """Return the degrees of longitude from the point to the nearest edge of the columns; 0 if they contain it."""
    width = (last + 1 - first) / PER_DEGREE + 2 * _HAIR
    past_west_edge = (east - first / PER_DEGREE + _HAIR) % 360
    return 0.0 if past_west_edge <= width else min(past_west_edge - width, 360 - past_west_edge)


def _least_miles(south: float, north: float, latitude: float, gap: float) -> float:
    """Return the distance to the nearest point of a meridian `gap` degrees away, between two latitudes."""
    center, aside = math.radians(latitude), math.radians(gap)
    foot = math.degrees(math.atan2(math.sin(center), math.cos(center) * math.cos(aside)))
    nearest = min(_haversine(center, math.radians(end), aside) for end in (south, north, max(south, min(north, foot))))
    return max(0.0, 2 * LEAST_RADIUS * math.asin(math.sqrt(min(1.0, nearest))) - _SLACK)


def _haversine(latitude: float, other: float, aside: float) -> float:
    return math.sin((other - latitude) / 2) ** 2 + math.cos(latitude) * math.cos(other) * math.sin(aside / 2) ** 2
