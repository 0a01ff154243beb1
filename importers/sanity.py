"""Whether a list as a whole looks as if it was read wrong: what somebody should look at before it is published.

    1, Oak House, "12 Oak St", …     ->  ()
    7 of 8 names are dates           ->  (Problem(SanityCode.NAMES_ODD, {"count": 7, "of": 8}, value="2: 3/4/26 | Oak St"),)

A doubt is a problem of the whole file that counts rows or cells and shows three of the rows, as their records keep them. No row is
judged here by itself, and nothing is left out because of a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property, lru_cache

from importers.columns import headers
from importers.fields import Target
from importers.problem_codes import FileCode, RowCode, SanityCode, SecrecyCode
from importers.problems import WITHHELD, Problem, Severity
from importers.records import Record, blank
from importers.values.text import is_blank

SHARE = 0.5
"""The share of rows or cells above which a doubt is raised."""
FEWEST, FEW_ROWS, FEW_COLUMNS = 3, 2, 2
"""So many rows or cells must be in doubt; rows that do not fit their header speak for themselves when there are two."""
SHOWN, CELL, ROW = 3, 60, 300
"""How many rows are shown as evidence, and the characters of a cell and of a row that are."""

_NAMES = (Target.ORGANIZATION_NAME, Target.SERVICE_NAME, Target.PROGRAM_NAME, Target.LOCATION_NAME)
_NAMED = frozenset({*_NAMES, "name", "names"})
_PLACE = (
    Target.ADDRESS_ADDRESS_1, Target.ADDRESS_CITY, Target.ADDRESS_POSTAL_CODE, Target.LOCATION_LATITUDE, Target.LOCATION_NAME,
    Target.LOCATION_DESCRIPTION,
)  # fmt: skip
_TEXTS = (Target.SERVICE_DESCRIPTION, Target.ORGANIZATION_DESCRIPTION)
_REACH = (
    *_PLACE, *_TEXTS, Target.PHONES, Target.SERVICE_EMAIL, Target.ORGANIZATION_EMAIL, Target.SERVICE_URL, Target.ORGANIZATION_WEBSITE,
    Target.SERVICE_APPLICATION_PROCESS, Target.CONTACTS,
)  # fmt: skip
"""What a family needs one of, to find a service or to know what it is."""
_FILLS: Mapping[str, Sequence[Target]] = {
    Target.PHONES: (Target.PHONES,), "contact": _REACH, "address": _PLACE, Target.ADDRESS_ADDRESS_1: _PLACE, "city_line": _PLACE,
    Target.ADDRESS_POSTAL_CODE: _PLACE, Target.SERVICE_DESCRIPTION: _TEXTS, Target.ORGANIZATION_DESCRIPTION: _TEXTS,
    Target.ORGANIZATION_NAME: _NAMES, Target.SERVICE_NAME: _NAMES, "name": _NAMES, "names": _NAMES,
    Target.ORGANIZATION_WEBSITE: (Target.ORGANIZATION_WEBSITE, Target.SERVICE_URL),
    Target.ORGANIZATION_EMAIL: (Target.ORGANIZATION_EMAIL, Target.SERVICE_EMAIL, Target.CONTACTS),
}  # fmt: skip
"""The main columns by what they were taken for, and the fields of which each cell should fill one."""
_MEANT: Mapping[str, AbstractSet[str | None]] = {
    "name": _NAMED,
    "phone": frozenset({Target.PHONES, "contact", "public", "private"}),
    "address": frozenset({"address", Target.ADDRESS_ADDRESS_1, "street.name", "point", "city_line", Target.SERVICE_CONFIDENTIAL}),
    "postal code": frozenset({Target.ADDRESS_POSTAL_CODE, "city_line", "address"}),
    "city": frozenset({Target.ADDRESS_CITY, "city_line", "address"}),
    "state": frozenset({Target.ADDRESS_STATE_PROVINCE, "city_line", "address"}),
    "latitude": frozenset({Target.LOCATION_LATITUDE, "point"}),
    "longitude": frozenset({Target.LOCATION_LONGITUDE, "point"}),
    "email": frozenset({Target.ORGANIZATION_EMAIL, Target.SERVICE_EMAIL, "contact.email", "contact"}),
    "website": frozenset({Target.ORGANIZATION_WEBSITE, Target.SERVICE_URL}),
}
"""The kinds of main columns, and what a column of the kind may have been taken for."""
_UNREAD: Mapping[str, Sequence[Target]] = {
    "name": _NAMES, "phone": _FILLS[Target.PHONES], "address": _PLACE, "postal code": _PLACE,
    "email": _FILLS[Target.ORGANIZATION_EMAIL], "website": _FILLS[Target.ORGANIZATION_WEBSITE],
}  # fmt: skip
"""The fields that a main column should have filled which is not read."""
_CLOCK = r"(?:\d{1,2}(?::\d\d)? ?(?:[ap]\.?m\.?)?|noon)"
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mie|jue|vie|sab|dom)\w{0,6}\.?"
_ODD_NAME = re.compile(
    rf"[\W\d_]*|\w|\W*\$?[\d.,/:()+-]+ ?(?:[ap]\.?m\.?|%|mi|miles|years?|yrs?)?\W*|{_DAY}(?: ?(?:-|–|to|a|,|/|&) ?{_DAY})*(?: .*\d.*)?"
    rf"|{_CLOCK} ?(?:-|–|to|a) ?{_CLOCK}.{{0,20}}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w{{0,6}}\.? \d.{{0,12}}"
    r"|[{<\[].*|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}.{0,20}|yes|no|true|false|n/?a|null|none|[A-Z]{2} \d{5}(?:-\d{4})?|\S+@\S+|https?://\S+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ReadList:
    """A list as it was read; `columns` are the targets by header, `problems` those of the file and its table."""

    records: Sequence[Record]
    columns: Mapping[str, str]
    problems: Sequence[Problem]

    @cached_property
    def usable(self) -> Sequence[Record]:
        return [record for record in self.records if not record.rejected]

    @cached_property
    def open(self) -> Sequence[Record]:
        """The usable records of which the list keeps nothing to itself: what is hidden is not missing."""
        return [record for record in self.usable if not _hides(record)]

    @cached_property
    def filled(self) -> AbstractSet[str]:
        """The headers of columns that hold anything."""
        return {header for record in self.usable for header, cell in record.cells.items() if _says(cell)}


def doubts(read: ReadList) -> tuple[Problem, ...]:
    """Return what is doubtful about a list, in the order of CHECKS; nothing of this project's own export, or if no row is usable."""
    if not read.usable or not read.columns or Target.SERVICE_AT_LOCATION_ID in read.columns.values():
        return ()
    return tuple(doubt for check in CHECKS for doubt in check(read))


