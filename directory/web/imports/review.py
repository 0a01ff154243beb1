"""The held rows of an import, one after the other: each beside the records it resembles, with three ways to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from directory.errors import RefusedError, UnknownError
from directory.listings.duplicates import resemblance
from directory.storage.imports.review import HeldRow, accept_as_new, dismiss, held, same_as
from directory.storage.listings.facts import Listing
from directory.storage.listings.records import opened
from directory.web.core import notices
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.imports.reports import number
from directory.web.listings.layout import TARGET_LABELS
from directory.web.listings.words import lines_of
from importers.fields import Target

MOST_ALIKE = 3

notices.add(
    {
        "row_same": "Noted: the one that is there is used.",
        "row_added": "Added to the directory.",
        "row_left_out": "Left out, now and in the next edition of the list.",
    }
)


@dataclass(frozen=True, slots=True)
class SimilarListing:
    """A record that a row resembles; each of `lines` is a label, the row's value, the record's value, and whether they agree."""

    id: str
    service: str
    organization: str
    lines: Sequence[tuple[str, Sequence[str], Sequence[str], bool]]


@get("/imports/{import_id:str}/review", may="directory")
def show(asked: Asked, import_id: str) -> Answer:
    return _page(asked, number(import_id), asked.number("from", 0))


@post("/imports/{import_id:str}/review", may="directory")
def decide(asked: Asked, import_id: str) -> Answer:
    """Carry out one decision, and go on to the next row."""
    wanted, line = number(import_id), asked.form.one("line")
    if not (line.isascii() and line.isdigit() and len(line) < 8):
        return _page(asked, wanted, 0, "Choose what is to be done with the row.", 422)
    try:
        done = _decide(asked, wanted, int(line))
    except RefusedError:
        words = f"Line {line} waits no more: a colleague decided on it meanwhile, or the import was undone."
        return _page(asked, wanted, int(line), words, 409)
    if done is None:
        return _page(asked, wanted, int(line), "Choose what is to be done with the row.", 422)
    asked.changed("import.decided", subject=f"import:{wanted}", detail=f"line {line}: {notices.sentence(done)}")
    return Redirect(f"/imports/{wanted}/review?from={line}", done=done)


def _decide(asked: Asked, import_id: int, line: int) -> str | None:
    """Carry out what was chosen, and return the key of its notice; None if nothing was chosen."""
    decision, record_id = asked.form.one("decision"), asked.form.one("record")
    if decision == "new":
        accept_as_new(asked.session, import_id, line, staff_id=asked.me.staff_id, now=asked.now)
        return "row_added"
    if decision == "out":
        dismiss(asked.session, import_id, line)
        return "row_left_out"
    if decision == "same" and record_id:
        same_as(asked.session, import_id, line, record_id)
        return "row_same"
    return None


def _page(asked: Asked, import_id: int, from_line: int, problem: str | None = None, status: int = 200) -> Page:
    rows = held(asked.session, import_id)
    ahead = [row for row in rows if row.line >= from_line]
    row = next(iter(ahead or rows), None)
    place = rows.index(row) if row else 0
    shown: dict[str, Any] = {
        "import_id": import_id,
        "row": row,
        "place": place + 1,
        "count": len(rows),
        "next": rows[(place + 1) % len(rows)].line if len(rows) > 1 else None,
        "resembled": resemblance(row.like) if row else "",
        "said": _said(row.fields) if row else [],
        "alike": _alike(asked, row) if row else [],
        "problem": problem,
    }
    return Page("imports/review.html", shown, status)


def _said(fields: Listing) -> list[tuple[str, Sequence[str]]]:
    found = ((label, lines_of(target, fields.get(target))) for target, label in TARGET_LABELS.items())
    return [(label, lines) for label, lines in found if lines]


def _alike(asked: Asked, row: HeldRow) -> list[SimilarListing]:
    found = []
    for record_id in dict.fromkeys(row.alike):
        try:
            fields = opened(asked.session, record_id)
        except UnknownError:
            continue  # deleted since: there is nothing to compare the row with
        found.append(_beside(record_id, row.fields, fields))
    return found[:MOST_ALIKE]


def _beside(record_id: str, mine: Listing, theirs: Listing) -> SimilarListing:
    lines = []
    for target, label in TARGET_LABELS.items():
        one, other = lines_of(target, mine.get(target)), lines_of(target, theirs.get(target))
        if one or other:
            lines.append((label, one, other, one == other))
    return SimilarListing(record_id, str(theirs.get(Target.SERVICE_NAME)), str(theirs.get(Target.ORGANIZATION_NAME)), lines)
