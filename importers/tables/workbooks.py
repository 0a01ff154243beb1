"""Workbooks (xlsx, xls, ods) as lines of text: the first sheet that has a table, with cells as a person would type them.

Rows that their owner hid are left out of a list, and told: who filters a sheet means to send what is seen.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from importers.errors import FormatError
from importers.problem_codes import FileCode
from importers.problems import Problem, Severity
from importers.tables import archives, merged_cells, sheet_layout
from importers.tables.delimited import Lines
from importers.tables.sheet_layout import SheetLayout

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A sheet that is not blank; `layout` is None if the workbook does not say what is hidden in it."""

    name: str
    lines: Lines
    visible: bool
    layout: SheetLayout | None

    @property
    def is_table(self) -> bool:
        """Whether two rows have two cells."""
        return sum(sum(1 for c in cells if c.strip()) > 1 for _, cells in self.lines) > 1


def read(data: bytes, name: str, *, with_hidden: bool = False) -> tuple[Lines, Lines, tuple[Problem, ...]]:
    """Return the lines of the first sheet with a table; raise FormatError if the file is not a workbook or has no table.

    Its hidden rows come apart and are told, unless `with_hidden`. Hidden columns are read: one may say what is confidential.
    """
    visible = [sheet for sheet in sheets(data, name) if sheet.visible]
    tables = [sheet for sheet in visible if sheet.is_table]
    chosen, *others = tables or visible[:1]
    told: list[Problem] = []
    if others:
        names = tuple(sheet.name for sheet in others)
        told.append(Problem(FileCode.OTHER_SHEETS, {"sheet": chosen.name, "others": names}, severity=Severity.INFO))
    layout = chosen.layout
    hidden = [line for line, _ in chosen.lines if layout and not with_hidden and layout.hides_row(line)]
    if not hidden:
        return chosen.lines, (), tuple(told)
    if len(hidden) == len(chosen.lines):
        raise FormatError(
            f"All rows of {name} are hidden. Show those that are to be imported, save the file, and import it again."
        )
    told.append(Problem(FileCode.ROWS_HIDDEN, {"count": len(hidden), "first": hidden[0], "last": hidden[-1]}))
    away = frozenset(hidden)
    shown = [(line, cells) for line, cells in chosen.lines if line not in away]
    return shown, [(line, cells) for line, cells in chosen.lines if line in away], tuple(told)


def sheets(data: bytes, name: str) -> tuple[FilledSheet, ...]:
    """Return the sheets that are not blank, in their order; raise FormatError if the file is no workbook or all are blank."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    if data.startswith(b"PK"):
        archives.check(data, name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        known = sheet_layout.layouts(data, name)
        found = []
        for meta in book.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            lines = _lines(book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False))
            layout = known.get(meta.name) if known is not None else None
            found.append(FilledSheet(meta.name, _filled(lines, layout, name), meta.visible == SheetVisibleEnum.Visible, layout))
    except (CalamineError, OSError, ValueError, KeyError) as error:
        message = f"{name} cannot be read as a workbook. Open it, save it again as .xlsx or CSV, and import that."
        raise FormatError(message) from error
    full = tuple(sheet for sheet in found if sheet.lines)
    if not any(sheet.visible for sheet in full):
        raise FormatError(f"{name} holds only blank sheets: there is nothing to import.")
    return full


def _filled(lines: list[tuple[int, list[str]]], layout: SheetLayout | None, name: str) -> Lines:
    if layout is None or not layout.merges:
        return lines
    if not merged_cells.fill(lines, layout.merges):
        raise FormatError(archives.too_large(name))
    return merged_cells.join_headers(lines, layout.merges)


def _lines(values: Sequence[Sequence[object]]) -> list[tuple[int, list[str]]]:
    return [(i, cells) for i, row in enumerate(values, start=1) if any(cells := [_text(v) for v in row])]


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
