"""Workbooks (xlsx, xls, ods) as lines of text: the first sheet that has a table, with cells as a person would type them."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Sequence

from importers.errors import FormatError
from importers.problem_codes import FileCode
from importers.problems import Problem, Severity
from importers.tables import archives
from importers.tables.delimited import Lines

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


def read(data: bytes, name: str) -> tuple[Lines, tuple[Problem, ...]]:
    """Return the lines of the first sheet with a table; raise FormatError if the file is not a workbook or has no table."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    if data.startswith(b"PK"):
        archives.check(data, name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        seen = [s.name for s in book.sheets_metadata if s.visible == SheetVisibleEnum.Visible]
        sheets = {s: _lines(book.get_sheet_by_name(s).to_python(skip_empty_area=False)) for s in seen}
    except (CalamineError, OSError, ValueError, KeyError) as error:
        message = f"{name} cannot be read as a workbook. Open it, save it again as .xlsx or CSV, and import that."
        raise FormatError(message) from error
    tables = [s for s, lines in sheets.items() if sum(_filled(cells) >= 2 for _, cells in lines) >= 2]
    if not tables and not any(sheets.values()):
        raise FormatError(f"{name} holds only blank sheets: there is nothing to import.")
    chosen = (tables or [s for s, lines in sheets.items() if lines])[0]
    others = [s for s in tables if s != chosen]
    told = Problem(FileCode.OTHER_SHEETS, {"sheet": chosen, "others": tuple(others)}, severity=Severity.INFO)
    return sheets[chosen], (told,) if others else ()


def _lines(values: Sequence[Sequence[object]]) -> Lines:
    return [(i, cells) for i, row in enumerate(values, start=1) if any(cells := [_text(v) for v in row])]


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for c in cells if c.strip())


def _text(value: object) -> str:
    """Return a cell as text: a workbook stores whole numbers as floats, and dates as times at midnight."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.time):
        return value.isoformat("minutes")
    return _CONTROL.sub(" ", str(value))
