"""Jobs that write a lot: one at a time, with progress that others can read. What a job writes is decided elsewhere."""

from __future__ import annotations

import datetime
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy import ColumnElement, Engine, Update, insert, select, text, update
from sqlalchemy.orm import Session

from directory.errors import BusyError, UnknownError
from directory.models import BulkJob, table
from directory.storage.columns import KEEP, Keep, changed
from directory.storage.engine import PUBLISHES, is_sqlite
from directory.storage.files import make_empty
from directory.storage.ids import new_id

LEASE_SECONDS = 120
"""How long a command waits for a running job before it gives up."""
EDIT_SECONDS = 4.0
"""How long an edit on PostgreSQL waits for another one, as it does on SQLite; it does not wait for a job, which is longer."""
_STEP_SECONDS = 0.05

_LISTINGS = "pg_try_advisory_xact_lock(hashtext('referral-desk import'))"


class JobKind(StrEnum):
    """What a job does."""

    IMPORT = "import"
    UNDO = "undo"


class JobState(StrEnum):
    """The state of a job; an interrupted one was ended from outside, and nothing of it was kept."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Job:
    """A job, as models.BulkJob describes it."""

    id: str
    kind: JobKind
    state: JobState
    subject: str
    import_id: int | None
    upload_id: str | None
    staff_id: str | None
    done: int
    total: int
    words: str | None
    tries: int
    repairs: int
    longest_hold: float
    asked_at: datetime.datetime
    ended_at: datetime.datetime | None

    @property
    def percent(self) -> int:
        """The share that is done; below 100 until the job has ended."""
        return min(99, 100 * self.done // self.total) if self.total else 0


_JOBS = table(BulkJob)


def find(session: Session, job_id: str) -> Job:
    """Return a job by its id; raise UnknownError if there is none."""
    for job in _jobs(session, _JOBS.c.id == job_id):
        return job
    raise UnknownError("There is no such job any more.")


def of_upload(session: Session, upload_id: str) -> Job | None:
    """Return the newest job that publishes a list uploaded in the browser."""
    return next(iter(_jobs(session, _JOBS.c.upload_id == upload_id)), None)


def of_import(session: Session, import_id: int) -> Job | None:
    """Return the newest job that made or undid an import."""
    return next(iter(_jobs(session, _JOBS.c.import_id == import_id)), None)


def in_state(session: Session, *states: JobState) -> list[Job]:
    """Return the jobs in these states, oldest first."""
    return _jobs(session, _JOBS.c.state.in_(states))[::-1]


def _jobs(session: Session, where: ColumnElement[bool]) -> list[Job]:
    query = select(*_JOBS.c).where(where).order_by(_JOBS.c.id.desc())
    rows = (dict(row._mapping) for row in session.execute(query))
    return [Job(**row | {"kind": JobKind(row["kind"]), "state": JobState(row["state"])}) for row in rows]


def ask(
    session: Session,
    kind: JobKind,
    subject: str,
    *,
    now: datetime.datetime,
    state: JobState = JobState.WAITING,
    import_id: int | None = None,
    upload_id: str | None = None,
    staff_id: str | None = None,
) -> str:
    """Record a job that is to be done; return its id."""
    row = {
        "id": new_id(), "kind": kind, "state": state, "subject": subject, "import_id": import_id, "upload_id": upload_id,
        "staff_id": staff_id, "done": 0, "total": 0, "words": None, "tries": 0, "repairs": 0, "longest_hold": 0.0, "asked_at": now, "ended_at": None,
    }  # fmt: skip
    session.execute(insert(_JOBS), row)
    return str(row["id"])


def note_progress(
    session: Session,
    job_id: str,
    *,
    done: int | Keep = KEEP,
    total: int | Keep = KEEP,
    longest_hold: float | Keep = KEEP,
) -> None:
    """Record how far a job is, and for how many milliseconds at most it kept other writers waiting."""
    session.execute(_update(job_id).values(**changed(done=done, total=total, longest_hold=longest_hold)))


def set_import(session: Session, job_id: str, import_id: int | None) -> None:
    """Record the import that a job makes or undoes; None if nothing of it was kept."""
    session.execute(_update(job_id).values(import_id=import_id))


def ask_again(session: Session, job_id: str) -> None:
    """Record that a job is to be done once more."""
    session.execute(_update(job_id).values(state=JobState.WAITING))


def _update(job_id: str) -> Update:
    return update(_JOBS).where(_JOBS.c.id == job_id)


def begin(session: Session, job_id: str) -> None:
    """Record that a job is running: from now on nobody else changes listings."""
    begun = _update(job_id).values(state=JobState.RUNNING, done=0, total=0, words=None, repairs=0, tries=_JOBS.c.tries + 1)
    session.execute(begun)


def note_repair(session: Session, job_id: str) -> None:
    """Record a repair of an unfinished job before it is tried, since the attempt may end the process."""
    session.execute(_update(job_id).values(repairs=_JOBS.c.repairs + 1))


def end(session: Session, job_id: str, state: JobState, now: datetime.datetime, words: str | None = None) -> None:
    """Record how a job ended."""
    session.execute(_update(job_id).values(state=state, ended_at=now, words=words))


def lock_listings(session: Session) -> None:
    """Block other writers of listings until the transaction ends; raise BusyError while a job is running."""
    is_job = session.connection().get_execution_options().get(PUBLISHES, False)

    def refuse_beside_a_job() -> None:
        if not is_job and in_state(session, JobState.RUNNING):
            raise BusyError(_under_way(session))

    def lock() -> bool:
        if not session.scalar(text(f"SELECT {_LISTINGS}")):
            refuse_beside_a_job()
            return False
        return True

    if is_sqlite(session):
        refuse_beside_a_job()  # SQLite has one writer at a time anyway, and a job is known by its row
    elif not _within(EDIT_SECONDS, lock):
        raise BusyError(_under_way(session))


def _under_way(session: Session) -> str:
    for job in in_state(session, JobState.RUNNING):
        doing = "is being published" if job.kind is JobKind.IMPORT else "is being undone"
        so_far = f" ({job.percent} % done)" if job.total else ""
        return f"The list “{job.subject}” {doing}{so_far}. Nothing was saved. Try again in a minute."
    return "A colleague is changing the directory at this moment. Nothing was saved. Try again in a minute."


def database_file(engine: Engine) -> Path | None:
    """Return the file of a SQLite database; None for PostgreSQL, and for SQLite in memory, which nobody else reads."""
    name = engine.url.database
    return Path(name) if engine.dialect.name == "sqlite" and name and name != ":memory:" else None


class Lease(StrEnum):
    """What only one process at a time may do: change the directory by a job, or import a roster."""

    JOB = "job"
    ROSTER = "roster"


@contextmanager
def lease(engine: Engine, patience: float = LEASE_SECONDS, what: Lease = Lease.JOB) -> Iterator[None]:
    """Hold the right to do something that one process does at a time; it ends with the process, however that ends.

    Raise BusyError if another process still has it after `patience` seconds.
    """
    file = database_file(engine)
    with _lease_of_file(file, patience, what) if file else _lease_of_server(engine, patience, what):
        yield


@contextmanager
def _lease_of_file(database: Path, patience: float, what: Lease) -> Iterator[None]:
    """Hold an exclusive transaction on an empty file beside the database, which the system ends with the process."""
    path = database.with_name(f"{database.name}.{what}")
    make_empty(path)
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as connection:

        def try_once() -> bool:
            try:
                connection.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                if "locked" not in str(error):
                    raise
                return False
            return True

        if not _within(patience, try_once):
            raise BusyError(_OTHER[what])
        yield


@contextmanager
def _lease_of_server(engine: Engine, patience: float, what: Lease) -> Iterator[None]:
    if engine.dialect.name == "sqlite":
        yield  # in memory: there is no other process
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not _within(
            patience,
            lambda: bool(
                connection.scalar(text("SELECT pg_try_advisory_lock(hashtext(:name))"), {"name": f"referral-desk {what}"})
            ),
        ):
            raise BusyError(_OTHER[what])
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock_all()"))


_OTHER = {
    Lease.JOB: "Another list is being published or undone. Nothing was changed: try again when it has finished.",
    Lease.ROSTER: "Another roster is being imported. Nothing was done: try again when that has ended.",
}


def _within(seconds: float, try_once: Callable[[], bool]) -> bool:
    """Whether an attempt succeeds within so many seconds; there is at least one."""
    end_at = time.monotonic() + seconds
    while not try_once():
        if time.monotonic() > end_at:
            return False
        time.sleep(_STEP_SECONDS)
    return True
