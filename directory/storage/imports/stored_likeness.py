"""What a row resembles, as the text that is stored with the row, and its inverse.

A line is stored as "line 3", a record of another list by its label. The texts of earlier imports stay as they are.
"""

from __future__ import annotations

from importers.plan.likeness import Resembled, ResembledLine, ResembledRecord

_LINE = "line "


def stored(like: Resembled) -> str:
    """Return the text of what a row resembles."""
    return f"{_LINE}{like.line}" if isinstance(like, ResembledLine) else like.label


def read(text: str | None) -> Resembled | None:
    """Return what a stored text says that a row resembles; None if it resembles nothing."""
    if not text:
        return None
    number = text.removeprefix(_LINE)
    return ResembledLine(int(number)) if number != text and number.isdecimal() else ResembledRecord(text)
