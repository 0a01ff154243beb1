"""What is never stored about a confidential place, whether a list, an export, an edit or a merger says it.

A domestic violence shelter keeps its services, its telephone, its city and its ZIP; nothing that leads to its door is kept. The
mark is only lifted by a separate action, never by a list that no longer carries it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from importers.fields import FIELDS, Target
from importers.identity import ID_TARGETS
from importers.places import streets
from importers.places.streets import Streets
from importers.problem_codes import PlaceCode, SecrecyCode
from importers.problems import WITHHELD, Problem, of_kept_cells
from importers.records import Contact, Cost, Fields, Phone, Record, Schedule, Value, blank

MARK = Target.SERVICE_CONFIDENTIAL
PLACE = (
    Target.ADDRESS_ADDRESS_1, Target.ADDRESS_ADDRESS_2, Target.ADDRESS_ATTENTION, Target.LOCATION_LATITUDE, Target.LOCATION_LONGITUDE, Target.LOCATION_PRECISION,
    Target.LOCATION_NAME, Target.LOCATION_DESCRIPTION, Target.LOCATION_TRANSPORTATION, Target.LOCATION_EXTERNAL_IDENTIFIER, Target.LOCATION_URL,
)  # fmt: skip
"""The targets that lead to the door."""

_POINT = (Target.LOCATION_LATITUDE, Target.LOCATION_LONGITUDE)
_POINTS = frozenset(code for code in PlaceCode if "point" in code)

LINES = (Target.ADDRESS_ADDRESS_1, Target.ADDRESS_ADDRESS_2)
"""The targets that may hold the street itself."""

NAMES = (
    Target.ORGANIZATION_NAME,
    Target.ORGANIZATION_ALTERNATE_NAME,
    Target.SERVICE_NAME,
    Target.SERVICE_ALTERNATE_NAME,
    Target.PROGRAM_NAME,
)
"""The targets by which a place is known and must remain findable."""

_TOWN = (
    Target.ADDRESS_CITY,
    Target.ADDRESS_REGION,
    Target.ADDRESS_STATE_PROVINCE,
    Target.ADDRESS_POSTAL_CODE,
    Target.ADDRESS_COUNTRY,
)
_FIXED = ID_TARGETS | {Target.IDENTIFIER, Target.ORGANIZATION_TAX_ID}
_NO_WORDS = frozenset({"number", "date", "flag", "choice", "codes", "needs"})
_MAP = re.compile(r"\bmaps?\b|[?&]q=", re.IGNORECASE)
_LINKS = (Target.SERVICE_URL, Target.ORGANIZATION_WEBSITE, Target.LOCATION_URL, Target.SERVICE_EMAIL, Target.ORGANIZATION_EMAIL)


def withheld(fields: Fields) -> dict[Target, Value]:
    """Return the fields of a confidential place without anything that leads to it, including its street within other words."""
    told = {target: None if target in PLACE else value for target, value in fields.items()}
    return told | scrubbed(told, of_streets(streets_in(fields)))


def of_a_confidential_row(record: Record, places: Collection[str]) -> Record:
    """Return a row of an export that is marked confidential, without its place; `places` are the headers that lead to it."""
    said = without_streets(record, of_streets(streets_in(record.fields)))
    cells = {header: WITHHELD if header in places and cell.strip() else cell for header, cell in said.cells.items()}
    problems = of_kept_cells(said.problems, record.cells, cells, said.fields.values())
    return replace(said, cells=cells, fields=withheld(record.fields), problems=problems)


def streets_in(fields: Mapping[Target, object]) -> tuple[str, ...]:
    """Return the address lines in a record."""
    return tuple(line for target in LINES if isinstance(line := fields.get(target), str) and line.strip())


def of_a_standing_place(record: Record, standing: Fields, lines: Iterable[str] = ()) -> Record:
    """Return what a list's row may say about an existing record; about a confidential one, nothing on its place.

    `lines` are address lines known from earlier; the row's own street is also withheld from its words.
    """
    if not standing.get(MARK):
        return record
    pattern = of_streets((*lines, *streets_in(record.fields), *streets_in(standing)))
    fields = {t: v for t, v in record.fields.items() if t not in PLACE and not (t == MARK and not v)}
    lost = any(not blank(record.fields.get(target)) for target in PLACE)
    told = (Problem(SecrecyCode.STAYS_CONFIDENTIAL, line=record.line),) if lost else ()
    said = without_streets(replace(record, fields=fields), pattern)
    cells = _without_points(said.cells, record.fields, {one.column for one in record.problems if one.code in _POINTS})
    problems = of_kept_cells(said.problems, record.cells, cells, said.fields.values())
    return replace(said, cells=cells, problems=(*problems, *told))


def without_streets(record: Record, finder: Finder | None) -> Record:
    """Return a row with what `finder` finds withheld from its fields, cells and problems."""
    if finder is None:
        return record
    pattern = _beside_names(finder, record.fields)
    return replace(
        record,
        fields={**record.fields, **scrubbed(record.fields, finder)},
        cells={header: pattern.sub(WITHHELD, cell) for header, cell in record.cells.items()},
        problems=tuple(one.without(partial(pattern.sub, WITHHELD)) for one in record.problems),
    )


def _without_points(cells: Mapping[str, str], fields: Fields, doubted: Collection[str | None]) -> Mapping[str, str]:
    """Return cells without what leads to a place: those that hold one of its fields, its point, or a point that was `doubted`."""
    known = {str(value) for target in PLACE if not blank(value := fields.get(target))}
    point = [f"{abs(value):g}" for target in _POINT if isinstance(value := fields.get(target), float)]
    return {
        header: WITHHELD
        if cell.strip() in known or header.strip() in doubted or any(number in cell for number in point)
        else cell
        for header, cell in cells.items()
    }


def cleared(changes: Mapping[Target, Value], standing: Fields, lines: Iterable[str] = ()) -> dict[Target, Value]:
    """Return the changes that make a record confidential, with all that is known about its place removed."""
    words = scrubbed({**standing, **changes}, of_streets((*lines, *streets_in(standing))))
    gone = {target: None for target in PLACE if not blank(standing.get(target))}
    said = {**changes, **{target: value for target, value in words.items() if target not in PLACE}, **gone}
    return {target: value for target, value in said.items() if value != standing.get(target)}


class Finder(Protocol):
    """Something that finds text: a pattern, or Streets."""

    def sub(self, repl: str, string: str, /) -> str: ...


def of_streets(lines: Iterable[str]) -> Streets | None:
    """Return a finder for the streets in these address lines within other words; None if they have none."""
    return streets.of_lines(tuple(dict.fromkeys(line for line in lines if line != WITHHELD)))


def scrubbed(fields: Fields, finder: Finder | None, names: Fields | None = None) -> dict[Target, Value]:
    """Return the fields in which `finder` finds something, without it.

    `names` has the names of the record if the fields do not: a street's name within them is left alone.
    """
    if finder is None:
        return {}
    bare = finder.in_names() if isinstance(finder, Streets) else finder
    whole = _beside_names(finder, names or fields)
    found: dict[Target, Value] = {}
    for target, value in fields.items():
        kind = FIELDS[target].kind if target in FIELDS else "text"
        if target in _FIXED or kind in _NO_WORDS:
            continue
        link = target in _LINKS or target == Target.URLS
        named = target in NAMES or target in _TOWN or (link and not _MAP.search(str(value)))
        without = _without(bare if named else whole, value, link=link)
        if without != value:
            found[target] = without
    return found


def _beside_names(finder: Finder, fields: Fields) -> Finder:
    if not isinstance(finder, Streets):
        return finder
    return finder.of_record(name for target in NAMES if isinstance(name := fields.get(target), str))


def _without(finder: Finder, value: Value, *, link: bool) -> Value:
    """Return a value without what is found; a web address with a gap leads nowhere and is removed whole."""
    if isinstance(value, str):
        without = finder.sub(WITHHELD, value)
        return None if link and without != value else without
    if not isinstance(value, tuple):
        return value
    items = [(item, _item_without(finder, item)) for item in value]
    kept: Any = tuple(new for old, new in items if new is not None and not (link and new != old))
    return kept if kept != value else value


def _item_without(finder: Finder, item: Any) -> Any:
    """Return an item without what is found; None for a person if nothing else is left."""
    if isinstance(item, str):
        return finder.sub(WITHHELD, item)
    if isinstance(item, Phone | Schedule | Cost) and item.description:
        return replace(item, description=finder.sub(WITHHELD, item.description))
    if isinstance(item, Contact):
        name, title, email = (finder.sub(WITHHELD, part) if part else part for part in (item.name, item.title, item.email))
        if name == WITHHELD:
            return None
        return Contact(name or "", None if title == WITHHELD else title, item.email if email == item.email else None)
    return item
