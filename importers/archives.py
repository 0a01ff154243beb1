"""Zip files, workbooks among them, measured before anything else opens them: what a zip says of itself need not be true.

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

from importers import limits
from importers.errors import FormatError

DAMAGE = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, RuntimeError, EOFError, OSError, ValueError, struct.error,
)  # fmt: skip
"""What reading a damaged zip raises."""

_CHUNK = 1 << 18
_PIECE = 64  # bytes of a chunk that are looked at again with the next: a reference may be cut in two
_RATIO, _SUSPECT = 120, 20_000_000  # a list shrinks to a twentieth; what shrinks more and is large was made to fill a disk
_SHEET = re.compile(r".*\.xml", re.IGNORECASE)  # a workbook may keep its sheets wherever it likes
_REFERENCE = re.compile(rb"""<(?:\w+:)?c\s[^>]{0,60}?\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_WORTH_A_LOOK = 200_000  # cells of a sheet, blank ones included, below which nothing can go wrong
_SPARSE = 200  # blank cells to a filled one, beyond which a cell has gone astray


def check(data: bytes, name: str) -> None:
    """Raises FormatError where a zip unpacks to too much, or holds a sheet that is too large to be a list."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive, name)
    except (*DAMAGE, NotImplementedError) as error:
        raise FormatError(f"{name} cannot be unpacked. Export it again, or save it as CSV, and import that.") from error


def _check_members(archive: zipfile.ZipFile, name: str) -> None:
    members = archive.infolist()
    if len(members) > limits.MEMBERS:
        raise FormatError(f"{name} holds {len(members):,} files, which no list and no roster does.")
    if sum(member.file_size for member in members) > limits.UNPACKED:
        raise FormatError(too_large(name))
    room = limits.UNPACKED
    for member in members:
        room -= _measure(archive, member, name, room)


def too_large(name: str) -> str:
    """Why a file is refused that unpacks to too much, and what to do."""
    return f"{name} unpacks to more than {limits.UNPACKED // 1_000_000} MB, or to far more than a list can. Save the list alone as CSV and import that."


def _measure(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, room: int) -> int:
    """The real size of a member; a sheet's cells are counted on the way."""
    sheet = _Sheet(name) if _SHEET.fullmatch(member.filename) else None
    size = 0
    for chunk in _chunks(archive, member):
        size += len(chunk)
        if size > room or (size > _SUSPECT and size > _RATIO * max(1, member.compress_size)):
            raise FormatError(too_large(name))
        if sheet:
            sheet.take(chunk)
    if sheet:
        sheet.check()
    return size


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as file:
        while chunk := file.read(_CHUNK):
            yield chunk


class _Sheet:
    """How far the cells of a sheet reach, and how many there are, by their references."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rest = b""
        self.rows = self.columns = self.filled = 0
        self.letters = ""

    def take(self, chunk: bytes) -> None:
        text = self.rest + chunk
        self.rest = text[-_PIECE:]
        for found in _REFERENCE.finditer(text):
            row, column = int(found[2]), _number(found[1])
            self.filled += 1
            if column > self.columns:
                self.columns, self.letters = column, found[1].decode()
            self.rows = max(self.rows, row)

    def check(self) -> None:
        area = self.rows * self.columns
        sparse = area > _WORTH_A_LOOK and area > _SPARSE * max(1, self.filled)
        if sparse or area > limits.CELLS or self.columns > limits.COLUMNS:
            raise FormatError(
                f"{self.name} has a sheet that reaches to cell {self.letters}{self.rows}, {area:,} cells in all. Delete the rows and columns "
                "beyond the list, or save it as CSV, and import that."
            )


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
