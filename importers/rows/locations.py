"""Where each place of a list is on the map: its point, state and city, compared with the ZIP and with all other rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial

from importers.fields import Target
from importers.places import points, zips
from importers.places.boxes import begins_with_box
from importers.places.points import Point
from importers.places.secret_places import withheld
from importers.problem_codes import PlaceCode
from importers.problems import Trouble
from importers.records import Value
from importers.rows.findings import Findings, ProblemLog
from importers.rows.read_row import ReadRow
from importers.rows.stages.places import RowPlace

_TARGETS = {
    Target.ADDRESS_ADDRESS_1: "address_1", Target.ADDRESS_ADDRESS_2: "address_2", Target.ADDRESS_CITY: "city", Target.ADDRESS_REGION: "region",
    Target.ADDRESS_STATE_PROVINCE: "state", Target.ADDRESS_POSTAL_CODE: "zip", Target.ADDRESS_COUNTRY: "country", Target.ADDRESS_ATTENTION: "attention",
}  # fmt: skip
_IN_TOWN = 3.0  # miles from the nearest ZIP's center within which a point is taken to be in its city
_IN_STATE = 30.0
_SHARED = 4  # the number of streets at one point from which the point is a ZIP's center and not theirs
_MAJORITY = 0.5
_NEAR = 15.0  # miles from its ZIP's center within which every point is plausible; the exact check is slow

_city_center = lru_cache(maxsize=4096)(zips.city_center)
_center = lru_cache(maxsize=8192)(zips.center)
_implausible = lru_cache(maxsize=32768)(points.implausible)


def located(rows: Sequence[ReadRow], state: str | None = None) -> list[ReadRow]:
    """Return the rows with each place's point chosen, and state and city filled in from the list and the ZIP.

    `state` is the state of the whole list; without it, the state of most rows is used.
    """
    rows = [row.after(_withhold) for row in rows]
    places = _places(rows)
    usual = state or _majority([p.state or (zips.state_of(p.zip) if p.zip else None) for p in places])
    every = [given.point for place in places for given in place.points]
    outliers = frozenset(every[i] for i in points.outliers(every))
    rows = [row.after(partial(_choose, outliers=outliers)) for row in rows]
    shared = _shared(_places(rows))
    return [row.after(partial(_locate, usual=usual, shared=shared)) for row in rows]


def _places(rows: Sequence[ReadRow]) -> list[RowPlace]:
    return [row.place for row in rows if row.place and not row.failed]


def _withhold(row: ReadRow) -> ReadRow:
    """Keep the city, county, state and ZIP of a confidential place, and nothing that is on a map."""
    if row.place is None or "address" not in row.hidden:
        return row
    place = row.place
    secrets = tuple(line for line in (place.address_1, place.address_2) if line)
    city = None if place.city and withheld(place.city) else place.city
    bare = replace(place, address_1=None, address_2=None, attention=None, points=(), city=city, street="")
    return replace(row.having(Findings(secrets=secrets)), place=bare)


def _majority(states: Sequence[str | None]) -> str | None:
    known = Counter(s for s in states if s)
    best = known.most_common(1)
    return best[0][0] if best and best[0][1] > _MAJORITY * known.total() else None


def _choose(row: ReadRow, outliers: frozenset[Point]) -> ReadRow:
    """Choose the first plausible point of the row; each implausible one is a problem."""
    if row.place is None:
        return row
    log = ProblemLog(row.source.line)
    code = row.place.zip
    center = _center(code) if code else None
    chosen: Point | None = None
    for given in row.place.points:
        if center and points.distance(given.point, center) > _NEAR and _implausible(given.point, center):
            miles = round(points.distance(given.point, center))
            trouble = Trouble(PlaceCode.POINT_FAR_FROM_ZIP, {"miles": miles, "zip": code})
        elif not center and given.point in outliers:
            trouble = Trouble(PlaceCode.POINT_FAR_FROM_LIST)
        else:
            chosen = chosen or given.point
            continue
        log.add(given.column.header.strip(), given.cell, trouble)
    return replace(row.having(Findings(problems=log.problems())), place=replace(row.place, point=chosen))


def _shared(places: Sequence[RowPlace]) -> set[Point]:
    """Return the points shared by so many streets that they cannot be addresses: the list gives ZIP centers for them."""
    streets: defaultdict[Point, set[str]] = defaultdict(set)
    for place in places:
        if place.point and place.address_1:
            streets[place.point].add(place.street)
    return {point for point, here in streets.items() if len(here) >= _SHARED} | {
        Point(*at) for at in zips.points() if Point(*at) in streets
    }


def _locate(row: ReadRow, usual: str | None, shared: set[Point]) -> ReadRow:
    """Fill in the fields of the place."""
    if row.place is None:
        return row
    place = _on_the_map(row.place, usual, shared, hidden="address" in row.hidden)
    return replace(row.having(Findings(_fields(place))), place=place)


def _on_the_map(place: RowPlace, usual: str | None, shared: set[Point], *, hidden: bool) -> RowPlace:
    center = _center(place.zip) if place.zip else None
    state = place.state or (center.state if center else None)
    city = place.city
    if place.point and not (state and city):
        state, city = _by_point(state, city, place.point)
    state = state or usual
    point, precision = place.point, None
    if hidden or _is_box(place) or (place.nowhere and not place.address_1):
        # Only mail goes there, or nobody goes anywhere: no point of the list or of the ZIP says how far it is.
        point = None
        city = city or (center.city if center else None)
    else:
        precision = None if point is None else "zip" if point in shared else "address"
        if center:
            city = city or center.city
            if point is None:
                point, precision = Point(center.latitude, center.longitude), "zip"
        for name in (city, place.region):
            if point is None and name and (town := _city_center(name, state)):
                point, precision = Point(town.latitude, town.longitude), "city"
    country = place.country or ("US" if state else None)
    return replace(place, state=state, city=city, country=country, point=point, precision=precision)


def _by_point(state: str | None, city: str | None, point: Point) -> tuple[str | None, str | None]:
    """Return the state and city if the list has none: those of the ZIP with the nearest center, if it is near."""
    near = points.nearest(point)
    if near is None or (state and state != near[1].state):
        return state, city
    miles, center = near
    return state or (center.state if miles <= _IN_STATE else None), city or (center.city if miles <= _IN_TOWN else None)


def _is_box(place: RowPlace) -> bool:
    """Return whether the address is only for mail: a box is not a place to go to."""
    return begins_with_box(place.address_1 or place.address_2 or "")


def _fields(place: RowPlace) -> dict[Target, Value]:
    fields: dict[Target, Value] = {
        Target.LOCATION_LATITUDE: place.point.latitude if place.point else None,
        Target.LOCATION_LONGITUDE: place.point.longitude if place.point else None,
        Target.LOCATION_PRECISION: place.precision,
    }
    fields |= {target: getattr(place, name) for target, name in _TARGETS.items()}
    if place.words and not place.address_1:
        fields[Target.LOCATION_DESCRIPTION] = "\n\n".join(place.words)
    if _is_box(place):
        fields[Target.LOCATION_LOCATION_TYPE] = "postal"
    return fields
