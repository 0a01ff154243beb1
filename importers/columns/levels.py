"""Which of two records a column belongs to where its header leaves it open: the agency, the service or the place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from importers.columns import headers
from importers.columns.column import Column
from importers.columns.contents import Profile
from importers.tables import Table

_SERVICES_OWN = {
    "organization.email": "service.email",
    "organization.website": "service.url",
    "organization.description": "service.description",
}
_NAMES = ("organization.name", "service.name", "location.name", "service.alternate_name")
_VARIES = 0.3  # of the agencies with several rows
_SAME = 0.9  # of the cells of two columns
_BROUGHT = 3  # agencies that must differ before a column is taken from the agency


@dataclass(frozen=True, slots=True)
class _Case:
    """A table with its columns as they are so far; those in `fixed` are what a person said they are."""

    table: Table
    columns: list[Column]
    profiles: Sequence[Profile]
    fixed: frozenset[int]

    def at(self, target: str) -> int | None:
        """The column of a target, None where there is none."""
        return next((c.index for c in self.columns if c.target == target), None)

    def guessed(self, target: str) -> int | None:
        """The column of a target, unless a person said what it is."""
        index = self.at(target)
        return None if index in self.fixed else index

    def set(self, index: int, target: str | None) -> None:
        before = self.columns[index]
        self.columns[index] = replace(before, target=target, how=before.how if target else "none")


def settle(table: Table, columns: Sequence[Column], profiles: Sequence[Profile], fixed: frozenset[int]) -> tuple[Column, ...]:
    """The columns with names, e-mail, web and descriptions at their level, and phone names tied to their phones."""
    case = _Case(table, list(columns), profiles, fixed)
    for step in (_names, _own, _boroughs, _towns, _hours, _contacts, _repeats, _phone_names):
        step(case)
    return tuple(case.columns)


def _names(case: _Case) -> None:
    """A plain "name" is the agency's where no other column is, else the service's, else the place's."""
    if (plain := case.at("name")) is not None:
        free = [t for t in _NAMES if case.at(t) is None]
        case.set(plain, free[0] if free else None)
    if case.at("organization.name") is None and case.at("service.name") is None:
        for target in ("program.name", "location.name", "service.school"):
            if (index := case.guessed(target)) is not None:
                case.set(index, "organization.name")
                return


def _own(case: _Case) -> None:
    """What differs among the rows of one agency is the service's own."""
    agency = case.at("organization.name")
    for target, own in _SERVICES_OWN.items():
        index = case.guessed(target)
        if index is None or agency is None or (case.at(own) is not None and own != "service.description"):
            continue
        if _varies(case.table, agency, index) and case.at("service.name") is not None:
            case.set(index, own)


def _varies(table: Table, agency: int, index: int) -> bool:
    cells: dict[str, list[str]] = defaultdict(list)
    for row in table.rows:
        if row.cells[agency].strip() and row.cells[index].strip():
            cells[row.cells[agency].strip().casefold()].append(row.cells[index].strip().casefold())
    several = [c for c in cells.values() if len(c) > 1]
    differ = sum(len(set(c)) > 1 for c in several)
    return differ > _VARIES * len(several) and (differ >= _BROUGHT or len(several) < 2 * _BROUGHT)


def _boroughs(case: _Case) -> None:
    """A county or borough is the city only where there is no other city."""
    region = case.guessed("address.region")
    if region is None or case.at("address.city") is not None or case.at("city_line") is not None:
        return
    if re.search(r"borough|town|municip", case.columns[region].header, re.IGNORECASE):
        case.set(region, "address.city")


def _towns(case: _Case) -> None:
    """Cells of "Location" that are only cities of few names stand for the city where nothing else does."""
    place = case.guessed("location.name")
    if place is None or case.at("address.city") is not None or case.at("city_line") is not None:
        return
    p = case.profiles[place]
    vague = headers.words(case.columns[place].header) in (("location",), ("ubicacion",), ("where",))
    if vague and p.different < 0.5 and p.length < 16 and p.values > 1:
        case.set(place, "address.city")


def _hours(case: _Case) -> None:
    """Days stand in their own reader only beside a column of opening times."""
    days = case.guessed("hours.days")
    if days is not None and case.at("hours.opens") is None:
        case.set(days, "schedules")


def _contacts(case: _Case) -> None:
    """The e-mail of a contact person is the service's where no person is named."""
    mail = case.guessed("contact.email")
    named = any(case.at(t) is not None for t in ("contact.name", "contact.first_name", "contact.last_name"))
    if mail is not None and not named:
        free = [t for t in ("organization.email", "service.email") if case.at(t) is None]
        case.set(mail, free[0] if free else None)
    for lonely, wanted in (("contact.title", named), ("phone.extension", case.at("phones") is not None)):
        if not wanted and (index := case.guessed(lonely)) is not None:
            case.set(index, None)


def _repeats(case: _Case) -> None:
    """A column that says the same as an earlier one for the same target is left out."""
    for c in [
        c for c in case.columns if c.target in ("categories", "keywords", "service.description") and c.index not in case.fixed
    ]:
        for before in case.columns[: c.index]:
            if before.target == c.target and _same(case.table, before.index, c.index):
                case.set(c.index, None)
                break


def _same(table: Table, first: int, second: int) -> bool:
    full = [row.cells for row in table.rows if row.cells[first].strip() or row.cells[second].strip()]
    return sum(cells[first] == cells[second] for cells in full) >= _SAME * len(full) > 0


def _phone_names(case: _Case) -> None:
    """Ties "Phone 2 name" to "Phone 2", or to the nearest phone before it."""
    phones = [c for c in case.columns if c.target == "phones"]
    for c in [c for c in case.columns if c.target in ("phone.name", "phone.extension") and not c.option]:
        number = _digits(c.header)
        near = sorted(phones, key=lambda p: (_digits(p.header) != number, p.index > c.index, abs(p.index - c.index)))
        if near:
            case.columns[c.index] = replace(c, option=str(near[0].index))
        elif c.index not in case.fixed:
            case.set(c.index, None)


def _digits(header: str) -> str:
    return "".join(re.findall(r"\d", header))
