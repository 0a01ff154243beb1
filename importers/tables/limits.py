"""Size limits of a file and its parts: anything larger is refused in one sentence, or cut and reported, before it is read.

A whole state's shared directory has 100,000 services and about 150 MB; a district's roster has 20,000 rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from importers.errors import FormatError
from importers.problem_codes import FileCode
from importers.problems import Problem

FILE = 400_000_000  # bytes of a file as uploaded
LINE = 4_000_000  # characters on one line of a text file
ROWS = 1_200_000
COLUMNS = 1_000
CELL = 4_000  # characters; the longest real descriptions have about 3,000
HEADER = 300  # characters of a header
CELLS = 6_000_000  # rows times columns of a sheet, including blank cells: a workbook is kept in memory
UNPACKED = 200_000_000  # bytes of a workbook or a zip, measured as it is unpacked
MEMBERS = 2_000  # files within a workbook or a zip
_TOLD = 20

Lines = Sequence[tuple[int, Sequence[str]]]
SMALLER = "Send it in parts, or ask for an export with fewer columns."


def check_file(data: bytes, name: str) -> None:
    """Raise FormatError if a file is too large to be a list."""
    if len(data) > FILE:
        raise FormatError(f"{name} has {len(data) // 1_000_000:,} MB, and at most {FILE // 1_000_000} MB can be read. {SMALLER}")


def check_lines(lines: Sequence[str], name: str) -> None:
    """Raise FormatError if a line of a text is longer than any row of a list."""
    for number, line in enumerate(lines, start=1):
        if len(line) > LINE:
            raise FormatError(
                f"Line {number} of {name} has {len(line):,} characters, which no row of a list has. Export the list again."
            )


def cut(lines: Lines, name: str) -> tuple[Lines, list[Problem]]:
    """Return the lines with overlong cells cut, and the problems that report it; raise FormatError for too many rows or columns."""
    if len(lines) > ROWS:
        raise FormatError(f"{name} has {len(lines):,} rows, and at most {ROWS:,} can be read. {SMALLER}")
    width = max((len(cells) for _, cells in lines), default=0)
    if width > COLUMNS:
        raise FormatError(f"{name} has {width:,} columns, and at most {COLUMNS:,} can be read. {SMALLER}")
    long = [line for line, cells in lines for cell in cells if len(cell) > CELL]
    if not long:
        return lines, []
    problems = list(_problems(long))
    return [(line, [cell[:CELL] for cell in cells]) for line, cells in lines], problems


def _problems(long: Sequence[int]) -> Iterator[Problem]:
    for at, line in enumerate(long[:_TOLD]):
        more = {"more_cells": len(long) - _TOLD} if at == _TOLD - 1 and len(long) > _TOLD else {}
        yield Problem(FileCode.CELL_CUT, {"most": CELL, **more}, line)
