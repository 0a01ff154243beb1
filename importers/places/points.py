"""Points on the map, read from two cells or from a text; obvious typing errors are corrected, impossible points reported.

read_pair("-73.98", "40.61")                 ->  Point(40.61, -73.98), swapped
find("47 Street11220\\n(40.649, -74.012)")    ->  Point(40.649, -74.012), "47 Street11220"
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from importers.places import zips
from importers.problem_codes import PlaceCode
from importers.problems import Severity, Trouble
from importers.values import Reading
from importers.values.text import clean, is_blank


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A point in degrees north and degrees east (WGS 84); in the United States the latter are negative."""

    latitude: float
    longitude: float


# West, south, east, north: the fifty states and Puerto Rico; the Aleutians beyond the 180th meridian; Guam and the
# Northern Marianas; American Samoa.
_UNITED_STATES = (
    (-180.0, 17.0, -64.0, 72.0),
    (172.0, 51.0, 180.0, 54.0),
    (144.0, 13.0, 147.0, 21.0),
    (-172.0, -15.0, -168.0, -10.0),
)

_NUMBER = r"[-+−]?\s*[0-9]{1,3}(?:[.,][0-9]+)?"
_ANGLE = re.compile(
    r"(?P<before>[NSEW])?\s*(?P<degrees>" + _NUMBER + r")\s*(?:°|º|˚|deg(?:rees)?\.?)?"
    r"(?:\s*(?P<minutes>[0-9]{1,2}(?:\.[0-9]+)?)\s*['′’](?:\s*(?P<seconds>[0-9]{1,2}(?:\.[0-9]+)?)\s*(?:\"|″|”|''|’’))?)?"
    r"\s*(?P<after>[NSEW])?",
    re.IGNORECASE,
)


def read_pair(latitude: str, longitude: str) -> Reading[Point]:
    """Return the point given by a latitude cell and a longitude cell."""
    if is_blank(latitude) and is_blank(longitude):
        return Reading(None)
    north, east = _angle(latitude), _angle(longitude)
    if north is None or east is None:
        written = {"latitude": _short(latitude), "longitude": _short(longitude)}
        return Reading(None, (Trouble(PlaceCode.NOT_A_POINT, written),))
    return _corrected(north, east)


def _angle(text: str) -> float | None:
    """Return degrees from "41.8", "41.8° N", "41°52'30\\" N"; south and west are negative."""
    match = _ANGLE.fullmatch(clean(text).strip("() ,;"))
    if match is None:
        return None
    degrees = float(re.sub(r"\s", "", match["degrees"]).replace("−", "-").replace(",", "."))
    fraction = float(match["minutes"] or 0) / 60 + float(match["seconds"] or 0) / 3600
    side = (match["before"] or match["after"] or "").upper()
    negative = match["degrees"].lstrip()[0] in "-−" or side in {"S", "W"}
    value = abs(degrees) + fraction
    return -value if negative else value


def _corrected(north: float, east: float) -> Reading[Point]:
    """Return the point that two numbers mean: as written, or with the one correction that puts it in the United States."""
    shown = {"point": f"{north:g}, {east:g}"}
    if north == 0 or east == 0:
        return Reading(None, (Trouble(PlaceCode.POINT_AT_SEA, shown),))
    readings = (
        (north, east, None),
        (north, -abs(east), PlaceCode.POINT_MINUS_ADDED),
        (east, north, PlaceCode.POINT_SWAPPED),
        (east, -abs(north), PlaceCode.POINT_SWAPPED_MINUS_ADDED),
    )
    for latitude, longitude, correction in readings:
        if _in_united_states(latitude, longitude):
            troubles = (Trouble(correction, shown, Severity.INFO),) if correction else ()
            return Reading(Point(latitude, longitude), troubles)
    if abs(north) <= 90 and abs(east) <= 180:
        return Reading(Point(north, east), (Trouble(PlaceCode.POINT_ABROAD, shown),))
    return Reading(None, (Trouble(PlaceCode.POINT_OFF_EARTH, shown),))


def _in_united_states(latitude: float, longitude: float) -> bool:
    return any(west <= longitude <= east and south <= latitude <= north for west, south, east, north in _UNITED_STATES)


_VALUE = r"['\"]?\s*(" + _NUMBER + r")\s*['\"]?"
_FORMS: tuple[tuple[re.Pattern[str], bool], ...] = (
    # GeoJSON and WKT put the longitude first.
    (re.compile(r"\{[^{}]*\"coordinates\"\s*:\s*\[\s*(" + _NUMBER + r")\s*,\s*(" + _NUMBER + r")[^\]]*\][^{}]*\}", re.IGNORECASE), True),
    (re.compile(r"\bPOINT\s*(?:Z\s*)?\(\s*(" + _NUMBER + r")[\s,]+(" + _NUMBER + r")[^)]*\)", re.IGNORECASE), True),
    (re.compile(r"\(\s*([-+−]?[0-9]{1,3}(?:\.[0-9]+)?°?)\s*,\s*([-+−]?[0-9]{1,3}(?:\.[0-9]+)?°?)\s*\)"), False),
    (re.compile(r"(?<![0-9.])([-+−]?[0-9]{1,3}\.[0-9]+)\s*,\s*([-+−]?[0-9]{1,3}\.[0-9]+)(?![0-9.])"), False),
    (re.compile(
        r"([0-9]{1,3}(?:\.[0-9]+)?\s*°[^NSEW,]{0,20}[NS])\s*,?\s*([0-9]{1,3}(?:\.[0-9]+)?\s*°[^NSEW,]{0,20}[EW])", re.IGNORECASE
    ), False),
)  # fmt: skip
_SOCRATA_LATITUDE = re.compile(r"['\"]latitude['\"]\s*:\s*" + _VALUE, re.IGNORECASE)
_SOCRATA_LONGITUDE = re.compile(r"['\"]longitude['\"]\s*:\s*" + _VALUE, re.IGNORECASE)
_SOCRATA_PARTS = re.compile(r"\"(address|city|state|zip)\\?\"\s*:\s*\\?\"([^\"\\]*)", re.IGNORECASE)


