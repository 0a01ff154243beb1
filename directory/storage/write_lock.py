"""SQLite's one write lock: awaited in short steps, and measured, so that long holds are found."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError

STEP_SECONDS = 0.002
"""How long a waiting writer sleeps between two attempts. SQLite itself would sleep up to 100 ms, and often come too late."""


@dataclass(slots=True)
class LockHolds:
    """How long this process held the write lock, in milliseconds: the number of holds, the longest, and each thread's last one.

    Each of the functions in `told` is called after a hold has ended.
    """

    count: int = 0
    longest: float = 0.0
    told: list[Callable[[float], None]] = field(default_factory=list)
    _mine: threading.local = field(default_factory=threading.local)

    @property
    def last(self) -> float:
        """The last hold of the calling thread, 0 if there was none."""
        return float(getattr(self._mine, "last", 0.0))

    def add(self, milliseconds: float) -> None:
        self._mine.last = milliseconds
        self.count += 1
        self.longest = max(self.longest, milliseconds)
        for call in self.told:
            call(milliseconds)


HOLDS = LockHolds()


def begin_immediate(connection: SqliteConnection, patience: float) -> bool:
    """Begin a write transaction as soon as nobody else writes; return whether that was within `patience` seconds."""
    # The connection's own timeout is for readers, which hardly ever wait.
    waits = connection.execute("PRAGMA busy_timeout").fetchone()[0]
    connection.execute("PRAGMA busy_timeout=0")
    end = time.monotonic() + patience
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except OperationalError as error:
                if "locked" not in str(error):
                    raise
                if time.monotonic() > end:
                    return False
                time.sleep(STEP_SECONDS * random.uniform(0.5, 1.5))  # noqa: S311  # writers that met once should not meet again
            else:
                return True
    finally:
        connection.execute(f"PRAGMA busy_timeout={waits:d}")
