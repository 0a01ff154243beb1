"""What a workbook's XML (xlsx, ods) says of its sheets besides cells: hidden rows, and merged cells.

The parts are read in pieces, tag by tag, after `archives.check` has measured them; no cell's text is kept.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from importers.errors import FormatError
from importers.tables import archives

_ATTRIBUTE = re.compile(r"""([\w:.-]{1,80})\s{0,9}=\s{0,9}(?:"([^"]{0,4000})"|'([^']{0,4000})')""")
_TAG = re.compile(
    rb"<(?:\w{1,40}:)?(row|mergeCell|sheet|Relationship|table|table-row|table-cell|covered-table-cell)"
    rb"((?:\s[^<>]{0,4000})?/?)>"
)
_LONGEST = 4_100  # bytes of a tag that are kept for the next piece
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_COLLAPSED = ("collapse", "filter")


@dataclass(frozen=True, slots=True)
class MergedCell:
    """A merged cell: its first and last row (from 1) and column (from 0)."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """The hidden rows (from 1) of a sheet as ranges, and its merged cells."""

    rows: tuple[range, ...] = ()
    merges: tuple[MergedCell, ...] = ()

    def hides_row(self, line: int) -> bool:
        return any(line in hidden for hidden in self.rows)


Tags = Iterable[tuple[str, Mapping[str, str]]]


def layouts(data: bytes, name: str) -> Mapping[str, SheetLayout] | None:
    """Return the layout of each sheet by its name; None if the kind of workbook does not say it in XML (xls, xlsb)."""
    if not data.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {member.filename.lower(): member for member in archive.infolist()}
            if "content.xml" in members:
                return _ods(_tags(archive, members["content.xml"], name))
            if "xl/workbook.xml" in members:
                return _xlsx(archive, members, name)
    except (*archives.DAMAGE, NotImplementedError, KeyError) as error:
        raise FormatError(f"{name} cannot be unpacked. Export it again, or save it as CSV, and import that.") from error
    return None


def _tags(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the tags of interest in a part, with their attributes; prefixes of names are left out."""
    rest = b""
    for number, chunk in enumerate(archives.chunks(archive, member)):
        if number == 0 and chunk.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise FormatError(
                f"{name} is written in a way that does not show which rows are hidden. Save it as CSV and import that."
            )
        text = rest + chunk
        cut = text.rfind(b"<")
        cut = len(text) if cut < 0 or len(text) - cut > _LONGEST else cut
        rest = text[cut:]
        yield from _found(text[:cut])
    yield from _found(rest)


def _found(text: bytes) -> Iterator[tuple[str, Mapping[str, str]]]:
    for found in _TAG.finditer(text):
        attributes = _ATTRIBUTE.findall(found[2].decode("utf-8", "replace"))
        yield found[1].decode(), {key.rpartition(":")[2]: html.unescape(one or other) for key, one, other in attributes}


def _xlsx(archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], name: str) -> Mapping[str, SheetLayout]:
    links = members.get("xl/_rels/workbook.xml.rels")
    targets = {said.get("Id"): said.get("Target", "") for _, said in _tags(archive, links, name)} if links else {}
    found: dict[str, SheetLayout] = {}
    for tag, said in _tags(archive, members["xl/workbook.xml"], name):
        if tag == "sheet":
            part = posixpath.normpath(posixpath.join("/xl", targets.get(said.get("id"), ""))).lstrip("/").lower()
            if part in members:
                found[said.get("name", "")] = _worksheet(_tags(archive, members[part], name))
    return found


def _worksheet(tags: Tags) -> SheetLayout:
    rows: list[range] = []
    merges: list[MergedCell] = []
    row = 0
    for tag, said in tags:
        if tag == "row":
            row = _number(said.get("r"), row + 1)
            if _is_hidden(said):
                rows.append(range(row, row + 1))
        elif tag == "mergeCell" and (merge := _merge(said.get("ref", ""))):
            merges.append(merge)
    return SheetLayout(_joined(rows), tuple(merges))


def _is_hidden(row: Mapping[str, str]) -> bool:
    return row.get("hidden", "").strip() in ("1", "true") or re.fullmatch(r"0(\.0*)?", row.get("ht", "")) is not None


def _merge(reference: str) -> MergedCell | None:
    first, _, last = reference.replace("$", "").upper().partition(":")
    begin, end = _CELL.fullmatch(first), _CELL.fullmatch(last)
    return (
        MergedCell(int(begin[2]), archives.column_number(begin[1]) - 1, int(end[2]), archives.column_number(end[1]) - 1)
        if begin and end
        else None
    )


def _ods(tags: Tags) -> Mapping[str, SheetLayout]:
    """Return the layouts of an ods file, in which rows, columns and cells are repeated rather than numbered."""
    found: dict[str, _OdsTable] = {}
    at = _OdsTable()
    for tag, said in tags:
        if tag == "table":
            at = found.setdefault(said.get("name", ""), _OdsTable())
        elif tag != "sheet":
            at.take(tag, said)
    return {name: SheetLayout(_joined(one.rows), tuple(one.merges)) for name, one in found.items()}


class _OdsTable:
    """The layout of a table as far as its tags were read."""

    def __init__(self) -> None:
        self.rows: list[range] = []
        self.merges: list[MergedCell] = []
        self.row, self.next_row, self.column = 1, 1, 0

    def take(self, tag: str, said: Mapping[str, str]) -> None:
        if tag == "table-row":
            self.row, self.column = self.next_row, 0
            self.next_row += _number(said.get("number-rows-repeated"), 1)
            if said.get("visibility") in _COLLAPSED:
                self.rows.append(range(self.row, self.next_row))
        elif tag in ("table-cell", "covered-table-cell"):
            down, across = _number(said.get("number-rows-spanned"), 1), _number(said.get("number-columns-spanned"), 1)
            if down > 1 or across > 1:
                self.merges.append(MergedCell(self.row, self.column, self.row + down - 1, self.column + across - 1))
            self.column += _number(said.get("number-columns-repeated"), 1)


def _number(said: str | None, otherwise: int) -> int:
    return int(said) if said and said.isdecimal() and len(said) < 9 else otherwise  # more is no sheet


def _joined(rows: Sequence[range]) -> tuple[range, ...]:
    """Return ranges that follow one another as one."""
    joined: list[range] = []
    for one in rows:
        if joined and joined[-1].stop == one.start:
            joined[-1] = range(joined[-1].start, one.stop)
        else:
            joined.append(one)
    return tuple(joined)
