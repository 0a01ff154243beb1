"""Provider lists as tables of text: detects encoding, delimiter and header, and skips what is not a row.

A `Row` has the physical line of the file (or of the sheet) on which it begins. Banners above the header, blank rows, headers
repeated in the middle, section headings and totals are not rows; a section heading is kept with the rows below it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from importers.errors import FormatError
from importers.problem_codes import FileCode
from importers.problems import Problem, Severity
from importers.tables import encodings, limits, workbooks
from importers.tables.delimited import Lines, parse, sniff
from importers.tables.headings import LineKind, bare, names_organizations, set_apart
from importers.tables.headings import kinds as line_kinds

Format = Literal["auto", "csv", "xlsx"]

_LOOKED_AT = 40  # rows searched for the header
_DATA = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|https?://|\(?\b\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b|^\s*[-+$]?\d[\d.,/:% -]*$|^\s*(yes|no|true|false)\s*$",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"^\s*(grand |sub)?-?total(s|es)?\b.{0,40}$|^\s*(record|row)? ?count\b.{0,20}$", re.IGNORECASE)
_FOOTER = re.compile(
    r"^\W*(source|note|updated|last (updated|revised)|as of|revised|page|prepared|compiled|for more|please|end of)\b|^\*|.{80}",
    re.IGNORECASE,
)
_TOLD = 10  # rows with one trouble that are reported individually; if more, only the first, with their number
_MOST_HEADINGS = 0.55  # share; up to this, lines that are written otherwise than the rows are still headings
_MOSTLY_HEADINGS = 0.34  # share; if more rows than this have one cell, they are sparse rows and not headings


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its cells, as many as the header has, and the section heading above it ("" if none).

    `organization` is the provider whose name stands alone above its programs ("" if none); `heads` marks that provider's own line.
    """

    line: int
    cells: tuple[str, ...]
    heading: str = ""
    organization: str = ""
    heads: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A list as a table; `delimiter` is "" for a workbook, `problems` are about the file or about rows before they are read.

    `hidden` are rows that a workbook hides: nothing of them is published, but what they say is confidential holds for the others.
    """

    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    encoding: str
    delimiter: str
    problems: tuple[Problem, ...] = ()
    header_line: int = 1
    hidden: tuple[TableRow, ...] = ()


def read_table(data: bytes, name: str, format: Format = "auto", *, with_hidden: bool = False) -> Table:
    """Return the table in `data`, the content of a file called `name`; raise FormatError if there is none.

    `with_hidden` takes the rows that a workbook hides for rows like any other.
    """
    limits.check_file(data, name)
    if not data.strip():
        raise FormatError(f"{name} is empty: there is nothing to import.")
    if format == "xlsx" or (format == "auto" and encodings.is_workbook(data)):
        lines, hidden, told = workbooks.read(data, name, with_hidden=with_hidden)
        encoding, delimiter = "xlsx", ""
    else:
        text, encoding, told = encodings.decode(data, name)
        limits.check_lines(text.splitlines(), name)
        delimiter = sniff(text)
        lines, quotes = parse(text, delimiter)
        told, hidden = (*told, *quotes), ()
    lines, cuts = limits.cut(lines, name)
    hidden, _ = limits.cut(hidden, name)
    told = (*told, *cuts)
    header_line, header, body, more = _header_among(lines, hidden, name)
    rows, no_rows = _rows(header, body)
    problems = (*told, *more, *no_rows)
    if not rows:
        problems = (*problems, Problem(FileCode.NO_ROWS))
    away = tuple(TableRow(line, _as_wide(cells, len(header))) for line, cells in hidden if line > header_line)
    return Table(header, rows, encoding, delimiter, problems, header_line, away)


def _header_among(lines: Lines, hidden: Lines, name: str) -> tuple[int, tuple[str, ...], Lines, tuple[Problem, ...]]:
    """Return the header as `_header`; where no line that is shown can be one, it may be hidden."""
    found = _header(lines, name)
    if found[0] or not hidden:
        return found
    line, header, body, more = _header(sorted((*lines, *hidden), key=lambda one: one[0]), name)
    away = {number for number, _ in hidden}
    return (line, header, [one for one in body if one[0] not in away], more) if line else found


def _header(lines: Lines, name: str) -> tuple[int, tuple[str, ...], Lines, tuple[Problem, ...]]:
    """Return the header's line, its distinct names, the lines below it, and what was odd about it."""
    full = [(line, cells) for line, cells in lines if any(c.strip() for c in cells)]
    if not full:
        raise FormatError(f"{name} holds only blank rows: there is nothing to import.")
    at = _header_at([cells for _, cells in full[:_LOOKED_AT]])
    if at is None:
        width = max(len(cells) for _, cells in full)
        told = Problem(FileCode.NO_HEADER, line=full[0][0])
        return 0, _distinct([""] * _filled_width([""] * width, full)), full, (told,)
    line, cells = full[at]
    body = full[at + 1 :]
    names = list(cells) + [""] * max(0, max((len(c) for _, c in body), default=0) - len(cells))
    return line, _distinct(names[: _filled_width(names, body)]), body, tuple(_ragged(len(cells), names, body))


