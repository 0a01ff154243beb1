"""Delimited text as lines of cells, each with the physical line on which it begins; careless quotation marks are tolerated."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from importers.problem_codes import FileCode
from importers.problems import Problem

Lines = Sequence[tuple[int, Sequence[str]]]

_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE = 200  # rows examined to detect the delimiter
_SAID = re.compile(r"sep=(.)\s*(\r|\n|$)", re.IGNORECASE)  # how Excel writes it

csv.field_size_limit(1 << 27)


def sniff(text: str) -> str:
    """Return the delimiter that splits most rows into equally many cells; a comma if none does."""
    if said := _SAID.match(text):
        return said[1]
    sample = _physical(text[:400_000])
    return max(_DELIMITERS, key=lambda d: _consistency(sample, d))


def _consistency(lines: Sequence[str], delimiter: str) -> float:
    widths: Counter[int] = Counter()
    for cells in csv.reader(lines, delimiter=delimiter):
        if any(c.strip() for c in cells):
            widths[len(cells)] += 1
        if widths.total() >= _SAMPLE:
            break
    wide = [(n, w) for w, n in widths.items() if w > 1]
    if not wide:
        return 0.0
    often, width = max(wide)
    # A banner or a ragged row costs a little; a delimiter that occurs only in prose splits few rows alike.
    return (often / widths.total()) ** 2 * (1 - 1 / width)


def parse(text: str, delimiter: str) -> tuple[Lines, list[Problem]]:
    """Return every row with the line on which it begins, and a problem for each quotation mark never closed."""
    lines = _physical(text)
    usual = Counter(len(c) for c in csv.reader(lines[:_SAMPLE], delimiter=delimiter)).most_common(1)
    width = usual[0][0] if usual else 1
    rows: list[tuple[int, Sequence[str]]] = []
    told: list[Problem] = []
    at = 1 if _SAID.match(text) else 0
    while at < len(lines):
        at = _until_trouble(lines, at, delimiter, rows)
        if at >= len(lines):
            break
        cells, used = _careless(lines, at, delimiter)
        if used > 1 and (at + used >= len(lines) or len(cells) != width):
            told.append(Problem(FileCode.QUOTE_NOT_CLOSED, line=at + 1, value=lines[at].strip()[:200]))
            cells, used = next(csv.reader([lines[at]], delimiter=delimiter, quoting=csv.QUOTE_NONE)), 1
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


def _until_trouble(lines: Sequence[str], at: int, delimiter: str, rows: list[tuple[int, Sequence[str]]]) -> int:
    """Append well-formed rows from line `at` on; return the index of the line that begins a malformed one, or the end."""
    begun = at
    reader = csv.reader(_from(lines, at), delimiter=delimiter, strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return len(lines)
        except csv.Error:
            return begun
        rows.append((begun + 1, cells))
        begun = at + reader.line_num


def _careless(lines: Sequence[str], at: int, delimiter: str) -> tuple[list[str], int]:
    """Return one row read without strictness, and how many lines it took."""
    reader = csv.reader(_from(lines, at), delimiter=delimiter)
    return next(reader), reader.line_num


def _from(lines: Sequence[str], at: int) -> Iterator[str]:
    return (lines[i] for i in range(at, len(lines)))
