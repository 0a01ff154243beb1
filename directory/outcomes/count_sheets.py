"""Pure: a school's monthly counts in a CSV sheet, parsed cell by cell, with problems reported by line.

    School,Month,Attendance rate,Suspensions,Enrollment
    Oak Elementary,Oct 2026,93.4%,4,412

A sheet may name its columns in many ways, and a cell may be blank or hide a small count ("<10", "*"): then the figure is unknown.
A rate written as 0.934 is 93.4 percent; a bare 1 is ambiguous, since it may mean 1 percent or all of them.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from directory.errors import UnreadableError
from importers.problems import Severity

MEASURES: Mapping[str, str] = {
    "attendance": "Attendance (%)",
    "suspensions": "Suspensions",
    "enrolment": "Enrolled students",
    "graduation": "Graduation (%)",
}
RATES = ("attendance", "graduation")
LARGEST = 100_000
_WORDS: Mapping[str, tuple[str, ...]] = {
    "school": ("school", "building", "campus"),
    "month": ("month", "period", "date", "reporting"),
    "attendance": ("attendance", "ada", "present"),
    "suspensions": ("suspension", "suspended", "oss"),
    "enrolment": ("enrol", "enroll", "membership", "headcount"),
    "graduation": ("graduat",),
}
_UNKNOWN = re.compile(r"|[-–—*.]+|n/?a|none|null|<\s*\d+|fewer than \d+", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(%?)", re.ASCII)
_MONTHS = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"(?P<year>\d{4})[-/. ]?(?P<month>\d{1,2}|[A-Za-z]{3,9})(?:[-/.](?P<day>\d{1,2})(?:[T ][\d:.]+)?)?",
        r"(?P<month>\d{1,2})[-/.](?:(?P<day>\d{1,2})[-/.])?(?P<year>\d{4})",
        r"(?P<month>[A-Za-z]{3,9})\.?[-/, ']*(?:(?P<day>\d{1,2}),? )?(?P<year>\d{4}|\d{2})",
    )
)
_NAMED = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """A problem with a cell or a row, in words that help to correct it; `line` is the line of the file, 0 the whole file."""

    line: int
    column: str | None
    value: str | None
    problem: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of a school in a month; `school` is its name or code as written, `month` the first day."""

    line: int
    school: str
    month: datetime.date
    measure: str
    value: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A parsed sheet; `columns` are its headers with the meaning of each."""

    rows: int
    columns: Mapping[str, str]
    counts: tuple[Count, ...]
    problems: tuple[SheetProblem, ...]


class _CellError(Exception):
    """Raised with the sentence about a cell that cannot be parsed."""


def read(data: bytes, today: datetime.date) -> Sheet:
    """Return the sheet in these bytes; raise UnreadableError unless it is a table with a school, a month and a figure."""
    lines = [(line, row) for line, row in _rows(data) if any(cell.strip() for cell in row)]
    if not lines:
        raise UnreadableError("The file is empty: save the sheet as CSV and choose it again.")
    header = lines[0][1]
    columns = _columns(header)
    counts: list[Count] = []
    problems: list[SheetProblem] = []
    for line, row in lines[1:]:
        cells = dict(zip(columns.values(), (row[at].strip() if at < len(row) else "" for at in columns), strict=True))
        names = {name: header[at] for at, name in columns.items()}
        found = list(_counts(line, cells, names, today))
        counts += [one for one in found if isinstance(one, Count)]
        problems += [one for one in found if isinstance(one, SheetProblem)]
    taken = {header[at].strip(): name for at, name in columns.items()}
    return Sheet(len(lines) - 1, taken, tuple(counts), tuple(problems))


def _rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise UnreadableError("This is not a CSV file: open it in your spreadsheet and save it as CSV.")
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error:
        raise UnreadableError(f"Line {reader.line_num} of the file cannot be read: save the sheet as CSV again.") from None


def _columns(header: Sequence[str]) -> dict[int, str]:
    """Return the recognized columns by their position."""
    found: dict[int, str] = {}
    for at, name in enumerate(header):
        words = name.casefold()
        # "School enrollment" is not a school, nor "monthly suspensions" a month: figures are checked first.
        what = next((what for what in (*MEASURES, "month", "school") if any(word in words for word in _WORDS[what])), None)
        if what is None:
            continue
        if what not in found.values():
            found[at] = what
        elif what in MEASURES:
            first = header[next(place for place, taken in found.items() if taken == what)]
            raise UnreadableError(
                f"The columns “{first.strip()[:40]}” and “{name.strip()[:40]}” may both be {MEASURES[what].lower()}: keep one of them."
            )
    if "school" not in found.values() or "month" not in found.values() or not set(MEASURES) & set(found.values()):
        raise UnreadableError(
            "The first line must name the columns: School, Month, and one or more of Attendance, Suspensions, Enrollment and "
            "Graduation."
        )
    return found


def _counts(
    line: int, cells: Mapping[str, str], names: Mapping[str, str], today: datetime.date
) -> Iterator[Count | SheetProblem]:  # fmt: skip
    if not cells["school"]:
        yield SheetProblem(line, names["school"], None, "The school is missing.")
        return
    try:
        month = month_in(cells["month"], today)
    except _CellError as error:
        yield SheetProblem(line, names["month"], cells["month"] or None, str(error))
        return
    values: dict[str, float] = {}
    for measure in MEASURES:
        if _UNKNOWN.fullmatch(cells.get(measure, "")):
            continue
        try:
            values[measure] = _value(measure, cells[measure])
        except _CellError as error:
            yield SheetProblem(line, names[measure], cells[measure], str(error))
    if values.get("suspensions", 0) > values.get("enrolment", LARGEST):
        words = "These are more than the enrolled students of the same line: check both."
        yield SheetProblem(line, names["suspensions"], cells["suspensions"], words)
    yield from (Count(line, cells["school"], month, measure, value) for measure, value in values.items())


def month_in(words: str, today: datetime.date) -> datetime.date:
    """Return the first day of the month meant by 2026-10, 10/2026, Oct 2026 or a day in it; raise _CellError."""
    told = next((told for pattern in _MONTHS if (told := _day_in(pattern.fullmatch(words)))), (0, 0, 0))
    try:
        month = datetime.date(*told).replace(day=1)
    except ValueError:
        month = datetime.date.min
    if month.year < 2000:
        raise _CellError("The month cannot be read: write it as 2026-10, 10/2026 or Oct 2026.")
    if month > today:
        raise _CellError("This month has not begun yet: check the year.")
    return month


def _day_in(match: re.Match[str] | None) -> tuple[int, int, int] | None:
    if match is None:
        return None
    year, month = int(match["year"]), match["month"]
    number = int(month) if month.isdigit() else _NAMED.get(month[:3].casefold(), 0)
    # Spreadsheets write October 2026 as Oct-26.
    return (year + 2000 if year < 100 else year), number, int(match["day"] or 1)


def _value(measure: str, words: str) -> float:
    match = _NUMBER.fullmatch(f"0{words}" if words.startswith(".") else words)
    if match is None:
        raise _CellError("This is not a number: write digits, such as 12 or 93.4, or leave the cell blank.")
    value = float(match[1].replace(",", "") + (match[2] or ""))
    if measure in RATES:
        # Spreadsheets store a percentage as a fraction.
        share = value <= 1 and match[2] and not match[3]
        if value == 1 and not share and not match[3]:
            raise _CellError("This may be 1 percent, or all of them: write 1% or 100%.")
        value = round(value * 100, 2) if share else value
        if value > 100:
            raise _CellError("This is a rate from 0 to 100: where it is a number of students, divide it by those enrolled.")
        return value
    if value != int(value) or match[3] or value > LARGEST:
        raise _CellError("This must be a whole number of students.")
    return value
