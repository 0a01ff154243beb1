"""Lanes in which requests wait for a thread: a fixed number are worked on at once, and only so many wait behind them."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class FullError(Exception):
    """So many wait already, or their work takes so long, that one would wait for too long."""


class Lane:
    """Threads of one kind of request; a flood of that kind fills its own lane and no other."""

    def __init__(self, name: str, *, threads: int, waiting: int, patience: float = math.inf) -> None:
        """`patience` is for how many seconds one waits at most until it is worked on."""
        self._name, self._count, self._patience = name, threads, patience
        self._threads: ThreadPoolExecutor | None = None
        self._most = threads + waiting
        self._here = 0  # counted on the event loop alone

    async def run(self, work: Callable[[], T]) -> T:
        """What the work gives, once a thread is free for it; raises FullError where too many wait."""
        if self._here >= self._most:
            raise FullError
        self._here += 1
        try:
            # Made when first needed: an application that was stopped can be started again.
            self._threads = self._threads or ThreadPoolExecutor(self._count, thread_name_prefix=self._name)
            until = time.monotonic() + self._patience
            return await asyncio.get_running_loop().run_in_executor(self._threads, lambda: _in_time(work, until))
        finally:
            self._here -= 1

    def close(self) -> None:
        """Ends the threads, when what they work on is done."""
        if self._threads is not None:
            self._threads.shutdown(wait=True)
            self._threads = None


def _in_time(work: Callable[[], T], until: float) -> T:
    if time.monotonic() > until:
        raise FullError
    return work()
