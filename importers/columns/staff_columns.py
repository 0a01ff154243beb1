"""Columns in which staff write to each other: left out by their headers, or by what their cells look like.

    "Notas internas", "Office notes"  -> not read
    "Notes": "faxed 041706 ka"        -> not read; sentences among such notes are kept, the notes are not

What such a column says of its row's privacy still counts: see rows/privacy.py.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from importers.columns import headers
from importers.columns.column import Column
from importers.fields import FIELDS, TARGETS
from importers.tables.table import Table
from importers.values import staff_notes
from matching.text import without_accents

SENTENCES = "sentences"
"""The option of a column of texts in which staff write too: only sentences are for the public."""

_NOTES = frozenset(
    "note comment remark log memo observation nota comentario observacion observacione apunte anotacion anotacione".split()
)
_OF_STAFF = frozenset(
    "internal staff office admin administrative administrator private worker caseworker confidential editor verifier interno interna "
    "privado privada personal oficina administrativa administrativo call contact update updating verification followup".split()
)
_WHOLE = re.compile(
    r"^(?:(?:for )?(?:office|staff|internal|agency) (?:use(?: only)?|only)|call log|contact log|follow(?:ed)? ?up(?: note)?|seguimiento|bitacora"
    r"|(?:para |de )?uso (?:interno|de oficina|del personal)|solo (?:uso )?interno|to ?do|change log|update history|contact history|call history)$"
)
_FOR_STAFF = re.compile(
    r"\b(?:do not (?:publish|share|print|post)|not for (?:the )?public|no publicar|no compartir|staff only|internal only|for staff|para (?:el )?personal)\b"
)
_MOST = 0.5


def about_notes(header: str) -> bool:
    """Whether a header calls its cells notes, comments or remarks."""
    return not _NOTES.isdisjoint(headers.words(header))


def of_staff(header: str) -> bool:
    """Whether a header says that its cells are notes of staff."""
    said = headers.words(header)
    plain = " ".join(re.sub(r"[^a-z]+", " ", without_accents(header).lower()).split())
    if _WHOLE.match(plain) or _WHOLE.match(" ".join(said)):
        return True
    return about_notes(header) and (not _OF_STAFF.isdisjoint(said) or _FOR_STAFF.search(plain) is not None)


def kept_back(table: Table, columns: Sequence[Column], fixed: Collection[int]) -> tuple[Column, ...]:
    """Return the columns without those of staff; where staff write among sentences, the column has the option SENTENCES.

    Columns in `fixed` were set by a person and stay as they are.
    """
    return tuple(column if column.index in fixed or not _is_text(column) else _judged(table, column) for column in columns)


def found(table: Table, columns: Iterable[Column]) -> list[Column]:
    """Return the columns with content that are not read because they hold notes of staff."""
    unread = [c for c in columns if not c.target and c.how != "map"]
    return [c for c in unread if (cells := _cells(table, c)) and (of_staff(c.header) or _verdict(c.header, cells) == "")]


def _is_text(column: Column) -> bool:
    target = TARGETS.get(column.target or "")
    return target is not None and FIELDS[target].kind in ("text", "long_text") and column.how != "export"


def _judged(table: Table, column: Column) -> Column:
    if of_staff(column.header):
        return replace(column, target=None, how="none")
    verdict = _verdict(column.header, _cells(table, column))
    if verdict is None:
        return column
    return replace(column, option=SENTENCES) if verdict else replace(column, target=None, how="none")


def _verdict(header: str, cells: Sequence[str]) -> str | None:
    """Return None if staff write nothing in a column, SENTENCES if they write among sentences, "" if the column is theirs."""
    if not about_notes(header):
        return None
    noted = [bool(staff_notes.parted(cell, noting=True).notes) for cell in cells]
    if not any(noted):
        return None
    sentences = any(staff_notes.is_prose(cell) for cell, note in zip(cells, noted, strict=True) if not note)
    return SENTENCES if sentences and sum(noted) <= _MOST * len(noted) else ""


def _cells(table: Table, column: Column) -> list[str]:
    return list(dict.fromkeys(cell for row in table.rows if (cell := row.cells[column.index].strip())))
