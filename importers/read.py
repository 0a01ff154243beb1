"""Provider lists read into records: the table, the meaning of its columns, and every row.

    listing(data, "list.csv", today)  ->  Listing(columns={"Agency": "organization.name", …}, records, problems)

`records` and `columns_of` are its steps. Exact repeats of a row are kept, for the plan to judge.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from importers import mapfile, tables
from importers.columns import Column, guess
from importers.errors import ColumnsError
from importers.mapfile import Map
from importers.records import Problem, Record, Value
from importers.rows import checks, combined_cells, exported, families, names, privacy, seasons, single_cells
from importers.rows import places as row_places
from importers.rows.draft import Draft, drafts
from importers.tables import Table
from importers.values import addresses, dates

_NAMES = ("organization.name", "service.name", "program.name", "location.name", "name", "names")
_CUT = 255  # characters at which old databases truncated text
_CUT_ROWS = 3

_date = lru_cache(maxsize=8192)(dates.read)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that was read; `problems` are those of the file, `unread` the headers of columns that were not read."""

    columns: Mapping[str, str]
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    unread: tuple[str, ...] = ()


def check(data: bytes, name: str, given: Map | None = None) -> None:
    """Raise ListError if a file is not a list; its rows are not read."""
    table = tables.read(data, name)
    columns_of(table, given or mapfile.recognised(table))


def listing(data: bytes, name: str, today: datetime.date, format: tables.Format = "auto", given: Map | None = None) -> Listing:
    """Return the list in the bytes of a file called `name`; raise ListError if it is not one."""
    table = tables.read(data, name, format)
    used = given or mapfile.recognised(table)
    columns = columns_of(table, used)
    told = list(table.problems)
    if used and not given:
        told.append(Problem(0, None, None, f"The list was recognised, and its columns were taken as {used.name} says.", "info"))
    read = checks.checked(records(table, columns, used, today))
    unread = unread_columns(table, columns)
    if unread:
        told.append(Problem(0, None, None, f"Nothing was read from {len(unread)} columns: {', '.join(unread)[:1500]}.", "info"))
    return Listing(mapping(columns), read, (*told, *_cut(table, columns)), unread)


def columns_of(table: Table, given: Map | None = None) -> tuple[Column, ...]:
    """Return what each column is, from the map if it says so; raise ColumnsError if none can be a name."""
    columns = guess(table, mapfile.settled(given, table) if given else None)
    defaults = given.defaults if given else {}
    if table.rows and not any(c.target in _NAMES for c in columns) and not any(t in defaults for t in _NAMES):
        headers = ", ".join(h.strip() for h in table.header)
        raise ColumnsError(
            f"This list has no column that names an agency or a program. Say which one it is with --columns: {headers[:600]}"
        )
    return columns


def unread_columns(table: Table, columns: Iterable[Column]) -> tuple[str, ...]:
    """Return the headers of columns with content that is not read."""
    full = {i for row in table.rows for i, cell in enumerate(row.cells) if cell.strip()}
    return tuple(" ".join(c.header.split()) for c in columns if not c.target and c.index in full)


def mapping(columns: Iterable[Column]) -> Mapping[str, str]:
    """Return the target of each column in use, by header, for a report."""
    return {c.header: c.target for c in columns if c.target}


def records(table: Table, columns: Sequence[Column], given: Map | None, today: datetime.date) -> list[Record]:
    """Return a record for each row, in order."""
    if columns and all(c.how == "export" for c in columns):
        return exported.records(table, columns)
    rows = drafts(table, columns)
    defaults = given.defaults if given else {}
    trails = frozenset(
        c.index for c in columns if c.target == "categories" and combined_cells.is_trail(r.cells[c.index] for r in table.rows)
    )
    cut = dict.fromkeys(_cut_columns(table, columns), _CUT - 1)
    guards = privacy.PrivacyReader(rows)
    for draft in rows:
        for step in (names.read, guards.read, single_cells.read):
            draft.attempt(partial(step, draft))
        draft.attempt(partial(seasons.read, draft, today))
        draft.attempt(partial(combined_cells.categories, draft, trails, cut))
        draft.attempt(partial(_assured, draft, today))
    places = [place for draft in rows if (place := draft.attempt(partial(row_places.read, draft)))]
    streets = {id(p.draft): p.draft.attempt(partial(addresses.normal, p.address_1)) for p in places if p.address_1}
    privacy.spread([draft for draft in rows if not draft.failed], {key: street for key, street in streets.items() if street})
    state = defaults.get("address.state_province")
    row_places.complete(places, state if isinstance(state, str) else None)
    sound = [draft for draft in rows if not draft.failed]
    agencies = families.agencies(sound)
    families.inherit(sound, agencies)
    alone = {id(draft) for draft in agencies}
    for draft in sound:
        draft.attempt(partial(_settle, draft, defaults, agency=id(draft) in alone))
    return [draft.record() for draft in rows]


def _assured(draft: Draft, today: datetime.date) -> None:
    if draft.has("service.assured_date"):
        cells = draft.full("service.assured_date")
        draft.fields["service.assured_date"] = next(
            (day for c, cell in cells if (day := draft.taken(c, cell, _date(cell, today)))), None
        )


def _settle(draft: Draft, defaults: Mapping[str, Value], *, agency: bool) -> None:
    """Decide what the whole row says together, and remove what must not be kept."""
    if not agency:
        _decide(draft, defaults)
    elif not draft.words("organization.name"):
        names.settle(draft)
    privacy.settle(draft)
    if agency:
        families.only_organization(draft)


def _decide(draft: Draft, defaults: Mapping[str, Value]) -> None:
    marked = combined_cells.marks(draft)
    for target, value in defaults.items():
        if not draft.fields.get(target) and (not target.startswith("address.") or "address.city" in draft.fields):
            draft.fields[target] = value
    if not names.settle(draft):
        return
    combined_cells.ages_of(draft, marked)
    combined_cells.modes(draft)
    combined_cells.confidential(draft)
    combined_cells.needs_of(draft, marked)


def _cut_columns(table: Table, columns: Sequence[Column]) -> Mapping[int, int]:
    """Return the columns whose texts end at 255 characters, truncated before the list was made, and the number of such texts."""
    lengths = {c.index: [len(row.cells[c.index]) for row in table.rows] for c in columns if c.target}
    cut = {index: sum(1 for n in each if n in (_CUT - 1, _CUT)) for index, each in lengths.items() if each and max(each) <= _CUT}
    return {index: count for index, count in cut.items() if count >= _CUT_ROWS}


def _cut(table: Table, columns: Sequence[Column]) -> Iterable[Problem]:
    for index, count in _cut_columns(table, columns).items():
        said = (
            f"{count} texts in this column end at {_CUT} characters: the list has cut them. Ask for an export with whole texts."
        )
        yield Problem(0, table.header[index].strip(), None, said, "info")
