"""The report of an import: what it did, the records it touched, and undoing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from directory.errors import UnknownError
from directory.listings.cards import cards
from directory.listings.column_meanings import understood
from directory.listings.problems.kinds import kinds
from directory.storage.imports.past_imports import PastImport, import_report, touched, touched_counts
from directory.storage.imports.review import held
from directory.storage.imports.undo import built_on, corrected
from directory.web.core.request import Answer, Asked, Page
from directory.web.core.routes import get, post
from directory.web.imports import jobs
from directory.web.imports.problems import problems_file
from directory.web.imports.words import SEVERITIES, figures

LONGEST_ID = 15
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class UndoObstacle:
    """Why an import cannot be undone now: a later import, or records that somebody has corrected since."""

    later: int | None
    corrected: list[tuple[str, str]]
    more: int


@get("/imports/{import_id:str}", may="directory")
def show(asked: Asked, import_id: str) -> Answer:
    made = _look(asked, import_id)
    shown: dict[str, Any] = {
        "made": made,
        "columns": understood(made.columns),
        "figures": figures(made.counts, done=True),
        "severities": SEVERITIES,
        "kinds": kinds(made.problems, asked.language),
        "records": touched(asked.session, made.import_id, asked.number("page")),
        "held": len(held(asked.session, made.import_id)),
    }
    return Page("imports/report.html", shown)


@get("/imports/{import_id:str}/problems.csv", may="directory")
def problems(asked: Asked, import_id: str) -> Answer:
    made = _look(asked, import_id)
    return problems_file(f"import-{made.import_id}-problems.csv", made, asked.language)


@get("/imports/{import_id:str}/undo", may="directory")
def ask(asked: Asked, import_id: str) -> Answer:
    return _page(asked, _look(asked, import_id))


@post("/imports/{import_id:str}/undo", may="directory", reads=True)
def undo_it(asked: Asked, import_id: str) -> Answer:
    """Undo the import; declared as reading, because the job has transactions of its own."""
    made = _look(asked, import_id)
    if made.undone_at is not None or _hindrance(asked, made):
        return _page(asked, made, 409)
    touched = touched_counts(asked.session, made.import_id)
    return jobs.undo(asked, made.import_id, made.source, small=touched.made + touched.changed <= jobs.SMALL_RECORDS)


def number(import_id: str) -> int:
    """Return the id in a URL as a number; raise UnknownError if it is not one."""
    if not (import_id.isascii() and import_id.isdigit() and len(import_id) <= LONGEST_ID):
        raise UnknownError("There is no such import. Choose one from the list of imports.")
    return int(import_id)


def _look(asked: Asked, import_id: str) -> PastImport:
    try:
        return import_report(asked.session, number(import_id))
    except UnknownError as error:
        raise UnknownError("There is no such import. Choose one from the list of imports.") from error


def _page(asked: Asked, made: PastImport, status: int = 200) -> Page:
    hindrance = None if made.undone_at else _hindrance(asked, made)
    shown = {
        "made": made,
        "extent": touched_counts(asked.session, made.import_id),
        "held": len(held(asked.session, made.import_id)),
        "hindrance": hindrance,
    }
    return Page("imports/undo.html", shown, status)


def _hindrance(asked: Asked, made: PastImport) -> UndoObstacle | None:
    later = built_on(asked.session, made.import_id)
    ids = corrected(asked.session, made.import_id)
    if later is None and not ids:
        return None
    known = cards(asked.session, ids[:MOST_NAMED], asked.today)
    named = [(one, f"{card.service}, {card.organization}") for one, card in known.items()]
    return UndoObstacle(later, named, len(ids) - len(named))
