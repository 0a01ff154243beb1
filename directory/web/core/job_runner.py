"""The runner of jobs while the service is up: those that wait, and those whose process was killed."""

from __future__ import annotations

import threading
from multiprocessing.process import BaseProcess

from directory.accounts.jobs import start_process
from directory.errors import BusyError, DatabaseError
from directory.storage import jobs
from directory.storage.engine import reading
from directory.storage.jobs import JobState
from directory.web.core import logs
from directory.web.core.request import Parts

LOOK_SECONDS = 5.0


class Runner:
    """A thread that checks for jobs every few seconds, and as soon as it is woken."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._ended = False
        self._thread: threading.Thread | None = None
        self._process: BaseProcess | None = None

    def start(self) -> None:
        self._ended = False
        self._thread = threading.Thread(target=self._look, name="jobs", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop the thread; a job under way starts over when the service does."""
        self._ended = True
        self._parts.jobs_wait.set()
        if self._thread is not None:
            self._thread.join()
        if self._process is not None and self._process.is_alive():
            self._process.terminate()
            self._process.join()

    def _look(self) -> None:
        while not self._ended:
            try:
                self._run_waiting()
            except Exception as error:  # noqa: BLE001  # whatever it was, jobs must run again once it has passed
                if not isinstance(error, DatabaseError):
                    logs.failure(error, route="jobs")
            self._parts.jobs_wait.wait(LOOK_SECONDS)
            self._parts.jobs_wait.clear()

    def _run_waiting(self) -> None:
        if self._process is not None and self._process.is_alive():
            return
        engine = self._parts.engine
        with reading(engine) as session:
            waits = bool(jobs.in_state(session, JobState.WAITING, JobState.RUNNING))
        if not waits:
            return
        try:
            with jobs.lease(engine, patience=0):
                pass
        except BusyError:
            return  # a command or another process of the service is running one
        self._process = start_process(self._parts.settings)
        threading.Thread(target=self._wake_after, args=(self._process,), name="jobs-end", daemon=True).start()

    def _wake_after(self, process: BaseProcess) -> None:
        """Check again as soon as the process ends, because a job requested just then must not wait.

        After a failure, such as when the database is down, the next regular check is soon enough.
        """
        process.join()
        if process.exitcode == 0:
            self._parts.jobs_wait.set()
