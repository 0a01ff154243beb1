"""Lists on paper, drawn as letters are: a title, a note, and a table whose heading is repeated on every page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from directory.letters import layout
from directory.letters.pdf import compiled

RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "ur", "yi"})
# A column is as wide as its text needs, within limits; the first rows decide.
ROWS_TOLD = 200
NARROWEST, WIDEST = 8, 40
# An empty column is filled in by hand.
BY_HAND = 45


def table_pdf(title: str, note: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, language: str = "en") -> bytes:
    """Return a table in landscape; rows shorter than the heading end in blank cells. Raises LetterError as letters do."""
    width = len(columns)
    cells = [[layout.printed(words) for words in islice(row, width)] for row in rows]
    cells = [row + [""] * (width - len(row)) for row in cells]
    names = [layout.printed(name) for name in columns]
    data = {
        "title": layout.printed(title) or "List",
        "note": layout.printed(note),
        "language": language.partition("-")[0],
        "right_to_left": language.partition("-")[0] in RIGHT_TO_LEFT,
        "columns": names,
        "widths": [_width(name, [row[at] for row in cells[:ROWS_TOLD]]) for at, name in enumerate(names)],
        "rows": [{"cells": row, "whole": layout.is_short(row)} for row in cells],
    }
    return compiled("sheet.typ", data, {})


def _width(name: str, column: Sequence[str]) -> int:
    longest = max((len(words) for words in column), default=0)
    if not longest:
        return BY_HAND
    return min(max(longest, len(name), NARROWEST), WIDEST)