def _misfits(read: ReadList) -> Iterator[Problem]:
    """Rows that are wider than the header, or of which one cell alone is filled."""
    wide = [p for p in read.problems if p.code is FileCode.ROW_TOO_WIDE]
    lines = {p.line for p in wide}
    alone = [r for r in read.records if r.line not in lines and len(r.cells) > FEWEST and _filled(r) <= 1]
    count = len(wide) + sum(int(str(p.fields.get("more_rows", 0))) for p in wide) + len(alone)
    shown = [r for r in read.records if r.line in lines] + alone
    yield from _doubt(SanityCode.ROWS_MISFIT, count, len(read.records), shown, fewest=FEW_ROWS)


def _nameless(read: ReadList) -> Iterator[Problem]:
    """Rows that are left out because they name nobody."""
    found = [r for r in read.records if any(p.code is RowCode.NAMELESS for p in r.problems)]
    yield from _doubt(SanityCode.ROWS_NAMELESS, len(found), len(read.records), found)


def _names(read: ReadList) -> Iterator[Problem]:
    """Agencies whose names are no names; each name counts once."""
    named = {str(name).strip(): r for r in reversed(read.usable) if (name := r.fields.get(Target.ORGANIZATION_NAME))}
    odd = [record for name, record in reversed(named.items()) if _ODD_NAME.fullmatch(name)]
    yield from _doubt(SanityCode.NAMES_ODD, len(odd), len(named), odd, fewest=FEW_ROWS)


