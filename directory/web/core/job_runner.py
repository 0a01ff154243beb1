"""What sees to it that jobs are done while the service runs: those that wait, and those whose process was ended."""

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
    """A thread that looks every few seconds, and at once when it is woken, whether something is to be done."""

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
        """Ends the thread; a job that is under way is begun again when the service is."""
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
                self._see_to_it()
            except Exception as error:  # noqa: BLE001  # whatever it was, jobs must be done when it is over
                if not isinstance(error, DatabaseError):
                    logs.failure(error, route="jobs")
            self._parts.jobs_wait.wait(LOOK_SECONDS)
            self._parts.jobs_wait.clear()

    def _see_to_it(self) -> None:
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
            return  # a command, or another process of the service, is at it
        self._process = start_process(self._parts.settings)
        threading.Thread(target=self._wake_after, args=(self._process,), name="jobs-end", daemon=True).start()

    def _wake_after(self, process: BaseProcess) -> None:
        """Looks again at once when the process has ended: a job that was asked for while it did so is not to wait.

        After one that failed, such as while the database does not answer, the next look is soon enough.
        """
        process.join()
        if process.exitcode == 0:
            self._parts.jobs_wait.set()
