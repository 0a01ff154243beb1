"""Where a row says that its service is: address, ZIP, city, points, and words in place of an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, reduce

from importers.columns import Column
from importers.fields import Target
from importers.places import addresses, no_places, points, zips
from importers.places.addresses import ParsedAddress
from importers.places.points import Point
from importers.places.secret_places import withheld
from importers.problem_codes import PlaceCode
from importers.problems import Trouble
from importers.records import Fields
from importers.rows.findings import Findings, ProblemLog
from importers.rows.source_row import SourceRow, plain
from importers.values import text

_GIVEN = (
    "address", "city_line", "point", Target.LOCATION_LATITUDE, Target.ADDRESS_ADDRESS_1, Target.ADDRESS_ADDRESS_2, Target.ADDRESS_CITY, Target.ADDRESS_REGION,
    Target.ADDRESS_STATE_PROVINCE, Target.ADDRESS_POSTAL_CODE, "street.name",
)  # fmt: skip
_STREET = ("street.number", "street.before", "street.name", "street.type", "street.after")
_ONLINE = re.compile(r"^\W*(online|virtual|remote|telehealth|zoom|by phone|telephone|phone only)\b", re.IGNORECASE)

_address = lru_cache(maxsize=32768)(addresses.read)
_suite = lru_cache(maxsize=32768)(addresses.split_suite)
_normal = lru_cache(maxsize=32768)(addresses.normal)
_zip = lru_cache(maxsize=8192)(zips.read)


@dataclass(frozen=True, slots=True)
class GivenPoint:
    """A point with the column and the cell that gave it."""

    point: Point
    column: Column
    cell: str


@dataclass(frozen=True, slots=True)
class RowPlace:
    """The place that a row, or one of its cells, gives.

    `points` are all points that are given; `point` is the chosen one, with its `precision`. If the row says that the service has
    no place (`nowhere`), `words` are those that say so, `modes` how it reaches people instead (None if the words do not say), and
    `online` the cells that say it is online. `secrets` are words for a place that must not be shown; `street` is `address_1` in
    the form in which streets are compared, "" without one.
    """

    address_1: str | None = None
    address_2: str | None = None
    city: str | None = None
    region: str | None = None
    state: str | None = None
    zip: str | None = None
    country: str | None = None
    attention: str | None = None
    points: tuple[GivenPoint, ...] = ()
    nowhere: bool = False
    words: tuple[str, ...] = ()
    modes: tuple[str, ...] | None = None
    online: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    point: Point | None = None
    precision: str | None = None
    street: str = ""

    def joined(self, other: RowPlace) -> RowPlace:
        """Return the place completed by what only `other` says; a suite or a town of another street is not this one's."""
        if self.address_1 and other.address_1 and _number_of(self.address_1) != _number_of(other.address_1):
            other = replace(other, address_2=None, city=None, zip=None, points=())
        return replace(
            self,
            address_1=self.address_1 or other.address_1,
            address_2=self.address_2 or other.address_2,
            city=self.city or other.city,
            state=self.state or other.state,
            zip=self.zip or other.zip,
            points=(*self.points, *other.points),
            nowhere=self.nowhere or other.nowhere,
            words=_each_once(self.words, other.words),
            modes=self.modes if other.modes is None else _each_once(self.modes or (), other.modes),
            online=(*self.online, *other.online),
            secrets=(*self.secrets, *other.secrets),
        )


@dataclass(frozen=True, slots=True)
class GivenPlace:
    """The place of a row, None if it has none, with what else was found on the way."""

    place: RowPlace | None
    findings: Findings


def read(row: SourceRow) -> GivenPlace:
    """Return the place of the row; its point is chosen later, when all rows are known."""
    if not any(plain(cell) for _, cell in row.full(*_GIVEN)):
        return GivenPlace(None, Findings())
    log = ProblemLog(row.line)
    parts = (_parts(row, log), *_points(row, log), *_addresses(row, log))
    place = _at_no_one_site(row, _with_second_line(row, _with_street_parts(row, reduce(RowPlace.joined, parts))))
    fields: Fields = {} if place.modes is None else {Target.MODES: place.modes}
    place = replace(place, street=_normal(place.address_1) if place.address_1 else "")
    return GivenPlace(place, log.findings(fields, place.secrets))


def _number_of(street: str) -> str:
    """Return the number of a house, by which two ways to write one street are known as one; the whole street without a number."""
    found = re.match(r"\d+", street)
    return found[0] if found else _normal(street)