def _reach(read: ReadList) -> Iterator[Problem]:
    """Records that say neither where, nor how to reach, nor what it is, though the list has columns for that or nothing but names was read.

    A list that never says so is a poor one, and is read as it was meant. What a list keeps to itself is not missing.
    """
    used = {target for target in read.columns.values() if target not in _NAMED}
    if not used & _FILLS.keys() and (used or len(read.filled) <= FEWEST):
        return
    found = [r for r in read.open if all(blank(r.fields.get(target)) for target in _REACH)]
    yield from _doubt(SanityCode.ROWS_EMPTY, len(found), len(read.usable), found)


def _columns(read: ReadList) -> Iterator[Problem]:
    """Main columns whose cells fill nothing, because they are not understood, or because the column is not read for what it holds."""
    for header in sorted(read.filled):
        targets = _FILLS.get(read.columns[header], ()) if header in read.columns else _UNREAD.get(_said_by(header) or "", ())
        full = [r for r in read.open if _says(r.cells.get(header, ""))] if targets else []
        lost = [r for r in full if header not in read.columns and targets is _NAMES] or [
            r for r in full if all(blank(r.fields.get(one)) for one in targets)
        ]
        yield from _doubt(SanityCode.COLUMN_EMPTY, len(lost), len(full), lost, column=" ".join(header.split()))


def _headers(read: ReadList) -> Iterator[Problem]:
    """Main columns that hold something else than their headers say, so that they are not read, or read as something else."""
    main = {header: named for header in read.filled if (named := _said_by(header))}
    wrong = [header for header in main if not {read.columns.get(header)} & _MEANT[main[header]]]
    yield from _doubt(SanityCode.HEADERS_MISFIT, len(wrong), len(main), read.usable, fewest=FEW_COLUMNS)


def _said_by(header: str) -> str | None:
    """Return the kind of a main column that a header names without doubt."""
    surely = {target for target, hint in headers.hints(header).items() if hint.score >= 1}
    return next((kind for kind, targets in _MEANT.items() if surely & targets), None)


def _cells(read: ReadList) -> Iterator[Problem]:
    """Cells of columns in use, beside names, of which something was dropped."""
    used = [header for header, target in read.columns.items() if target not in _NAMED]
    full = sum(1 for r in read.usable for header in used if _says(r.cells.get(header, "")))
    lost: dict[int, set[str]] = {r.line: _dropped(r) for r in read.usable}
    worst = sorted(read.usable, key=lambda r: -len(lost[r.line]))
    yield from _doubt(SanityCode.CELLS_LOST, sum(map(len, lost.values())), full, worst)


CHECKS: Sequence[Callable[[ReadList], Iterable[Problem]]] = (_misfits, _nameless, _names, _reach, _columns, _headers, _cells)
"""The checks, each one question; their sentences are those of the codes."""


def _doubt(
    code: SanityCode, count: int, of: int, rows: Sequence[Record], *, column: str | None = None, fewest: int = FEWEST
) -> Iterator[Problem]:
    if count >= fewest and count > SHARE * of:
        shown = "\n".join(_shown(record) for record in rows[:SHOWN])
        yield Problem(code, {"count": count, "of": of}, column=column, value=shown)


def _shown(record: Record) -> str:
    cells = [" ".join(cell.split())[:CELL] for cell in record.cells.values() if cell.strip()]
    return f"{record.line}: {' | '.join(cells)}"[:ROW]


def _filled(record: Record) -> int:
    return sum(1 for cell in record.cells.values() if cell.strip())


@lru_cache(maxsize=8192)
def _says(cell: str) -> bool:
    return len(cell) > CELL or not is_blank(cell)  # no word for "unknown" is that long


def _hides(record: Record) -> bool:
    """Whether the list keeps something of a record to itself."""
    private = any(isinstance(p.code, SecrecyCode) for p in record.problems)
    return private or record.fields.get(Target.SERVICE_CONFIDENTIAL) is True or any(WITHHELD in c for c in record.cells.values())


def _dropped(record: Record) -> set[str]:
    """Return the columns of a record of which something was dropped or doubted."""
    warned = [p for p in record.problems if p.severity is Severity.WARNING and not isinstance(p.code, SecrecyCode)]
    return {" ".join(p.column.split()) for p in warned if p.column}