def find(text: str) -> tuple[Point | None, str]:
    """Return the point in a text, and the text without it."""
    reading, rest = locate(text)
    return reading.value, rest


def locate(text: str) -> tuple[Reading[Point], str]:
    """Return what `find` does, with troubles: a rejected point is removed from the text all the same."""
    if (north := _SOCRATA_LATITUDE.search(text)) and (east := _SOCRATA_LONGITUDE.search(text)):
        parts = [value.strip() for _, value in _SOCRATA_PARTS.findall(text) if value.strip()]
        return read_pair(north.group(1), east.group(1)), ", ".join(parts)
    for pattern, longitude_first in _FORMS:
        if match := pattern.search(text):
            first, second = match.groups()
            reading = read_pair(second, first) if longitude_first else read_pair(first, second)
            rest = f"{text[: match.start()].rstrip(' ,;')} {text[match.end() :].lstrip(' ,;')}"
            return reading, rest.strip()
    return Reading(None), text


def distance(a: Point | zips.Center, b: Point | zips.Center) -> float:
    """Return miles between two points on a sphere (haversine), within 0.5%: for judging points, not for showing to families."""
    north_a, north_b = math.radians(a.latitude), math.radians(b.latitude)
    half = math.sin((north_b - north_a) / 2) ** 2
    half += math.cos(north_a) * math.cos(north_b) * math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * 3958.8 * math.asin(math.sqrt(min(1.0, half)))


def implausible(point: Point, center: zips.Center, miles: float = 40.0) -> bool:
    """Whether a point is too far from the center of the ZIP in its address.

    The limit is ten times the distance from that center to its fifth neighbor, but at least 15 miles (New York) and at most
    `miles`. Only where ZIPs are huge is it more, three times that distance: 210 miles for Big Bend in Texas, 480 for Barrow in
    Alaska.
    """
    spacing = _fifth_neighbor(center)
    return distance(point, center) > max(15.0, min(miles, 10 * spacing), 3 * spacing)


_CELL = 0.5  # degrees; the grid in which ZIP centers are indexed


@functools.cache
def _grid() -> dict[tuple[int, int], tuple[Point, ...]]:
    """Return the distinct points of all ZIPs by grid cell."""
    cells: dict[tuple[int, int], list[Point]] = {}
    for latitude, longitude in sorted(zips.points()):
        cells.setdefault((math.floor(latitude / _CELL), math.floor(longitude / _CELL)), []).append(Point(latitude, longitude))
    return {cell: tuple(inside) for cell, inside in cells.items()}


def _nearest_zips(here: Point | zips.Center, count: int) -> list[tuple[float, Point]]:
    """Return the nearest ZIP points with their miles: rings of cells are searched until the next one cannot hold a nearer point."""
    row, column = math.floor(here.latitude / _CELL), math.floor(here.longitude / _CELL)
    width = 69.0 * _CELL * max(0.1, math.cos(math.radians(min(85.0, abs(here.latitude) + 5))))  # miles across a cell, at least
    found: list[tuple[float, Point]] = []
    for ring in range(60):
        for y in range(row - ring, row + ring + 1):
            step = 1 if abs(y - row) == ring else 2 * ring
            for x in range(column - ring, column + ring + 1, step or 1):
                found += [(distance(point, here), point) for point in _grid().get((y, x), ())]
        found = sorted(found)[:count]
        if len(found) == count and found[-1][0] <= ring * width:
            break
    return found


def nearest(point: Point) -> tuple[float, zips.Center] | None:
    """Return the ZIP whose center is nearest to a point, with the miles to it; None if all are far away."""
    found = _nearest_zips(point, 1)
    return (found[0][0], zips.at(found[0][1].latitude, found[0][1].longitude)) if found else None


@functools.lru_cache(maxsize=8192)
def _fifth_neighbor(center: zips.Center) -> float:
    """Return miles to the fifth nearest other ZIP; ZIPs of one town often share a point, which counts once."""
    near = _nearest_zips(center, 6)  # its own among them
    if len(near) < 6:  # an island far away from all others
        near = sorted((distance(Point(*point), center), Point(*point)) for point in zips.points())[:6]
    return near[5][0]


def outliers(points: Sequence[Point]) -> set[int]:
    """Return the indexes of points that cannot belong to their list, for places without a ZIP.

    A list's reach is five times the radius around its middle that holds nine tenths of its points, but at least 50 miles. A
    point beyond it is an outlier unless two other places in the list lie within 30 miles of it: a statewide or national list
    reaches as far as its points do and loses none; a city's list loses the one that fell into another state. A list of fewer
    than 8 places is too short to judge.
    """
    places = sorted(set(points))
    if len(places) < 8:
        return set()
    middle = Point(median(p.latitude for p in places), median(p.longitude for p in places))
    away = {place: distance(place, middle) for place in places}
    reach = max(50.0, 5 * sorted(away.values())[int(0.9 * (len(places) - 1))])
    strange = {place for place in places if away[place] > reach and not _has_company(place, places)}
    return {index for index, point in enumerate(points) if point in strange}


def _has_company(place: Point, places: Iterable[Point]) -> bool:
    near = (other for other in places if other != place and distance(place, other) <= 30)
    return next(near, None) is not None and next(near, None) is not None


def _short(text: str) -> str:
    text = clean(text)
    return text if len(text) <= 40 else text[:39] + "…"