def _each_once(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _of_address(address: ParsedAddress) -> RowPlace:
    return RowPlace(
        address_1=address.address_1,
        address_2=address.address_2,
        city=text.tidy_city(address.city) if address.city else None,
        state=address.state_province,
        zip=address.postal_code,
    )


def _parts(row: SourceRow, log: ProblemLog) -> RowPlace:
    """Return the parts of an address that have columns of their own."""
    read = (code for column, cell in row.full(Target.ADDRESS_POSTAL_CODE) if (code := log.value(column, cell, _zip(cell))))
    code = next(read, None)
    city = row.said(Target.ADDRESS_CITY)
    several = city is not None and re.search(r"[,;/]|\band\b", city) is not None
    state = None
    for column, cell in row.full(Target.ADDRESS_STATE_PROVINCE):
        state = addresses.state(cell)
        if state is None and plain(cell):
            log.add(column.header.strip(), cell, Trouble(PlaceCode.NOT_A_STATE))
    country = re.sub(r"[^a-z]", "", (row.said(Target.ADDRESS_COUNTRY) or "").lower())
    return RowPlace(
        city=text.tidy_city(city) if city and not several else None,
        region=city if several else row.said(Target.ADDRESS_REGION),
        state=state,
        zip=code,
        country="US" if country in {"us", "usa", "unitedstates", "unitedstatesofamerica"} else None,
        attention=row.said(Target.ADDRESS_ATTENTION),
    )


def _points(row: SourceRow, log: ProblemLog) -> Iterator[RowPlace]:
    """Return the points of the row, and an address beside a point in the same cell."""
    latitude, longitude = (next(row.full(target), None) for target in (Target.LOCATION_LATITUDE, Target.LOCATION_LONGITUDE))
    if latitude and longitude:
        column, cell = latitude[0], f"{latitude[1]}, {longitude[1]}"
        if point := log.value(column, cell, points.read_pair(latitude[1], longitude[1])):
            yield RowPlace(points=(GivenPoint(point, column, cell),))
    for column, cell in row.full("point"):
        reading, rest = points.locate(cell)
        if point := log.value(column, cell, reading):
            yield RowPlace(points=(GivenPoint(point, column, cell),))
        if not row.has("address", Target.ADDRESS_ADDRESS_1) and re.search(r"[^\W\d_]{3}", rest) and "point" not in rest.lower():
            yield _of_address(_address(rest).value or ParsedAddress())


def _addresses(row: SourceRow, log: ProblemLog) -> Iterator[RowPlace]:
    """Return what each cell of an address says."""
    for column, cell in row.full(Target.ADDRESS_ADDRESS_1, "address", "city_line"):
        if not plain(cell):
            continue
        if withheld(cell):
            yield RowPlace(secrets=(cell.strip(),))
        elif nowhere := _nowhere(column, cell):
            yield nowhere
        elif column.target == Target.ADDRESS_ADDRESS_1 and not re.search(r"\d{5}|,\s*(?!N[EW]|S[EW])[A-Z]{2}\.?$|\n", cell):
            street, suite = _suite(cell)
            yield RowPlace(address_1=street or None, address_2=suite)
        elif address := log.value(column, cell, _address(cell)):
            if column.target == "city_line":
                town = address.city or plain(address.address_1 or "")
                address = ParsedAddress(None, None, town, address.state_province, address.postal_code)
            given = (GivenPoint(address.point, column, cell),) if address.point else ()
            yield replace(_of_address(address), points=given)


def _nowhere(column: Column, cell: str) -> RowPlace | None:
    """Return what is given in place of an address: how the service reaches people, and the words, which name no street."""
    head, _, rest = cell.partition(",")
    whole, begun = no_places.read(cell), no_places.read(head)
    said = whole or (begun if column.target == "address" or not re.search(r"\d", rest) else None)
    if said is None:
        return RowPlace(nowhere=True, online=(cell,)) if _ONLINE.match(cell) else None
    words = plain(cell)
    place = RowPlace(nowhere=True, modes=said.modes, words=(words,) if words else ())
    if whole is None and rest.strip():
        town = _address(f"1 Main St, {rest.strip()}").value or ParsedAddress()
        return place.joined(_of_address(replace(town, address_1=None, address_2=None)))
    return place


def _with_street_parts(row: SourceRow, place: RowPlace) -> RowPlace:
    """Return the street whose number, direction, name and type have columns of their own."""
    if place.address_1 is not None or not row.said("street.name"):
        return place
    street, suite = _suite(" ".join(part for target in _STREET if (part := row.said(target))))
    return replace(place, address_1=street, address_2=place.address_2 or suite)


def _at_no_one_site(row: SourceRow, place: RowPlace) -> RowPlace:
    """Return the place as none where the row's site is "Various" and no street is given."""
    site = row.said(Target.LOCATION_NAME)
    if site is None or place.address_1 is not None or not no_places.is_no_name(site):
        return place
    return replace(place, nowhere=True, words=_each_once(place.words, (site,)))


def _with_second_line(row: SourceRow, place: RowPlace) -> RowPlace:
    second = row.said(Target.ADDRESS_ADDRESS_2)
    if not second or withheld(second) or second.casefold() == (place.address_1 or "").casefold():
        return place
    return replace(place, address_2=", ".join(_each_once((second,), (place.address_2,) if place.address_2 else ())))
