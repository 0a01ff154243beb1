"""Jobs that were asked for in the browser: each comes to an end, also where it cannot be begun."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from directory.accounts.jobs import run_waiting
from directory.errors import DatabaseError
from directory.storage import jobs
from directory.storage.engine import reading, writing
from directory.storage.jobs import JobKind, JobState
from tests.storage.editions import NOON


def waiting_job(engine: Engine) -> str:
    """A job that is to publish a list which is not there any more."""
    with writing(engine) as session:
        return jobs.ask(session, JobKind.IMPORT, "list", now=NOON, upload_id="0198-gone", staff_id="0198-coordinator")


def test_a_list_that_is_gone_ends_its_job(engine: Engine) -> None:
    """A job whose list was thrown away meanwhile fails with a sentence, and does not keep the jobs behind it waiting."""
    job_id = waiting_job(engine)
    run_waiting(engine)
    with reading(engine) as session:
        job = jobs.find(session, job_id)
    assert job.state is JobState.FAILED
    assert "waits no more" in (job.words or "")


def test_a_job_waits_while_the_database_does_not_answer(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that cannot be written is told to the caller once, and the job is still to be done."""
    job_id = waiting_job(engine)

    def full(*_: object) -> None:
        raise DatabaseError("The disk is full: nothing was saved. Make room and try again.")

    monkeypatch.setattr("directory.storage.uploads.load", full)
    with pytest.raises(DatabaseError):
        run_waiting(engine)
    with reading(engine) as session:
        assert jobs.find(session, job_id).state is JobState.WAITING
