"""Delimited text as lines of cells, each with the physical line on which it begins; careless quotation marks are tolerated."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from importers.problem_codes import FileCode
from importers.problems import Problem

Lines = Sequence[tuple[int, Sequence[str]]]

_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE = 200  # rows examined to detect the delimiter
_SAID = re.compile(r"sep=(.)\s*(\r|\n|$)", re.IGNORECASE)  # how Excel writes it

_BEFORE_QUOTE = re.compile(r"(?<=[,;|])[ \t\u00a0]*[\t\u00a0][ \t\u00a0]*(?=\")")
"""Tabs and no-break spaces between a delimiter and a quotation mark; the csv module skips spaces alone."""

csv.field_size_limit(1 << 27)


def sniff(text: str) -> str:
    """Return the delimiter that splits most rows into equally many cells; a comma if none does."""
    if said := _SAID.match(text):
        return said[1]
    sample = _physical(text[:400_000])
    return max(_DELIMITERS, key=lambda d: _consistency(sample, d))


def _consistency(lines: Sequence[str], delimiter: str) -> float:
    widths = _widths(lines, _dialect(delimiter, spaced=True))
    wide = [(n, w) for w, n in widths.items() if w > 1]
    if not wide:
        return 0.0
    often, width = max(wide)
    # A banner or a ragged row costs a little; a delimiter that occurs only in prose splits few rows alike.
    return (often / widths.total()) ** 2 * (1 - 1 / width)


def _widths(lines: Sequence[str], dialect: type[csv.Dialect]) -> Counter[int]:
    """Return how many of the first rows have how many cells; blank rows do not count."""
    full = (len(cells) for cells in csv.reader(lines, dialect) if any(c.strip() for c in cells))
    return Counter(islice(full, _SAMPLE))


def _dialect(delimiter: str, *, spaced: bool) -> type[csv.Dialect]:
    """Return how a file is written; in a spaced one, a blank before a quotation mark belongs to the mark."""
    return type("Dialect", (csv.excel,), {"delimiter": delimiter, "skipinitialspace": spaced})


def _written(lines: Sequence[str], delimiter: str) -> type[csv.Dialect]:
    """Return the dialect of a file, spaced if cells are quoted after a blank and no fewer rows are of one width then."""
    plain, spaced = (_dialect(delimiter, spaced=either) for either in (False, True))
    quoted = re.compile(rf'(?:^|{re.escape(delimiter)}) +"[^"\n]*" *(?:{re.escape(delimiter)}|$)', re.MULTILINE)
    if not any(quoted.search(line) for line in lines):
        return plain
    return spaced if _alike(_widths(lines, spaced)) >= _alike(_widths(lines, plain)) else plain


def _alike(widths: Counter[int]) -> float:
    return max(widths.values(), default=0) / max(1, widths.total())


def parse(text: str, delimiter: str) -> tuple[Lines, list[Problem]]:
    """Return every row with the line on which it begins, and a problem for each quotation mark never closed."""
    lines = [_BEFORE_QUOTE.sub(" ", line) for line in _physical(text)] if _BEFORE_QUOTE.search(text) else _physical(text)
    dialect = _written(lines[:_SAMPLE], delimiter)
    usual = _widths(lines[:_SAMPLE], dialect).most_common(1)
    width = usual[0][0] if usual else 1
    rows: list[tuple[int, Sequence[str]]] = []
    told: list[Problem] = []
    at = 1 if _SAID.match(text) else 0
    while at < len(lines):
        at = _until_trouble(lines, at, dialect, rows)
        if at >= len(lines):
            break
        cells, used = _careless(lines, at, dialect)
        if used > 1 and (at + used >= len(lines) or len(cells) != width):
            told.append(Problem(FileCode.QUOTE_NOT_CLOSED, line=at + 1, value=lines[at].strip()[:200]))
            cells, used = next(csv.reader([lines[at]], dialect, quoting=csv.QUOTE_NONE)), 1
            cells = [c.strip().strip('"') for c in cells]
        rows.append((at + 1, cells))
        at += used
    return rows, told


def _physical(text: str) -> list[str]:
    """Return lines with a plain line end: CR, LF and CRLF may be mixed in one file."""
    return text.replace("\r\n", "\n").replace("\r", "\n").splitlines(keepends=True) if not _odd(text) else _split(text)


def _odd(text: str) -> bool:
    return any(c in text for c in "\v\f\x1c\x1d\x1e\x85\u2028\u2029")


def _split(text: str) -> list[str]:
    """Split at line feeds alone: str.splitlines also splits at vertical tabs and the like."""
    return re.findall(r"[^\n]*\n|[^\n]+", text.replace("\r\n", "\n").replace("\r", "\n"))


def _until_trouble(lines: Sequence[str], at: int, dialect: type[csv.Dialect], rows: list[tuple[int, Sequence[str]]]) -> int:
    """Append well-formed rows from line `at` on; return the index of the line that begins a malformed one, or the end."""
    begun = at
    reader = csv.reader(_from(lines, at), dialect, strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return len(lines)
        except csv.Error:
            return begun
        rows.append((begun + 1, cells))
        begun = at + reader.line_num


def _careless(lines: Sequence[str], at: int, dialect: type[csv.Dialect]) -> tuple[list[str], int]:
    """Return one row read without strictness, and how many lines it took."""
    reader = csv.reader(_from(lines, at), dialect)
    return next(reader), reader.line_num


def _from(lines: Sequence[str], at: int) -> Iterator[str]:
    return (lines[i] for i in range(at, len(lines)))
