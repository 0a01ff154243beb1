"""Jobs requested in the browser: run in a separate process, and audited under the requesting user when they end."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from multiprocessing.process import BaseProcess

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts import audit
from directory.errors import BusyError, DatabaseError, DeskError
from directory.settings import Settings
from directory.storage import jobs, uploads
from directory.storage.engine import make_engine, reading, writing
from directory.storage.imports import long_jobs, repairs
from directory.storage.imports.past_imports import import_report, touched_counts
from directory.storage.imports.publication import WithdrawalConsent
from directory.storage.jobs import Job, JobKind, JobState


def finish(session: Session, job: Job) -> None:
    """Record in the job's last transaction what it did; an uploaded list is published, and no longer waits."""
    if job.import_id is None or job.staff_id is None:
        return
    now = clock.now()
    made = import_report(session, job.import_id)
    if job.kind is JobKind.IMPORT:
        action = "import.published"
        detail = f"“{made.source}”: {made.counts['created']} new, {made.counts['updated']} changed"
    else:
        touched = touched_counts(session, job.import_id)
        action, detail = "import.undone", f"“{made.source}”: {touched.made + touched.changed} records"
    audit.record(session, now=now, staff_id=job.staff_id, action=action, subject=f"import:{job.import_id}", detail=detail)
    if job.upload_id is not None:
        uploads.drop(session, job.upload_id)


def run_waiting(engine: Engine, patience: float = 0.0) -> None:
    """Repair what a job left that was ended from outside, then run the waiting jobs, oldest first.

    Do nothing if another process is doing so. Raise DatabaseError if the database does not answer: the job keeps waiting.
    """
    with contextlib.suppress(BusyError), jobs.lease(engine, patience):
        repairs.put_right(engine, clock.now(), finish)
        while job := _next(engine):
            try:
                _run(engine, job)
            except DatabaseError:
                raise
            except DeskError as error:
                _end_where_it_waits(engine, job, str(error))
            except Exception:
                _end_where_it_waits(engine, job, repairs.UNFORESEEN)
                raise


def _end_where_it_waits(engine: Engine, job: Job, words: str) -> None:
    """End a job that failed before it began, which would be retried forever; other failures are recorded already."""
    with writing(engine) as session:
        if jobs.find(session, job.id).state is JobState.WAITING:
            jobs.end(session, job.id, JobState.FAILED, clock.now(), words)


def _next(engine: Engine) -> Job | None:
    with reading(engine) as session:
        return next(iter(jobs.in_state(session, JobState.WAITING)), None)


def _run(engine: Engine, job: Job) -> None:
    now, today = clock.now(), clock.today()
    if job.kind is JobKind.UNDO:
        assert job.import_id is not None
        long_jobs.run_undo(engine, job.id, job.import_id, now, finish=finish)
        return
    assert job.upload_id is not None
    with reading(engine) as session:
        waiting = uploads.load(session, job.upload_id)
    given = long_jobs.GivenList(waiting.data, waiting.file_name, waiting.source, map_text=waiting.map_text)
    # The preview from which it was asked for shows what would be withdrawn, and what looks misread.
    long_jobs.run_import(
        engine, job.id, given, today=today, now=now, finish=finish, gone=WithdrawalConsent.SEEN, all_the_same=True
    )


def start_process(settings: Settings) -> BaseProcess:
    """Start a separate process for the waiting jobs, so that pages and the job do not compete for one interpreter."""
    process = multiprocessing.get_context("spawn").Process(target=_work, args=(settings,), name="jobs", daemon=True)
    process.start()
    return process


def _work(settings: Settings) -> None:
    clock.use(settings)
    engine = make_engine(settings.database_url)
    if engine.dialect.name != "sqlite":
        # Pages come first. On SQLite they would wait longer: the job would be suspended while it holds the lock.
        os.nice(5)
    run_waiting(engine)
    engine.dispose()
