"""The jobs that publish a list or undo an import: requested once, however often the form is sent, and watched until they end."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from directory.accounts.jobs import run_waiting
from directory.storage import jobs
from directory.storage.engine import reading, writing
from directory.storage.imports.past_imports import import_report
from directory.storage.imports.publication import COUNTED
from directory.storage.jobs import Job, JobKind, JobState
from directory.web.core import notices
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get

UNDER_WAY = (JobState.WAITING, JobState.RUNNING)
SMALL_BYTES, SMALL_RECORDS = 20_000, 12
"""The largest list (bytes) and undo (records) done while the browser waits: this takes no longer than starting a process."""

notices.add(
    {
        "list_published": "Published: the directory has this list now.",
        "list_published_otherwise": "Published. The directory had changed since you looked, so the figures are not quite the same.",
        "import_undone": "Undone: the directory is as it was before this import, and a place that it hid stays hidden.",
    }
)


def publish(asked: Asked, upload_id: str, source: str, *, small: bool, seen: str) -> Redirect:
    """Request that an uploaded list be published, unless that was requested before, and redirect to its progress.

    `seen` are the figures that the user decided by, as returned by `seen_figures`.
    """
    with writing(asked.parts.engine) as session:
        job = jobs.of_upload(session, upload_id)
        if job is None or job.state not in (*UNDER_WAY, JobState.DONE):
            asked_by = asked.me.staff_id
            jobs.ask(session, JobKind.IMPORT, source, now=asked.now, upload_id=upload_id, staff_id=asked_by)
        job = jobs.of_upload(session, upload_id)
    assert job is not None
    return _off(asked, job, seen, small=small)


def seen_figures(counts: Mapping[str, int]) -> str:
    """Return the figures of a preview, to compare with the result of publishing."""
    return "-".join(str(counts[key]) for key in COUNTED)


def undo(asked: Asked, import_id: int, source: str, *, small: bool) -> Redirect:
    """Request that an import be undone, unless that was requested before, and redirect to its progress."""
    with writing(asked.parts.engine) as session:
        job = jobs.of_import(session, import_id)
        if job is None or job.kind is not JobKind.UNDO or job.state not in (*UNDER_WAY, JobState.DONE):
            jobs.ask(session, JobKind.UNDO, source, now=asked.now, import_id=import_id, staff_id=asked.me.staff_id)
        job = jobs.of_import(session, import_id)
    assert job is not None
    return _off(asked, job, "", small=small)


def _off(asked: Asked, job: Job, seen: str, *, small: bool) -> Redirect:
    if small and job.state in UNDER_WAY:
        run_waiting(asked.parts.engine)
    asked.parts.jobs_wait.set()
    with reading(asked.parts.engine) as session:
        return _outcome(session, job.id, seen) or Redirect(f"/imports/jobs/{job.id}{f'?seen={seen}' if seen else ''}")


def _outcome(session: Session, job_id: str, seen: str) -> Redirect | None:
    """Return a redirect to the import of a job that is done; None for any other job."""
    job = jobs.find(session, job_id)
    if job.state is not JobState.DONE or job.import_id is None:
        return None
    if job.kind is JobKind.UNDO:
        return Redirect(f"/imports/{job.import_id}", done="import_undone")
    same = not seen or seen == seen_figures(import_report(session, job.import_id).counts)
    return Redirect(f"/imports/{job.import_id}", done="list_published" if same else "list_published_otherwise")


@get("/imports/jobs/{job_id:str}", may="directory")
def show(asked: Asked, job_id: str) -> Answer:
    job = jobs.find(asked.session, job_id)
    under_way = job.state in UNDER_WAY
    return _outcome(asked.session, job_id, asked.word("seen")) or Page(
        "imports/job.html", {"job": job, "under_way": under_way, "undoes": job.kind is JobKind.UNDO}
    )
