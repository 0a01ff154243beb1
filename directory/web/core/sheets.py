"""Tables as CSV files that spreadsheets open directly, and in which no formula runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from directory.web.core.request import File
from importers.spreadsheets import escape


def csv_file(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> File:
    """Return a CSV file of the rows below their header; None becomes an empty cell."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    # Excel recognizes UTF-8 by the byte order mark.
    return File(name, out.getvalue().encode("utf-8-sig"), "text/csv")


def _cell(value: object) -> object:
    if value is None:
        return ""
    return escape(value) if isinstance(value, str) else value
