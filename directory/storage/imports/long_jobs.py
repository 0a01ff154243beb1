"""Publishing of lists and undoing of imports as jobs: all or nothing for every reader, even if killed, and without long locks.

On PostgreSQL a job is one transaction, which others neither see nor wait for. On SQLite it is many short ones, while others
read a copy of the directory; what a killed job has left is repaired before the next job begins, and at every start.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sqlalchemy import Engine, insert, select, update
from sqlalchemy.orm import Session

from directory import clock
from directory.errors import DeskError
from directory.models import DirectoryCopy, ImportBatch, table
from directory.storage import directory_copy, jobs
from directory.storage.engine import PUBLISHES, readable_errors, reading, writing
from directory.storage.imports import undo
from directory.storage.imports.publication import (
    Report,
    WithdrawalConsent,
    open_import,
    publish,
    refuse_doubtful,
    report,
    write_import,
)
from directory.storage.imports.repairs import UNFORESEEN, Finish, close_undo, finish_undo, no_more, put_right, show
from directory.storage.imports.staged_lists import PUBLISHED, PUBLISHING, Staged, stage
from directory.storage.jobs import JobKind, JobState
from directory.storage.pace import Batches, WholeBatch, batches
from importers.tables.table import Format

FEW_RECORDS, FEW_ROWS = 12, 400
"""So few records, from so few rows, are written in one transaction, which surely takes far less than 100 ms."""


@dataclass(frozen=True, slots=True)
class GivenList:
    """A list as it was submitted."""

    data: bytes
    file_name: str
    source: str
    format: Format = "auto"
    map_text: str | None = None

    def staged(self, session: Session, today: datetime.date) -> Staged:
        """Return the list, read and planned against the directory as the session sees it."""
        return stage(
            session, self.data, self.file_name, source=self.source, today=today, format=self.format, map_text=self.map_text
        )


@contextmanager
def _ready(engine: Engine) -> Iterator[None]:
    """Hold the right to run a job, with a directory in which nothing is unfinished."""
    with jobs.lease(engine):
        put_right(engine, clock.now())
        yield


def publish_list(
    engine: Engine,
    given: GivenList,
    *,
    today: datetime.date,
    now: datetime.datetime,
    gone: WithdrawalConsent = WithdrawalConsent.ASK,
    all_the_same: bool = False,
) -> Report:
    """Read a list and publish it.

    Raise as `stage` does, BusyError if another job does not end, and DoubtfulError if the list would empty the directory and
    `gone` does not confirm that, or looks as if it was read wrong and is not to be published `all_the_same`.
    """
    with _ready(engine):
        with writing(engine) as session:
            job_id = jobs.ask(session, JobKind.IMPORT, given.source, now=now)
        return run_import(engine, job_id, given, today=today, now=now, gone=gone, all_the_same=all_the_same)


def undo_import(engine: Engine, import_id: int, now: datetime.datetime) -> int:
    """Undo an import; return how many records that touched. Raise as undo.undo does, and BusyError."""
    with _ready(engine):
        with writing(engine) as session:
            undo.refuse_undo(session, import_id)
            source = session.scalars(select(ImportBatch.source).where(ImportBatch.id == import_id)).one()
            job_id = jobs.ask(session, JobKind.UNDO, source, now=now, import_id=import_id)
        return run_undo(engine, job_id, import_id, now)


def run_import(
    engine: Engine,
    job_id: str,
    given: GivenList,
    *,
    today: datetime.date,
    now: datetime.datetime,
    finish: Finish = no_more,
    gone: WithdrawalConsent = WithdrawalConsent.ASK,
    all_the_same: bool = False,
) -> Report:
    """Publish a list as this job, under the lease; if that fails, nothing of it is left and the job says why."""
    with _running(engine, job_id, now):
        if (database := jobs.database_file(engine)) is None:
            with _alone(engine) as session:
                staged = given.staged(session, today)
                refuse_doubtful(report(staged), gone, all_the_same=all_the_same)
                done = publish(session, staged, now, _progress(engine, job_id, _total(staged)))
                _close(session, job_id, done, finish, now)
            return done
        # Nobody else changes the directory from here on, so that what is planned now can be written later.
        with reading(engine) as session:
            staged = given.staged(session, today)
        done = report(staged)
        refuse_doubtful(done, gone, all_the_same=all_the_same)
        if _records(staged) <= FEW_RECORDS and done.rows_read <= FEW_ROWS:
            with _alone(engine) as session:
                done = publish(session, staged, now)
                _close(session, job_id, done, finish, now)
            return done
        with readable_errors():
            file = directory_copy.make(database)
        with batches(engine, job_id) as pace:
            import_id = open_import(pace.session, staged, done, now, PUBLISHING)
            _hide(pace, job_id, file, import_id, total=_total(staged))
            write_import(pace, staged, import_id)
            done = replace(done, import_id=import_id)
            pace.session.execute(update(table(ImportBatch)).where(ImportBatch.id == import_id).values(state=PUBLISHED))
            show(pace)
            _close(pace.session, job_id, done, finish, now)
            pace.commit()
        directory_copy.sweep(database)
    return done


def run_undo(engine: Engine, job_id: str, import_id: int, now: datetime.datetime, *, finish: Finish = no_more) -> int:
    """Undo an import as this job, under the lease; if that fails, nothing was changed and the job says why."""
    with _running(engine, job_id, now):
        with reading(engine) as session:
            undo.refuse_undo(session, import_id)
            total = undo.touched_by(session, import_id)
        database = jobs.database_file(engine)
        if database is None or total <= FEW_RECORDS:
            with _alone(engine) as session:
                undo.refuse_undo(session, import_id)
                count = undo.put_back(WholeBatch(session, _progress(engine, job_id, total)), import_id)
                close_undo(session, job_id, import_id, finish, now)
            return count
        with readable_errors():
            file = directory_copy.make(database)
        with batches(engine, job_id) as pace:
            _hide(pace, job_id, file, None, total=total)
            count = finish_undo(pace, job_id, import_id, finish, now)
        directory_copy.sweep(database)
    return count


def _records(staged: Staged) -> int:
    """Return how many services at location and agencies the plan writes."""
    plan = staged.plan
    return len(plan.withdrawn) + len(plan.organizations) + sum(step.outcome in ("created", "updated") for step in plan.steps)


def _total(staged: Staged) -> int:
    return 2 * _records(staged) + len(staged.plan.steps)  # each record is written, and then its look-up rows


@contextmanager
def _alone(engine: Engine) -> Iterator[Session]:
    """Open one transaction in which listings are written."""
    with writing(engine.execution_options(**{PUBLISHES: True})) as session:
        jobs.lock_listings(session)
        yield session


def _progress(engine: Engine, job_id: str, total: int) -> Callable[[int], None] | None:
    """Return a function that records the progress of a job of one transaction, None on SQLite, where it could not write."""
    if engine.dialect.name == "sqlite":
        return None

    def note(done: int) -> None:
        with writing(engine) as session:
            jobs.note_progress(session, job_id, done=done, total=total)

    return note


def _hide(pace: Batches, job_id: str, file: str, import_id: int | None, *, total: int) -> None:
    """Make everybody else read the copy from here on."""
    pace.session.execute(insert(table(DirectoryCopy)).values(file=file, import_id=import_id))
    jobs.note_progress(pace.session, job_id, total=total)
    if import_id is not None:
        jobs.set_import(pace.session, job_id, import_id)
    pace.commit()


def _close(session: Session, job_id: str, done: Report, finish: Finish, now: datetime.datetime) -> None:
    jobs.set_import(session, job_id, done.import_id)
    finish(session, jobs.find(session, job_id))
    jobs.end(session, job_id, JobState.DONE, now)


@contextmanager
def _running(engine: Engine, job_id: str, now: datetime.datetime) -> Iterator[None]:
    """Record that the job is running; if it fails, undo what it wrote and record why."""
    with writing(engine) as session:
        jobs.begin(session, job_id)
    try:
        yield
    except BaseException as error:
        words = str(error) if isinstance(error, DeskError) else UNFORESEEN
        put_right(engine, now, failed={job_id: words})
        raise
