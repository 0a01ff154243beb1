"""Where the service is: address, ZIP, city and point of each row, held against each other and against the whole list."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial

from importers.columns import Column
from importers.rows.draft import Draft, plain
from importers.values import addresses, no_places, points, text, zips
from importers.values.addresses import Address
from importers.values.boxes import is_box
from importers.values.points import Point
from importers.values.secret_places import withheld

_GIVEN = (
    "address", "city_line", "point", "location.latitude", "address.address_1", "address.address_2", "address.city", "address.region",
    "address.state_province", "address.postal_code", "street.name",
)  # fmt: skip
_TARGETS = {
    "address.address_1": "address_1", "address.address_2": "address_2", "address.city": "city", "address.region": "region",
    "address.state_province": "state", "address.postal_code": "zip", "address.country": "country", "address.attention": "attention",
}  # fmt: skip
_STREET = ("street.number", "street.before", "street.name", "street.type", "street.after")
_IN_TOWN = 3.0  # miles from the nearest ZIP's centre within which a point is taken to lie in its city
_IN_STATE = 30.0
_SHARED = 4  # streets at one point, from which on the point is a ZIP's centre and not theirs
_MAJORITY = 0.5
_NEAR = 15.0  # miles from its ZIP's centre within which no point is implausible; asking is slow
_ONLINE = re.compile(r"^\W*(online|virtual|remote|telehealth|zoom|by phone|telephone|phone only)\b", re.IGNORECASE)
_BOX = re.compile(
    r"\W*(?:(?:p\.? ?o\.?|post(?:al)? office|mail) ?(?:box|drawer|bx)\b|(?:box|drawer|pmb) #? ?\d+\W*$|apartado(?: postal)? \d|apdo\b|caja postal)",
    re.IGNORECASE,
)

_address = lru_cache(maxsize=32768)(addresses.read)
_suite = lru_cache(maxsize=32768)(addresses.split_suite)
_normal = lru_cache(maxsize=32768)(addresses.normal)
_city_centre = lru_cache(maxsize=4096)(zips.city_centre)
_centre = lru_cache(maxsize=8192)(zips.centre)
_zip = lru_cache(maxsize=8192)(zips.read)
_implausible = lru_cache(maxsize=32768)(points.implausible)


@dataclass(slots=True)
class Place:
    """The place of one row on its way: `found` are its points, each with the column and cell that gave it."""

    draft: Draft
    address_1: str | None = None
    address_2: str | None = None
    city: str | None = None
    region: str | None = None
    state: str | None = None
    zip: str | None = None
    country: str | None = None
    attention: str | None = None
    point: Point | None = None
    precision: str | None = None
    found: list[tuple[Point, Column, str]] = field(default_factory=list)
    nowhere: bool = False
    words: list[str] = field(default_factory=list)

    def fill(self, address: Address) -> None:
        """Takes what the address says and the place does not know yet."""
        self.address_1 = self.address_1 or address.address_1
        self.address_2 = self.address_2 or address.address_2
        self.city = self.city or (text.tidy_city(address.city) if address.city else None)
        self.state = self.state or address.state_province
        self.zip = self.zip or address.postal_code


def read(draft: Draft) -> Place | None:
    """The place that the row gives, None where it gives none; a point is only chosen by `complete`."""
    place = Place(draft)
    if not any(plain(cell) for _, cell in draft.full(*_GIVEN)):
        return None
    _parts(place)
    _points(place)
    _addresses(place)
    return place


def _parts(place: Place) -> None:
    draft = place.draft
    for column, cell in draft.full("address.postal_code"):
        place.zip = place.zip or draft.taken(column, cell, _zip(cell))
    if city := draft.said("address.city"):
        if re.search(r"[,;/]|\band\b", city):
            place.region = city
        else:
            place.city = text.tidy_city(city)
    place.region = place.region or draft.said("address.region")
    for column, cell in draft.full("address.state_province"):
        place.state = addresses.state(cell)
        if place.state is None and plain(cell):
            draft.tell(column.header.strip(), cell, "This is no state, so it was left out. Write its two letters.")
    country = draft.said("address.country")
    place.country = (
        "US"
        if country and re.sub(r"[^a-z]", "", country.lower()) in ("us", "usa", "unitedstates", "unitedstatesofamerica")
        else None
    )
    place.attention = draft.said("address.attention")


def _points(place: Place) -> None:
    draft = place.draft
    pair = [next(iter(draft.full(t)), None) for t in ("location.latitude", "location.longitude")]
    if pair[0] and pair[1]:
        (column, latitude), (_, longitude) = pair[0], pair[1]
        if point := draft.taken(column, f"{latitude}, {longitude}", points.read_pair(latitude, longitude)):
            place.found.append((point, column, f"{latitude}, {longitude}"))
    for column, cell in draft.full("point"):
        reading, rest = points.locate(cell)
        if point := draft.taken(column, cell, reading):
            place.found.append((point, column, cell))
        if not draft.has("address", "address.address_1") and re.search(r"[^\W\d_]{3}", rest) and "point" not in rest.lower():
            place.fill(_address(rest).value or Address())


def _addresses(place: Place) -> None:
    draft = place.draft
    for column, cell in draft.full("address.address_1", "address", "city_line"):
        if not plain(cell):
            continue
        if withheld(cell):
            draft.secrets.append(cell.strip())
            continue
        if _nowhere(place, column, cell):
            continue
        if column.target == "address.address_1" and not re.search(r"\d{5}|,\s*(?!N[EW]|S[EW])[A-Z]{2}\.?$|\n", cell):
            street, suite = _suite(cell)
            place.fill(Address(street or None, suite))
            continue
        if address := draft.taken(column, cell, _address(cell)):
            if column.target == "city_line":
                address = Address(
                    None, None, address.city or plain(address.address_1 or ""), address.state_province, address.postal_code
                )
            place.fill(address)
            if address.point:
                place.found.append((address.point, column, cell))
    _street_parts(place)
    second = draft.said("address.address_2")
    if second and not withheld(second) and second.casefold() != (place.address_1 or "").casefold():
        place.address_2 = ", ".join(dict.fromkeys(p for p in (second, place.address_2) if p))


def _nowhere(place: Place, column: Column, cell: str) -> bool:
    """Notes what stands in place of an address: how the service reaches people, and the words themselves, which name no street."""
    head, _, rest = cell.partition(",")
    whole, begun = no_places.read(cell), no_places.read(head)
    said = whole or (begun if column.target == "address" or not re.search(r"\d", rest) else None)
    if said is None:
        if _ONLINE.match(cell):
            place.nowhere = True
            place.draft.given.setdefault("modes", []).append((column, cell))
        return place.nowhere and _ONLINE.match(cell) is not None
    place.nowhere = True
    fields = place.draft.fields
    before = fields.get("modes")
    fields["modes"] = tuple(dict.fromkeys((*(before if isinstance(before, tuple) else ()), *said.modes)))
    words = plain(cell)
    if words and words not in place.words:
        place.words.append(words)
    if whole is None and rest.strip():
        town = _address(f"1 Main St, {rest.strip()}").value or Address()
        place.fill(Address(None, None, town.city, town.state_province, town.postal_code))
    return True


def _street_parts(place: Place) -> None:
    """A street whose number, direction, name and type stand in columns of their own."""
    if place.address_1 is None and place.draft.said("street.name"):
        place.address_1, suite = _suite(" ".join(part for target in _STREET if (part := place.draft.said(target))))
        place.address_2 = place.address_2 or suite


def complete(places: Sequence[Place], state: str | None = None) -> None:
    """Chooses each place's point, fills state and city from the list and the ZIP, and writes the fields.

    `state` is what the whole list says; without it the state is that of most of its rows.
    """
    for place in places:
        if "address" in place.draft.hidden:
            _withhold(place)
    usual = state or _majority([p.state or (zips.state_of(p.zip) if p.zip else None) for p in places])
    every = [(place, i) for place in places for i in range(len(place.found))]
    outliers = points.outliers([place.found[i][0] for place, i in every])
    strange = {(id(place), i) for at, (place, i) in enumerate(every) if at in outliers}
    for place in places:
        place.point = place.draft.attempt(partial(_chosen, place, strange))
    shared = _shared(places)
    for place in places:
        place.draft.attempt(partial(_located, place, usual, shared))
        _write(place)


def _is_box(place: Place) -> bool:
    """Whether the address is only where mail goes: a box is no place that one can go to."""
    line = place.address_1 or place.address_2 or ""
    return bool(_BOX.match(line)) or is_box(line)


def _withhold(place: Place) -> None:
    """Of a confidential place its city, county, state and ZIP are kept, and nothing that stands on a map."""
    place.draft.secrets += [words for words in (place.address_1, place.address_2) if words]
    place.address_1 = place.address_2 = place.attention = None
    place.found = []
    if place.city and withheld(place.city):
        place.city = None


def _majority(states: Sequence[str | None]) -> str | None:
    known = Counter(s for s in states if s)
    best = known.most_common(1)
    return best[0][0] if best and best[0][1] > _MAJORITY * known.total() else None


def _chosen(place: Place, strange: set[tuple[int, int]]) -> Point | None:
    """The first point of the row that can be true; each that cannot is told."""
    centre = _centre(place.zip) if place.zip else None
    chosen: Point | None = None
    for i, (point, column, cell) in enumerate(place.found):
        if centre and points.distance(point, centre) > _NEAR and _implausible(point, centre):
            said = f"This point is {points.distance(point, centre):,.0f} miles from ZIP {place.zip}, so it was left out. Correct the one or the other."
        elif not centre and (id(place), i) in strange:
            said = "This point is far away from all others of the list, so it was left out. Correct it, or write the ZIP."
        else:
            chosen = chosen or point
            continue
        place.draft.tell(column.header.strip(), cell, said)
    return chosen


def _shared(places: Sequence[Place]) -> set[Point]:
    """Points that stand for so many streets that they can be no address: the list has ZIP centres for them."""
    streets: defaultdict[Point, set[str]] = defaultdict(set)
    for place in places:
        if place.point and place.address_1:
            streets[place.point].add(_normal(place.address_1))
    return {point for point, here in streets.items() if len(here) >= _SHARED} | {
        Point(*at) for at in zips.points() if Point(*at) in streets
    }


def _located(place: Place, usual: str | None, shared: set[Point]) -> None:
    centre = _centre(place.zip) if place.zip else None
    place.state = place.state or (centre.state if centre else None)
    if place.point and not (place.state and place.city):
        _by_point(place, place.point)
    place.state = place.state or usual
    if "address" in place.draft.hidden or _is_box(place) or (place.nowhere and not place.address_1):
        # Mail goes there, or nobody goes anywhere: no point of the list or of the ZIP says how far it is.
        place.point = None
        place.city = place.city or (centre.city if centre else None)
        place.country = place.country or ("US" if place.state else None)
        return
    boxed = place.address_1 is not None and is_box(place.address_1)
    if boxed:
        # Mail goes there, and nobody can: no point of the list or of the ZIP says how far it is.
        place.point = None
    if place.point:
        place.precision = "zip" if place.point in shared else "address"
    if centre:
        place.city = place.city or centre.city
        if place.point is None and not boxed:
            place.point, place.precision = Point(centre.latitude, centre.longitude), "zip"
    for city in (place.city, place.region):
        if place.point is None and not boxed and city and (town := _city_centre(city, place.state)):
            place.point, place.precision = Point(town.latitude, town.longitude), "city"
    place.country = place.country or ("US" if place.state else None)


def _by_point(place: Place, point: Point) -> None:
    """State and city where the list names none: those of the ZIP whose centre is nearest, if it is near."""
    near = points.nearest(point)
    if near is None or (place.state and place.state != near[1].state):
        return
    miles, centre = near
    place.state = place.state or (centre.state if miles <= _IN_STATE else None)
    place.city = place.city or (centre.city if miles <= _IN_TOWN else None)


def _write(place: Place) -> None:
    fields = place.draft.fields
    fields["location.latitude"] = place.point.latitude if place.point else None
    fields["location.longitude"] = place.point.longitude if place.point else None
    fields["location.precision"] = place.precision
    for target, name in _TARGETS.items():
        fields[target] = getattr(place, name)
    if place.words and not place.address_1:
        before = fields.get("location.description")
        fields["location.description"] = "\n\n".join((*([before] if isinstance(before, str) else ()), *place.words))
    if _is_box(place):
        fields["location.location_type"] = "postal"
