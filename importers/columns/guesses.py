"""Targets for all columns of a table: headers are checked against cells, and the stronger claim wins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from importers.columns import headers, marks, owners, privacy, seasons, staff_columns
from importers.columns.column import MANY, Column
from importers.columns.contents import ColumnProfile, profile
from importers.columns.fit import fit
from importers.columns.levels import settle
from importers.columns.synonyms import ELSEWHERE
from importers.fields import TARGETS, Target
from importers.tables.table import Table

_ENOUGH = 0.45  # a claim below this leaves the column out
_SURE = 0.9  # the header alone is enough for a column without cells
_STREETS = ("address", Target.ADDRESS_ADDRESS_1, "point", "street.name")
_YES_NO = (
    Target.SERVICE_STATUS,
    Target.SERVICE_DO_NOT_REFER,
    "referable",
    Target.SERVICE_CONFIDENTIAL,
    "accepting",
    Target.SERVICE_INTERPRETATION_SERVICES,
)
_NUMBERS = (
    Target.CAPACITY_AVAILABLE,
    Target.CAPACITY_MAXIMUM,
    Target.IDENTIFIER,
    "parent.id",
    Target.SERVICE_MINIMUM_AGE,
    Target.SERVICE_MAXIMUM_AGE,
)

_BY_CONTENTS: Sequence[tuple[str, Callable[[ColumnProfile], bool]]] = (
    ("point", lambda p: p["point"] > 0.7 and p.length < 60),
    ("address", lambda p: (p["street"] > 0.5 and (p["zip inside"] > 0.5 or p["city line"] > 0.5)) or (p["point"] > 0.7 and p.length >= 60)),
    (Target.ORGANIZATION_EMAIL, lambda p: p["email"] > 0.7 and p.length < 60),
    (Target.ORGANIZATION_WEBSITE, lambda p: p["url"] > 0.7),
    (Target.PHONES, lambda p: p["long phone"] > 0.7 and p.length < 60),
    ("contact", lambda p: p["phone"] > 0.5 and p.length < 250),
    (Target.ADDRESS_ADDRESS_1, lambda p: p["street"] > 0.6 and p.length < 60),
    (Target.ADDRESS_POSTAL_CODE, lambda p: p["zip"] > 0.9 and p["known zip"] > 0.9 and p.length > 4.5),
    (Target.LOCATION_LATITUDE, lambda p: p["number"] > 0.9 and 17 < p.low <= p.high < 72 and p.length > 5.5),
    (Target.LOCATION_LONGITUDE, lambda p: p["number"] > 0.9 and -180 < p.low <= p.high < -60 and p.length > 5.5),
    (Target.LANGUAGES, lambda p: p["language"] > 0.8 and p.length < 60),
    (Target.SCHEDULES, lambda p: p["hours"] > 0.6 and p.length < 150),
    ("ages", lambda p: p["ages"] > 0.7 and p.length < 30 and max(p["phone"], p["date"], p["time"]) < 0.1),
    (Target.SERVICE_DESCRIPTION, lambda p: p.length > 70 and p["letters"] > 0.9),
)  # fmt: skip


def guess(table: Table, settled: Mapping[int, Column] | None = None) -> tuple[Column, ...]:
    """Return what each column of `table` is; `settled` columns, by index, keep their targets."""
    given = settled or {}
    if is_export(table):
        return tuple(Column(i, h, TARGETS[h.strip()], "export") for i, h in enumerate(table.header))
    profiles = [profile([row.cells[i] for row in table.rows]) for i in range(len(table.header))]
    elsewhere = owners.left_out(table.header, profiles, given)
    chosen = {i: Column(i, table.header[i]) for i in elsewhere} | _guards(table, profiles) | dict(given)
    chosen |= {
        i: Column(i, h, "names", "header", said)
        for i, h in enumerate(table.header)
        if i not in given and (said := headers.together(h))
    }
    chosen |= {c.index: c for c in _special(table.header, profiles) if c.index not in chosen}
    taken: set[str] = {c.target for c in chosen.values() if c.target}
    taken |= {target for c in chosen.values() if c.target == "names" for target in c.option.split("|")}
    _greedily(table.header, profiles, chosen, taken)
    _by_contents(table.header, profiles, chosen, taken)
    for i, (header, p) in enumerate(zip(table.header, profiles, strict=True)):
        if i not in chosen and seasons.perhaps(header, p):
            chosen[i] = Column(i, header, "season", "header", "words")
    columns = [chosen.get(i, Column(i, h)) for i, h in enumerate(table.header)]
    return staff_columns.kept_back(table, settle(table, columns, profiles, frozenset(given)), given)


def _guards(table: Table, profiles: Sequence[ColumnProfile]) -> dict[int, Column]:
    """Return columns that say what may be shown, and columns with what their headers call private, which are not read."""
    found: dict[int, Column] = {}
    for i, (header, p) in enumerate(zip(table.header, profiles, strict=True)):
        if guard := privacy.guard(header, p, (row.cells[i] for row in table.rows), table.header):
            address = guard == privacy.Guard("private", "address")
            found[i] = Column(
                i, header, Target.SERVICE_CONFIDENTIAL if address else guard.sense, "header", "" if address else guard.scope
            )
        elif privacy.secret_data(header, p):
            found[i] = Column(i, header)
    return found


def is_export(table: Table) -> bool:
    """Whether the table is this project's own export, in which nothing is guessed."""
    names = {h.strip() for h in table.header}
    return Target.SERVICE_AT_LOCATION_ID in names and names <= set(TARGETS)


