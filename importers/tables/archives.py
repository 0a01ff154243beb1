"""Zip files, including workbooks, measured before anything else opens them: the sizes that a zip declares may be false.

A workbook of 1.5 kB with one cell at XFD1048576 is a table of 17 billion cells to a library that keeps blank cells too.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from importers.errors import FormatError
from importers.tables import limits

DAMAGE = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, RuntimeError, EOFError, OSError, ValueError, struct.error,
)  # fmt: skip
"""The exceptions that reading a damaged zip raises."""

_CHUNK = 1 << 18
_RATIO, _SUSPECT = (
    120,
    20_000_000,
)  # a list compresses to a twentieth; a large file that compresses far more was made to fill a disk
_CELL = re.compile(rb"""<(?:\w+:)?(c|row)\b(?![:-])(?:[^<>]{0,1000}?\br\s{0,9}=\s{0,9}["']([A-Za-z]{0,3})(\d{1,10})["'])?""")
"""A row or a cell of a sheet in xlsx, and its reference if it has one."""
_ODS_CELL = re.compile(rb"<table:(table-row|(?:covered-)?table-cell|table)\b([^<>]{0,2000})")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s{0,9}=\s{0,9}["'](\d{1,10})["']""")
_BLANKS = re.compile(rb"""<text:s\b[^<>]{0,200}?\btext:c\s{0,9}=\s{0,9}["'](\d{5,})["']""")
_TAG = 4_000  # bytes of a tag that are kept for the next chunk
_LONG_TEXT = 100_000  # bytes of one text, three times what a spreadsheet program allows in a cell
_WORTH_A_LOOK = 200_000  # cells of a sheet, including blank ones; smaller sheets need no check
_SPARSE = 200  # blank cells per filled one; more means a stray cell


def check(data: bytes, name: str) -> None:
    """Raise FormatError if a zip unpacks to too much, or has a sheet that is too large to be a list."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive, name)
    except (*DAMAGE, NotImplementedError) as error:
        raise FormatError(f"{name} cannot be unpacked. Export it again, or save it as CSV, and import that.") from error


def members(data: bytes) -> frozenset[str]:
    """Return the names of the files in a zip, without folders and in lower case; none if the bytes are no zip."""
    if not data.startswith(b"PK"):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(one.filename.rpartition("/")[2].casefold() for one in archive.infolist())
    except (*DAMAGE, NotImplementedError):
        return frozenset()


def _check_members(archive: zipfile.ZipFile, name: str) -> None:
    members = archive.infolist()
    if len(members) > limits.MEMBERS:
        raise FormatError(f"{name} holds {len(members):,} files, which no list and no roster does.")
    if sum(member.file_size for member in members) > limits.UNPACKED:
        raise FormatError(too_large(name))
    room = limits.UNPACKED
    longest = filled = 0
    for member in members:
        size, sheet = _measure(archive, member, name, room)
        room -= size
        longest, filled = max(longest, sheet.longest), filled + sheet.filled
        if longest > _LONG_TEXT and longest * filled > limits.UNPACKED:
            raise FormatError(too_large(name))  # one text may be in every cell: a workbook stores it once


def too_large(name: str) -> str:
    """Return why a file that unpacks to too much is refused, and what to do."""
    return f"{name} unpacks to more than {limits.UNPACKED // 1_000_000} MB, or to far more than a list can. Save the list alone as CSV and import that."


def _measure(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, room: int) -> tuple[int, _Sheet]:
    """Return the real size of a member, and its sheet with the cells counted."""
    sheet = _Sheet(name)
    size = 0
    for chunk in chunks(archive, member):
        size += len(chunk)
        if size > room or (size > _SUSPECT and size > _RATIO * max(1, member.compress_size)):
            raise FormatError(too_large(name))
        sheet.take(chunk)
    sheet.end()
    return size, sheet


def chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the content of a member in pieces; `check` has measured it."""
    with archive.open(member) as file:
        while chunk := file.read(_CHUNK):
            yield chunk


class _Sheet:
    """The extent of the cells of a sheet, and their number; a member that is not a sheet has none.

    Cells in xlsx give their position, or follow the one before; those in ods give how often they are repeated.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.rest = b""
        self.rows = self.columns = self.filled = self.longest = 0
        self.row = self.column = self.text = 0
        self.repeated = 0

    def take(self, chunk: bytes) -> None:
        """Count what a chunk holds, except the tag at its end, which may be split."""
        first, *others = chunk.split(b"<")
        self.longest = max(self.longest, self.text + len(first), *map(len, others), 0)
        self.text = len(others[-1]) if others else self.text + len(first)
        text = self.rest + chunk
        cut = text.rfind(b"<")
        cut = len(text) if cut < 0 or len(text) - cut > _TAG else cut
        self.rest = text[cut:]
        self._count(text[:cut])

    def end(self) -> None:
        """Count the rest, and raise FormatError if the cells extend too far."""
        self._count(self.rest)
        self._check()

    def _count(self, text: bytes) -> None:
        for found in _CELL.finditer(text):
            self._xlsx(found[1], found[2], found[3])
        if b"table:table" in text:
            for found in _ODS_CELL.finditer(text):
                self._ods(found[1], found[2])
            if _BLANKS.search(text):
                raise FormatError(too_large(self.name))

    def _xlsx(self, tag: bytes, letters: bytes | None, number: bytes | None) -> None:
        if tag == b"row":
            self.row, self.column = int(number) if number else self.row + 1, 0
            return
        self.row = int(number) if number else self.row
        self.column = column_number(letters.decode()) if letters else self.column + 1
        self._reached()

    def _ods(self, tag: bytes, attributes: bytes) -> None:
        times = int(found[1]) if (found := _REPEATED.search(attributes)) else 1
        if tag == b"table":
            self.row = self.column = self.repeated = 0
        elif tag == b"table-row":
            self.row, self.column, self.repeated = self.row + self.repeated, 0, times
        else:
            self.column += times
            if not attributes.endswith(b"/"):
                self._reached(self.row + self.repeated)

    def _reached(self, row: int = 0) -> None:
        self.filled += 1
        self.columns = max(self.columns, self.column)
        self.rows = max(self.rows, row or self.row)

    def _check(self) -> None:
        area = self.rows * self.columns
        sparse = area > _WORTH_A_LOOK and area > _SPARSE * max(1, self.filled)
        if sparse or area > limits.CELLS or self.columns > limits.COLUMNS:
            raise FormatError(
                f"{self.name} has a sheet that reaches to cell {_letters(self.columns)}{self.rows}, {area:,} cells in all. Delete the rows and "
                "columns beyond the list, or save it as CSV, and import that."
            )


def column_number(letters: str) -> int:
    """Return the number of a column, from 1, by its letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return letters
