"""The preview of an uploaded list: how it was understood and what it would do, until it is published or discarded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from directory.errors import UnreadableError
from directory.listings.column_meanings import possible, understood
from directory.listings.problems.kinds import kinds
from directory.listings.problems.words import in_browser
from directory.storage import jobs as jobs_of_lists
from directory.storage import uploads
from directory.storage.imports.file_check import trouble
from directory.storage.imports.long_jobs import GivenList
from directory.storage.imports.preview import Sample, preview, said_of
from directory.storage.imports.publication import COUNTED, report
from directory.storage.imports.staged_lists import Staged
from directory.storage.jobs import JobState
from directory.storage.uploads import WaitingUpload
from directory.web.core import notices
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.imports import jobs
from directory.web.imports.problems import problems_file
from directory.web.imports.uploads import known_lists, settled_name, wrong_map, wrong_name
from directory.web.imports.words import SEVERITIES, figures, here
from directory.web.listings.layout import TARGET_LABELS
from directory.web.listings.words import lines_of
from importers.fields import Target
from importers.problems import Problem

T = TypeVar("T")

SELF_EVIDENT = frozenset(
    (
        Target.ORGANIZATION_NAME,
        Target.SERVICE_NAME,
        Target.SERVICE_STATUS,
        Target.ADDRESS_COUNTRY,
        Target.LOCATION_LATITUDE,
        Target.LOCATION_LONGITUDE,
        Target.LOCATION_LOCATION_TYPE,
        Target.LOCATION_EXTERNAL_IDENTIFIER,
    )
)
"""The targets that a sample leaves out: its heading says them, or nobody reads them."""

notices.add(
    {
        "list_looked_at_again": "Read again, as you said.",
    }
)


@get("/imports/uploads/{upload_id:str}", may="directory")
def show(asked: Asked, upload_id: str) -> Answer:
    return _page(asked, uploads.load(asked.session, upload_id))


def _read_again(asked: Asked, upload_id: str) -> tuple[str, str] | Page:
    """Return the name and the column map as typed, or the page with their errors."""
    waiting = uploads.load(asked.session, upload_id)
    name, map_text = asked.form.get("name"), asked.form.get("map")
    errors = {key: words for key, words in (("name", wrong_name(name)), ("map", wrong_map(map_text))) if words}
    if not errors and (found := trouble(waiting.data, waiting.file_name, map_text or None)):
        errors["map"] = here(found.words)
    return _page(asked, waiting, name=name, map_text=map_text, errors=errors) if errors else (name, map_text)


@post("/imports/uploads/{upload_id:str}", may="directory", prepare=_read_again)
def change_options(asked: Asked, upload_id: str) -> Answer:
    """Change the name or the column map; the next page reads the list again."""
    name, map_text = asked.prepared
    uploads.change(asked.session, upload_id, source=settled_name(name, known_lists(asked)), map_text=map_text or None)
    return Redirect(f"/imports/uploads/{upload_id}", done="list_looked_at_again")


@post("/imports/uploads/{upload_id:str}/publish", may="directory", reads=True)
def publish_it(asked: Asked, upload_id: str) -> Answer:
    """Publish the list; declared as reading, because the job has transactions of its own."""
    if (job := jobs_of_lists.of_upload(asked.session, upload_id)) and job.state is JobState.DONE:
        return Redirect(f"/imports/{job.import_id}", done="twice")
    waiting = uploads.load(asked.session, upload_id)
    small = len(waiting.data) <= jobs.SMALL_BYTES
    return jobs.publish(asked, upload_id, waiting.source, small=small, seen=asked.form.get("seen"))


@post("/imports/uploads/{upload_id:str}/drop", may="directory")
def drop(asked: Asked, upload_id: str) -> Answer:
    uploads.drop(asked.session, upload_id)
    return Redirect("/imports", done="list_thrown_away")


@get("/imports/uploads/{upload_id:str}/problems.csv", may="directory")
def problems(asked: Asked, upload_id: str) -> Answer:
    return problems_file("problems.csv", _said(asked, uploads.load(asked.session, upload_id), report), asked.language)


def _said(asked: Asked, waiting: WaitingUpload, say: Callable[[Staged], T]) -> T:
    given = GivenList(waiting.data, waiting.file_name, waiting.source, map_text=waiting.map_text)
    try:
        return said_of(asked.session, given, asked.today, say)
    except UnreadableError as error:
        raise UnreadableError(here(str(error))) from error


def _page(
    asked: Asked,
    waiting: WaitingUpload,
    *,
    name: str | None = None,
    map_text: str | None = None,
    errors: dict[str, str] | None = None,
) -> Page:
    found = _said(asked, waiting, preview)
    shown: dict[str, Any] = {
        "upload": waiting,
        "next_edition": waiting.source in known_lists(asked),
        "found": found,
        "figures": figures({key: getattr(found.report, key) for key in COUNTED}, done=False),
        "severities": SEVERITIES,
        "kinds": kinds(found.report.problems, asked.language),
        "samples": [_sample_words(sample) for sample in found.samples],
        "doubts": [_doubt_words(doubt, asked.language) for doubt in found.report.doubts],
        "gone": found.report.hides_many or (found.report.is_empty and found.report.withdrawn > 0),
        "seen": jobs.seen_figures({key: getattr(found.report, key) for key in COUNTED}),
        "name": waiting.source if name is None else name,
        "map_text": (waiting.map_text or "") if map_text is None else map_text,
        "errors": errors or {},
        "columns": understood(found.columns),
        "possible": possible(),
    }
    return Page("imports/preview.html", shown, 422 if errors else 200)


def _doubt_words(doubt: Problem, language: str) -> dict[str, Any]:
    """Return what makes a list look misread: a sentence, its column, and rows as evidence, each with its line."""
    rows = [line.partition(": ") for line in (doubt.value or "").splitlines()]
    return {
        "words": in_browser(doubt, language),
        "column": doubt.column,
        "rows": [(int(line), cells) for line, _, cells in rows],
    }


def _sample_words(sample: Sample) -> dict[str, Any]:
    """Return a sample in words: everything that a new record says, or what would change in an existing one."""
    new = sample.outcome == "created"
    fields = {target: value for target, value in sample.fields.items() if target not in SELF_EVIDENT} if new else sample.changes
    lines = [(label, lines_of(target, fields[target])) for target, label in TARGET_LABELS.items() if target in fields]
    return {
        "sample": sample,
        "service": sample.fields.get(Target.SERVICE_NAME) or sample.fields.get(Target.ORGANIZATION_NAME) or f"Line {sample.line}",
        "organization": sample.fields.get(Target.ORGANIZATION_NAME),
        "said": [(label, words) for label, words in lines if words or not new],
    }
