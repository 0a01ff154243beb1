"""Lanes in which requests wait for a thread: a fixed number run at once, and a limited number wait behind them."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class FullError(Exception):
    """Too many requests are waiting, or they take so long that another would wait too long."""


class Lane:
    """A pool of threads for one kind of request; a flood of that kind fills its own lane and no other."""

    def __init__(self, name: str, *, threads: int, waiting: int, patience: float = math.inf) -> None:
        """Create a lane; `patience` is how many seconds a request waits for a thread at most."""
        self._name, self._count, self._patience = name, threads, patience
        self._threads: ThreadPoolExecutor | None = None
        self._most = threads + waiting
        self._here = 0  # changed on the event loop only

    async def run(self, work: Callable[[], T]) -> T:
        """Return the result of the work, once a thread is free for it; raise FullError if too many are waiting."""
        if self._here >= self._most:
            raise FullError
        self._here += 1
        try:
            # Created on first use: an application that was stopped can be started again.
            self._threads = self._threads or ThreadPoolExecutor(self._count, thread_name_prefix=self._name)
            until = time.monotonic() + self._patience
            return await asyncio.get_running_loop().run_in_executor(self._threads, lambda: _in_time(work, until))
        finally:
            self._here -= 1

    def close(self) -> None:
        """Stop the threads once they have finished their work."""
        if self._threads is not None:
            self._threads.shutdown(wait=True)
            self._threads = None


def _in_time(work: Callable[[], T], until: float) -> T:
    if time.monotonic() > until:
        raise FullError
    return work()