def _special(names: Sequence[str], profiles: Sequence[ColumnProfile]) -> Iterable[Column]:
    """Yield columns of seasons, marks and weekdays, which no other reader may have."""
    federal = marks.federal(header for header, p in zip(names, profiles, strict=True) if p["flag"] >= 0.6 or not p.filled)
    for i, (header, p) in enumerate(zip(names, profiles, strict=True)):
        if option := seasons.surely(header, p):
            yield Column(i, header, "season", "header", option)
            continue
        hints = headers.hints(header)
        marked = p["flag"] >= 0.6 and p.values <= 6 and not p["count"]
        if marked and not any(hints[t].score >= 0.8 for t in (*_YES_NO, *_NUMBERS) if t in hints):
            mark = None if headers.ignored(header) else federal.get(header) or marks.of(header)
            if mark or p["flag"] >= 0.95:
                yield Column(i, header, "flag" if mark else None, "header" if mark else "none", mark=mark)
        elif (day := headers.weekday(header)) and p.length < 80:
            yield Column(i, header, day[1], "header", day[0])


def _greedily(names: Sequence[str], profiles: Sequence[ColumnProfile], chosen: dict[int, Column], taken: set[str]) -> None:
    """Assign each column its best target, surest claims first; a target for a single column goes to its best one."""
    claims = sorted(
        (-score, i, target, hint.option)
        for i, (header, p) in enumerate(zip(names, profiles, strict=True))
        if i not in chosen
        for target, hint in headers.hints(header).items()
        for score in [hint.score * fit(target, p)]
        if score >= _ENOUGH and (p.filled or hint.score >= _SURE)
    )
    beside = any(t.target in _STREETS for t in chosen.values() if t.target)
    for _, i, target, option in claims:
        elsewhere = bool(ELSEWHERE & set(headers.words(names[i]))) and target.startswith(("address", "city_line"))
        if i in chosen or (target in taken and target not in MANY) or (elsewhere and beside):
            continue
        chosen[i] = Column(i, names[i], target, "both" if profiles[i].filled else "header", option)
        taken.add(target)
        beside = beside or (target in _STREETS and not elsewhere)


def _by_contents(names: Sequence[str], profiles: Sequence[ColumnProfile], chosen: dict[int, Column], taken: set[str]) -> None:
    """Assign columns with meaningless headers by their contents; of two similar ones, the first is used."""
    for target, looks in _BY_CONTENTS:
        for i, p in enumerate(profiles):
            if i in chosen or not p.filled or headers.ignored(names[i]) or not looks(p):
                continue
            if target in taken and target not in (Target.PHONES, "contact"):
                continue
            if (target in _PLACED and taken & _PLACED[target]) or ELSEWHERE & set(headers.words(names[i])):
                continue
            chosen[i] = Column(i, names[i], target, "contents")
            taken.add(target)
    if not taken & {"name", Target.ORGANIZATION_NAME, Target.SERVICE_NAME, Target.PROGRAM_NAME, Target.LOCATION_NAME}:
        _any_name(names, profiles, chosen)


_PLACED: Mapping[str, set[str]] = {
    "address": {Target.ADDRESS_ADDRESS_1},
    Target.ADDRESS_ADDRESS_1: {"address"},
    "point": {Target.LOCATION_LATITUDE, "address"},
    Target.LOCATION_LATITUDE: {"point"},
    Target.LOCATION_LONGITUDE: {"point"},
    Target.SERVICE_DESCRIPTION: {Target.ORGANIZATION_DESCRIPTION},
    "contact": {Target.PHONES},
}
"""Targets that are not guessed from contents if another column already has them."""


def _any_name(names: Sequence[str], profiles: Sequence[ColumnProfile], chosen: dict[int, Column]) -> None:
    for i, p in enumerate(profiles):
        words = (
            p["letters"] > 0.9
            and p["code"] < 0.5
            and 4 <= p.length <= 80
            and p.different > 0.5
            and p["date"] < 0.2
            and p["hours"] < 0.3
        )
        if i not in chosen and words and not headers.ignored(names[i]) and re.search(r"\d{5}", names[i]) is None:
            chosen[i] = Column(i, names[i], "name", "contents")
            return