def _header_at(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the index of the header row; None if the first full row already has data."""
    fills = [sum(1 for c in cells if c.strip()) for cells in rows]
    usual = sorted(fills)[len(fills) // 2]
    if usual <= 1:  # one column, or nearly empty: the first row that is as wide as most
        return 0
    for at, (cells, fill) in enumerate(zip(rows, fills, strict=True)):
        if fill < max(2, 0.6 * usual):
            continue
        data = sum(1 for c in cells if _DATA.search(c))
        return at if data <= 0.2 * fill and not (len(rows) > at + 1 and data and _alike(cells, rows[at + 1])) else None
    return 0


def _alike(cells: Sequence[str], below: Sequence[str]) -> bool:
    """Whether every data-like cell is above another such cell, so that the row itself is data."""
    return all(_DATA.search(b) is not None for a, b in zip(cells, below, strict=False) if _DATA.search(a))


def _filled_width(names: Sequence[str], body: Lines) -> int:
    """Return how many columns have a name or any cell: spreadsheets leave empty ones at the end."""
    width = max((i + 1 for i, name in enumerate(names) if name.strip()), default=0)
    return max([width, *(i + 1 for _, cells in body for i in range(width, len(cells)) if cells[i].strip())])


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return header names with blanks and repeats made distinct: "Column 3", "Phone (2)"."""
    seen: Counter[str] = Counter()
    out: list[str] = []
    for i, written in enumerate(names, start=1):
        name = written[: limits.HEADER].replace("\ufeff", "") if written.strip() else f"Column {i}"
        key = " ".join(name.split()).casefold()
        seen[key] += 1
        out.append(name if seen[key] == 1 else f"{name.strip()} ({seen[key]})")
    return tuple(out)


def _ragged(width: int, names: Sequence[str], body: Lines) -> Iterable[Problem]:
    if not any(n.strip() for n in names):
        return
    wide = [(line, cells, extra) for line, cells in body if (extra := [c for c in cells[width:] if c.strip()])]
    for line, cells, extra in wide[: _TOLD if len(wide) <= _TOLD else 1]:
        more = {"more_rows": len(wide) - 1} if len(wide) > _TOLD else {}
        yield Problem(FileCode.ROW_TOO_WIDE, {"cells": len(cells), "width": width, **more}, line, value=" | ".join(extra)[:200])


def _rows(header: tuple[str, ...], body: Lines) -> tuple[tuple[TableRow, ...], list[Problem]]:
    width = len(header)
    known = tuple(" ".join(h.split()).casefold() for h in header)
    single = [len(filled) == 1 and _heading_like(cells) for _, cells in body for filled in [[c for c in cells if c.strip()]]]
    headings = width >= 3 and len(body) > 2 and _are_headings(body, single)
    last = max((i for i, alone in enumerate(single) if not alone), default=0)
    kinds = _kinds(header, body, single) if headings else {}
    rows: list[TableRow] = []
    told: list[Problem] = []
    heading = organization = ""
    for i, ((line, cells), alone) in enumerate(zip(body, single, strict=True)):
        if tuple(" ".join(c.split()).casefold() for c in cells[:width]) == known:
            continue
        first = next(c for c in cells if c.strip()).strip()
        kind = kinds.get(i) if alone and i < last else None
        full = _as_wide(cells, width)
        if width >= 2 and _is_total(first, cells):
            told.append(Problem(FileCode.TOTAL_LINE, line=line, value=first[:200], severity=Severity.INFO))
        elif headings and alone and i > last and _FOOTER.search(first):
            told.append(Problem(FileCode.NOTE_LINE, line=line, value=first[:200], severity=Severity.INFO))
        elif kind == LineKind.HEADING:
            heading, organization = bare(first), ""
            told.append(Problem(FileCode.HEADING_LINE, line=line, value=first[:200], severity=Severity.INFO))
        elif kind == LineKind.PROVIDER:
            # A heading over this line is one of its programs; one with rows of its own is over at this line.
            heading, organization = (heading if i and single[i - 1] else ""), bare(first)
            told.append(Problem(FileCode.PROVIDER_LINE, line=line, value=first[:200], severity=Severity.INFO))
            rows.append(TableRow(line, full, heading, heads=True))
        else:
            rows.append(TableRow(line, full, heading, organization))
    return tuple(rows), told


def _as_wide(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return tuple(cells[:width]) + ("",) * (width - len(cells))


def _are_headings(body: Lines, single: Sequence[bool]) -> bool:
    """Whether lines of one cell stand between the rows; where most rows have one cell, these are rows that say little."""
    alone = [cells[0] for (_, cells), only in zip(body, single, strict=True) if only]
    others = [cells[0] for (_, cells), only in zip(body, single, strict=True) if not only and cells[0].strip()]
    if len(alone) <= _MOSTLY_HEADINGS * len(body):
        return bool(alone)
    return len(alone) <= _MOST_HEADINGS * len(body) and set_apart(alone, others)


def _kinds(header: tuple[str, ...], body: Lines, single: Sequence[bool]) -> dict[int, LineKind]:
    """Return what the lines of one cell are, by their place in the body."""
    alone = [i for i, only in enumerate(single) if only]
    others = [cells[0] for (_, cells), only in zip(body, single, strict=True) if not only and cells[0].strip()]
    found = dict(zip(alone, line_kinds([body[i][1][0] for i in alone], others), strict=True))
    if names_organizations(header[0]):
        found |= {i: LineKind.PROVIDER for i in alone if i + 1 < len(body) and not body[i + 1][1][0].strip()}
    return found


def _heading_like(cells: Sequence[str]) -> bool:
    first = cells[0].strip()
    return any(c.isalpha() for c in first) and len(first) <= 200 and not _DATA.search(first)


def _is_total(first: str, cells: Sequence[str]) -> bool:
    rest = [c for c in cells if c.strip()][1:]
    return _TOTAL.match(first) is not None and all(_DATA.search(c) for c in rest)
