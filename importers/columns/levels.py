"""The record that a column belongs to if its header leaves it open: the agency, the service or the place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from importers.columns import headers
from importers.columns.column import Column
from importers.columns.contents import ColumnProfile
from importers.columns.relations import POSTS
from importers.fields import Target
from importers.tables.table import Table
from importers.values import text
from matching import needs

_SERVICES_OWN = {
    Target.ORGANIZATION_EMAIL: Target.SERVICE_EMAIL,
    Target.ORGANIZATION_WEBSITE: Target.SERVICE_URL,
    Target.ORGANIZATION_DESCRIPTION: Target.SERVICE_DESCRIPTION,
}
_NAMES = (Target.ORGANIZATION_NAME, Target.SERVICE_NAME, Target.LOCATION_NAME, Target.SERVICE_ALTERNATE_NAME)
_PLAINLY = 0.85
_KINDS = 60  # distinct texts in a column; with more, they are not categories
_BRIEF = 45  # characters of one item
_BARE_RANGE = re.compile(r"\d{1,2}\s*(?:-|–|to)\s*\d{1,2}")
_KINDERGARTEN = re.compile(r"^(?:pre-?k|pk|tk|k)\s*(?:-|–|to|thru|through)\s*\d{1,2}(?:th|rd|nd|st)?$", re.IGNORECASE)
_SCHOOLS = frozenset("1-5 1-6 1-8 2-5 3-5 3-8 4-5 4-8 5-6 5-8 6-8 6-12 7-8 7-9 7-12 8-12 9-12 10-12 11-12".split())
_SERVICES_NAMED = (Target.SERVICE_NAME, Target.PROGRAM_NAME, "names")
_WHERE = (Target.LOCATION_NAME, Target.ADDRESS_ADDRESS_1, "address", Target.PHONES)
_MODELS = frozenset(
    tuple(said.split())
    for said in (
        "program model|model|program type|type program|service type|type service|program component|component|program option|service model|"
        "model type|program kind|tipo programa|modelo|modelo programa|tipo servicio|modalidad programa|program category|service category"
    ).split("|")
)
"""Words of headers of a kind of program that may stand for its name."""
_VARIES = 0.3  # of the agencies with several rows
_SAME = 0.9  # of the cells of two columns
_BROUGHT = 3  # agencies that must differ before a column is taken from the agency


@dataclass(frozen=True, slots=True)
class _Case:
    """A table with its columns so far; those in `fixed` were set by a person."""

    table: Table
    columns: list[Column]
    profiles: Sequence[ColumnProfile]
    fixed: frozenset[int]

    def at(self, target: str) -> int | None:
        """Return the column of a target; None if there is none."""
        return next((c.index for c in self.columns if c.target == target), None)

    def guessed(self, target: str) -> int | None:
        """Return the column of a target, unless a person set it."""
        index = self.at(target)
        return None if index in self.fixed else index

    def set(self, index: int, target: str | None) -> None:
        before = self.columns[index]
        self.columns[index] = replace(before, target=target, how=before.how if target else "none")


def settle(
    table: Table, columns: Sequence[Column], profiles: Sequence[ColumnProfile], fixed: frozenset[int]
) -> tuple[Column, ...]:
    """Return the columns with names, email, web and descriptions at their level, and phone names linked to their phones."""
    case = _Case(table, list(columns), profiles, fixed)
    for step in (
        _persons,
        _names,
        _models,
        _translations,
        _own,
        _streets,
        _boroughs,
        _towns,
        _areas,
        _lists,
        _grades,
        _hours,
        _contacts,
        _repeats,
        _phone_names,
    ):
        step(case)
    return tuple(case.columns)


def _names(case: _Case) -> None:
    """Assign a plain "name" to the agency if it has no other column, else to the service, else to the place."""
    if (plain := case.at("name")) is not None:
        if plain not in case.fixed and _of_many_programs(case, plain):
            case.set(plain, Target.SERVICE_NAME)
            return
        free = [t for t in (_NAMES if plain in case.fixed or _says_name(case, plain) else _NAMES[:3]) if case.at(t) is None]
        case.set(plain, free[0] if free else None)
    if case.at(Target.ORGANIZATION_NAME) is None and case.at(Target.SERVICE_NAME) is None:
        for target in (Target.PROGRAM_NAME, Target.LOCATION_NAME, Target.SERVICE_SCHOOL):
            if (index := case.guessed(target)) is not None:
                if not _of_many_programs(case, index):
                    case.set(index, Target.ORGANIZATION_NAME)
                return


def _of_many_programs(case: _Case, names: int) -> bool:
    """Whether the list names no agencies, but gives their numbers, and several names stand beside one number."""
    number = case.at("parent.id")
    return number is not None and case.at(Target.ORGANIZATION_NAME) is None and _varies(case.table, number, names)


def _persons(case: _Case) -> None:
    """Make a "name" beside an agency and a column of job titles the name of a person: those named are no services."""
    plain, title = case.guessed("name"), case.at("contact.title")
    if plain is None or title is None or case.at(Target.ORGANIZATION_NAME) is None or case.at("contact.name") is not None:
        return
    jobs = [cell for row in case.table.rows if (cell := row.cells[title].strip())]
    if sum(1 for job in jobs if POSTS.search(job)) > 0.5 * len(jobs):
        case.set(plain, "contact.name")


def _models(case: _Case) -> None:
    """Let the kind of program name the service where only it tells the programs of an agency at one site apart."""
    organization, kind = case.at(Target.ORGANIZATION_NAME), case.guessed(Target.CATEGORIES)
    if organization is None or kind is None or any(case.at(t) is not None for t in _SERVICES_NAMED):
        return
    if headers.words(case.columns[kind].header) not in _MODELS or case.profiles[kind].length > _BRIEF:
        return
    where = [i for t in _WHERE if (i := case.at(t)) is not None]
    at_one: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in case.table.rows:
        if said := row.cells[kind].strip().casefold():
            at_one[tuple(row.cells[i].strip().casefold() for i in (organization, *where))].append(said)
    if where and any(len(set(said)) > 1 for said in at_one.values()):
        case.columns[kind] = replace(case.columns[kind], option="name")


def _translations(case: _Case) -> None:
    """Keep what is said of translation in words where the languages that are spoken have a column of their own."""
    spoken = [c for c in case.columns if c.target == Target.LANGUAGES]
    translated = [c for c in spoken if {"translation", "traduccion"} & set(headers.words(c.header))]
    if len(translated) < len(spoken) and case.at(Target.SERVICE_INTERPRETATION_SERVICES) is None:
        for c in translated:
            if c.index not in case.fixed:
                case.set(c.index, Target.SERVICE_INTERPRETATION_SERVICES)


def _says_name(case: _Case, index: int) -> bool:
    """Whether the header is literally "Name"; "Sponsor name" is not another name of the provider."""
    return headers.hints(case.columns[index].header).get("name", headers.Hint(0)).score > _PLAINLY


def _streets(case: _Case) -> None:
    """Keep the parts of a street only if they are complete and no column has the whole street."""
    name = case.guessed("street.name")
    if case.at(Target.ADDRESS_ADDRESS_1) is None and case.at("address") is None and name is not None:
        if case.at("street.number") is not None:
            return
        case.set(name, Target.ADDRESS_ADDRESS_1)
    for part in [c for c in case.columns if (c.target or "").startswith("street.") and c.index not in case.fixed]:
        case.set(part.index, None)


def _areas(case: _Case) -> None:
    """Make a "service area" whose cells are kinds of help a category."""
    area = case.guessed(Target.SERVICE_AREAS)
    if area is None:
        return
    said = {row.cells[area].strip() for row in case.table.rows} - {""}
    kinds = sum(1 for words in said if needs.classify({"categories": [words]}))
    if 1 < len(said) <= _KINDS and kinds > 0.5 * len(said):
        case.set(area, Target.CATEGORIES)


def _lists(case: _Case) -> None:
    """Make a "description" that only lists kinds of help ("Counseling, Health/Wellness") a column of categories."""
    for c in [c for c in case.columns if c.target == Target.SERVICE_DESCRIPTION and c.index not in case.fixed]:
        cells = {row.cells[c.index] for row in case.table.rows} - {""}
        items = list(dict.fromkeys(item for cell in list(cells)[:_KINDS] for item in text.split_list(cell)))
        brief = items and max(map(len, items)) <= _BRIEF and not any(item.endswith(".") for item in items)
        kinds = brief and sum(1 for item in items if needs.classify({"categories": [item]}))
        if len(cells) > 1 and kinds and kinds > 0.5 * len(items):
            case.set(c.index, Target.CATEGORIES)


def _grades(case: _Case) -> None:
    """Read all bare numbers in a column as grades if it has "K-5" beside "6-8" and no number above 12."""
    for c in [c for c in case.columns if c.target == "ages" and c.index not in case.fixed]:
        said = {row.cells[c.index].strip() for row in case.table.rows} - {""}
        ranges = {words for words in said if _BARE_RANGE.fullmatch(words)}
        from_kindergarten = {words for words in said if _KINDERGARTEN.search(words)}
        if (
            ranges
            and from_kindergarten
            and ranges <= _SCHOOLS
            and not any(int(n) > 12 for w in said for n in re.findall(r"\d+", w))
        ):
            case.columns[c.index] = replace(c, option="grades")


def _own(case: _Case) -> None:
    """Assign to the service what differs among the rows of one agency."""
    organization = case.at(Target.ORGANIZATION_NAME)
    for target, own in _SERVICES_OWN.items():
        index = case.guessed(target)
        if index is None or organization is None or (case.at(own) is not None and own != Target.SERVICE_DESCRIPTION):
            continue
        if _varies(case.table, organization, index) and case.at(Target.SERVICE_NAME) is not None:
            case.set(index, own)


def _varies(table: Table, organization: int, index: int) -> bool:
    cells: dict[str, list[str]] = defaultdict(list)
    for row in table.rows:
        if row.cells[organization].strip() and row.cells[index].strip():
            cells[row.cells[organization].strip().casefold()].append(row.cells[index].strip().casefold())
    several = [c for c in cells.values() if len(c) > 1]
    differ = sum(len(set(c)) > 1 for c in several)
    return differ > _VARIES * len(several) and (differ >= _BROUGHT or len(several) < 2 * _BROUGHT)


def _boroughs(case: _Case) -> None:
    """Use a county or borough as the city only if there is no other city."""
    region = case.guessed(Target.ADDRESS_REGION)
    if region is None or case.at(Target.ADDRESS_CITY) is not None or case.at("city_line") is not None:
        return
    if re.search(r"borough|town|municip", case.columns[region].header, re.IGNORECASE):
        case.set(region, Target.ADDRESS_CITY)


def _towns(case: _Case) -> None:
    """Use "Location" as the city if its cells are only a few city names and no other column is the city."""
    place = case.guessed(Target.LOCATION_NAME)
    if place is None or case.at(Target.ADDRESS_CITY) is not None or case.at("city_line") is not None:
        return
    p = case.profiles[place]
    vague = headers.words(case.columns[place].header) in (("location",), ("ubicacion",), ("where",))
    if vague and p.different < 0.5 and p.length < 16 and p.values > 1:
        case.set(place, Target.ADDRESS_CITY)


def _hours(case: _Case) -> None:
    """Read days separately only beside a column of opening times."""
    days = case.guessed("hours.days")
    if days is not None and case.at("hours.opens") is None:
        case.set(days, Target.SCHEDULES)


def _contacts(case: _Case) -> None:
    """Assign the email of a contact person to the service if no person is named."""
    mail = case.guessed("contact.email")
    named = any(case.at(t) is not None for t in ("contact.name", "contact.first_name", "contact.last_name"))
    if mail is not None and not named:
        free = [t for t in (Target.ORGANIZATION_EMAIL, Target.SERVICE_EMAIL) if case.at(t) is None]
        case.set(mail, free[0] if free else None)
    for lonely, wanted in (("contact.title", named), ("phone.extension", case.at(Target.PHONES) is not None)):
        if not wanted and (index := case.guessed(lonely)) is not None:
            case.set(index, None)


def _repeats(case: _Case) -> None:
    """Leave out a column that repeats an earlier one for the same target."""
    for c in [
        c
        for c in case.columns
        if c.target in (Target.CATEGORIES, Target.KEYWORDS, Target.SERVICE_DESCRIPTION) and c.index not in case.fixed
    ]:
        for before in case.columns[: c.index]:
            if before.target == c.target and _same(case.table, before.index, c.index):
                case.set(c.index, None)
                break


def _same(table: Table, first: int, second: int) -> bool:
    full = [row.cells for row in table.rows if row.cells[first].strip() or row.cells[second].strip()]
    return sum(cells[first] == cells[second] for cells in full) >= _SAME * len(full) > 0


def _phone_names(case: _Case) -> None:
    """Link "Phone 2 name" to "Phone 2", or to the nearest phone before it."""
    phones = [c for c in case.columns if c.target == Target.PHONES]
    for c in [c for c in case.columns if c.target in ("phone.name", "phone.extension") and not c.option]:
        number = _digits(c.header)
        near = sorted(phones, key=lambda p: (_digits(p.header) != number, p.index > c.index, abs(p.index - c.index)))
        if near:
            case.columns[c.index] = replace(c, option=str(near[0].index))
        elif c.index not in case.fixed:
            case.set(c.index, None)


def _digits(header: str) -> str:
    return "".join(re.findall(r"\d", header))
