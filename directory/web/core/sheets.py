"""Tables as CSV files that a spreadsheet opens as they are, and in which it runs nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from directory.web.core.request import File
from importers.spreadsheets import escape


def csv_file(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> File:
    """The rows below their header; None is an empty cell."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    # The mark at the beginning is by what Excel knows UTF-8.
    return File(name, out.getvalue().encode("utf-8-sig"), "text/csv")


def _cell(value: object) -> object:
    if value is None:
        return ""
    return escape(value) if isinstance(value, str) else value
