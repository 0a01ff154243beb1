"""Repair of what interrupted jobs have left: record by record, or else as a whole from the directory's copy."""

from __future__ import annotations

import datetime
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from directory.errors import BusyError, DatabaseError
from directory.models import DirectoryCopy, table
from directory.storage import directory_copy, jobs
from directory.storage.directory_copy import CopiedDirectory
from directory.storage.engine import PUBLISHES, readable_errors, reading, writing
from directory.storage.imports import undo
from directory.storage.jobs import Job, JobKind, JobState
from directory.storage.pace import Batches, batches

MOST_TRIES = 2
"""How often a job that somebody waits for is started before it counts as one that kills the process."""

MOST_REPAIRS = 3
"""How often a repair record by record is tried before the whole directory is restored from the copy."""

NOT_PUT_RIGHT = (
    "It ended in the middle and could not be put right step by step ({error}). The directory was brought back to what it was "
    "before, and can be corrected again. If it happens once more, tell the person who runs Referral Desk what stands here."
)
HALF_DONE = (
    "It ended in the middle and could not be put right ({error}), and the copy of the directory from before it was removed. "
    "Part of it may stand in the directory: look at the providers of this list, or restore the last backup."
)
UNFORESEEN = "It was ended by an error that nobody foresaw."
CUT_OFF = "the process was ended each time"

Finish = Callable[[Session, Job], None]
"""What is written beside the job's end, in its last transaction."""


def no_more(_session: Session, _job: Job) -> None:
    """Write nothing beside the job's end."""


def recover(engine: Engine, now: datetime.datetime, *, finish: Finish = no_more, patience: float = 0.0) -> None:
    """Repair what a job has left that was ended from outside, and remove its copy; do nothing if there is neither.

    Raise BusyError if a job is running and does not end within `patience` seconds.
    """
    with reading(engine) as session:
        left = jobs.in_state(session, JobState.RUNNING)
    if left:
        with jobs.lease(engine, patience):
            put_right(engine, now, finish)
    elif (database := jobs.database_file(engine)) and directory_copy.beside(database):
        # A job that was ended after its last transaction has left nothing but the copy. Whoever has the lease removes it.
        with suppress(BusyError), jobs.lease(engine, 0):
            put_right(engine, now, finish)


def put_right(
    engine: Engine, now: datetime.datetime, finish: Finish = no_more, *, failed: Mapping[str, str] | None = None
) -> None:
    """Undo the imports that were interrupted, and finish the interrupted undos; under the lease.

    If that fails repeatedly, the directory is restored from its copy, so that this always ends.
    """
    with reading(engine.execution_options(**{PUBLISHES: True})) as session:
        left = jobs.in_state(session, JobState.RUNNING)
        row = session.execute(select(table(DirectoryCopy))).first()
        copy = CopiedDirectory(row.file, row.import_id) if row else None
    for job in left:
        words = (failed or {}).get(job.id)
        if copy is None:
            with writing(engine) as session:
                _end_cut_off(session, job, words, now)
        else:
            _put_right_hidden(engine, job, copy, now, words=words, finish=finish)
    if database := jobs.database_file(engine):
        directory_copy.sweep(database)


def _put_right_hidden(
    engine: Engine, job: Job, copy: CopiedDirectory, now: datetime.datetime, *, words: str | None, finish: Finish
) -> None:
    error = CUT_OFF
    for _ in range(job.repairs, MOST_REPAIRS):
        with writing(engine.execution_options(**{PUBLISHES: True})) as session:
            jobs.note_repair(session, job.id)
        try:
            _put_right_by_records(engine, job, words, finish, now)
        except DatabaseError:
            raise  # a full disk, or a database that does not answer: the same job continues when that is over
        except Exception as raised:  # noqa: BLE001  # whatever it is, the desk must not wait for it forever
            error = _place_of(raised)
        else:
            return
    database = jobs.database_file(engine)
    assert database is not None  # nobody else reads a copy
    with readable_errors():
        whole = directory_copy.restore_from(database, copy)
    with writing(engine) as session:
        _end_cut_off(session, job, (NOT_PUT_RIGHT if whole else HALF_DONE).format(error=error), now)


def _put_right_by_records(engine: Engine, job: Job, words: str | None, finish: Finish, now: datetime.datetime) -> None:
    with batches(engine, job.id) as pace:
        if job.kind is JobKind.UNDO and job.import_id is not None:
            finish_undo(pace, job.id, job.import_id, finish, now)
            return
        if job.import_id is not None:
            undo.put_back(pace, job.import_id, published=False)
            undo.forget_import(pace, job.import_id)
        show(pace)
        _end_cut_off(pace.session, job, words, now)
        pace.commit()


def _place_of(error: Exception) -> str:
    """Return the type of an error and where it was raised, without its message, which may contain personal text."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}, {Path(last.filename).name} line {last.lineno}"


def _end_cut_off(session: Session, job: Job, words: str | None, now: datetime.datetime) -> None:
    """Record the end of a job that left nothing; one requested in the browser is queued again."""
    undoes = job.import_id if job.kind is JobKind.UNDO else None
    jobs.set_import(session, job.id, undoes)
    if words is None and job.staff_id is not None and job.tries < MOST_TRIES:
        jobs.ask_again(session, job.id)
    else:
        jobs.end(session, job.id, JobState.FAILED if words else JobState.INTERRUPTED, now, words)


def finish_undo(pace: Batches, job_id: str, import_id: int, finish: Finish, now: datetime.datetime) -> int:
    """Restore all that an import touched, and end the job; return how many records that are."""
    count = undo.put_back(pace, import_id)
    show(pace)
    close_undo(pace.session, job_id, import_id, finish, now)
    pace.commit()
    return count


def show(pace: Batches) -> None:
    """Make everybody read what the job wrote, from the end of this transaction on."""
    pace.session.execute(delete(table(DirectoryCopy)))


def close_undo(session: Session, job_id: str, import_id: int, finish: Finish, now: datetime.datetime) -> None:
    """Record that an import was undone, in the job's last transaction."""
    undo.close_undo(session, import_id, now)
    finish(session, jobs.find(session, job_id))
    jobs.end(session, job_id, JobState.DONE, now)
