"""The pace at which a job writes its records: all at once in the caller's transaction, or some at a time in short ones.

A writer says `for part in pace.parts(records):` and writes the part in `pace.session`; nothing is read or written between
two parts. Slow reads are done before the part's transaction: `for found in pace.looked(records, look):`. If parts end
transactions, the directory's copy hides unfinished work from readers.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from directory.storage import jobs
from directory.storage.engine import PUBLISHES, WRITES, checkpoints_later, driver_of, readable_errors
from directory.storage.write_lock import HOLDS

T = TypeVar("T")
R = TypeVar("R")

AIM = 30.0
"""Milliseconds of work that a short transaction should have. Work and not elapsed time: on a machine that is otherwise busy,
smaller parts would only be more parts.
"""
FIRST, MOST = 4, 2_000
"""Records of the first part, before the time for each is known, and of the largest."""
SLICE = 250
"""Records between two progress updates if one transaction holds them all."""
_CHECKPOINT_EVERY = 20  # parts
_GROWTH = 2.0


class Pace(Protocol):
    """What a writer of many records is given."""

    @property
    def session(self) -> Session: ...

    def parts(self, records: Sequence[T]) -> Iterator[Sequence[T]]:
        """Yield the records in their order, in parts to be written one after the other; nothing if there are none."""
        ...

    def looked(self, records: Sequence[T], look: Callable[[Session, Sequence[T]], R]) -> Iterator[R]:
        """Yield what `look`, which only reads, finds for each part of the records, to be written one after the other."""
        ...


class WholeBatch:
    """All records at once, in the caller's transaction; `progress`, if given, gets the number of records done."""

    def __init__(self, session: Session, progress: Callable[[int], None] | None = None) -> None:
        self._session = session
        self._progress = progress
        self._done = 0

    @property
    def session(self) -> Session:
        return self._session

    def parts(self, records: Sequence[T]) -> Iterator[Sequence[T]]:
        size = SLICE if self._progress else max(1, len(records))
        for start in range(0, len(records), size):
            part = records[start : start + size]
            yield part
            self._done += len(part)
            if self._progress:
                self._progress(self._done)

    def looked(self, records: Sequence[T], look: Callable[[Session, Sequence[T]], R]) -> Iterator[R]:
        for part in self.parts(records):
            yield look(self._session, part)


class Batches:
    """Each part in its own transaction, with about AIM milliseconds of work, so that it holds the write lock about that long.

    After each, others can have the lock for as long again.
    """

    def __init__(self, session: Session, job_id: str, checkpoint: Callable[[], None]) -> None:
        self._session = session
        self._job_id = job_id
        self._checkpoint = checkpoint
        self._done = 0
        self._parts = 0
        self._paused = 0.0
        self.longest = 0.0

    @property
    def session(self) -> Session:
        return self._session

    def parts(self, records: Sequence[T]) -> Iterator[Sequence[T]]:
        return self._parts_of(records, lambda part: part)

    def looked(self, records: Sequence[T], look: Callable[[Session, Sequence[T]], R]) -> Iterator[R]:
        def look_ahead(part: Sequence[T]) -> R:
            with self._reading():
                return look(self._session, part)

        return self._parts_of(records, look_ahead)

    def _parts_of(self, records: Sequence[T], ready: Callable[[Sequence[T]], R]) -> Iterator[R]:
        start, size = 0, FIRST
        while start < len(records):
            part = records[start : start + size]
            given = ready(part)
            begun = time.thread_time()
            yield given
            self._done += len(part)
            jobs.note_progress(self._session, self._job_id, done=self._done, longest_hold=self.longest)
            self.commit()
            start += len(part)
            worked = 1_000 * (time.thread_time() - begun)
            size = min(MOST, max(1, int(len(part) * min(_GROWTH, AIM / max(worked, 0.1)))))

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Read in a transaction of the same connection; it counts as a pause, in which others may write."""
        begun, connection = time.perf_counter(), self._session.get_bind()
        assert isinstance(connection, Connection)
        connection.execution_options(**{WRITES: False})
        try:
            yield
        finally:
            self._session.rollback()
            connection.execution_options(**{WRITES: True})
            self._paused += time.perf_counter() - begun

    def commit(self) -> None:
        """End the transaction, and let others write."""
        self._session.commit()
        self.longest = max(self.longest, HOLDS.last)
        self._parts += 1
        if self._parts % _CHECKPOINT_EVERY == 0:
            self._checkpoint()
        time.sleep(max(0.0, min(HOLDS.last, 2 * AIM) / 1_000 - self._paused))
        self._paused = 0.0


@contextmanager
def batches(engine: Engine, job_id: str) -> Iterator[Batches]:
    """Open short transactions on one connection, which reads what it writes; uncommitted work is rolled back at the end."""
    how = engine.execution_options(**{WRITES: True, PUBLISHES: True})
    with readable_errors(), how.connect() as connection, checkpoints_later(connection):
        driver = driver_of(connection)

        def checkpoint() -> None:
            driver.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

        # Nobody should wait while Python's garbage collector scans a plan of many thousand rows.
        gc.freeze()
        try:
            with Session(connection, expire_on_commit=False) as session:
                yield Batches(session, job_id, checkpoint)
        finally:
            gc.unfreeze()
