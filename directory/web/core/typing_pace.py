"""How often one person's browser may ask while somebody types: as fast as people type, and no faster for long."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock


@dataclass(slots=True)
class _Allowance:
    left: float
    at: float  # seconds


class TypingPace:
    """Counts requests for each key: `burst` at once, then `rate` a second. Each process of the service counts its own."""

    def __init__(self, *, rate: float, burst: int, clock: Callable[[], float] = time.monotonic, most: int = 10_000) -> None:
        self._rate, self._burst, self._clock, self._most = rate, burst, clock, most
        self._of: dict[str, _Allowance] = {}
        self._lock = Lock()

    def allows(self, key: str) -> bool:
        """Count a request; return whether it is within the pace."""
        with self._lock:
            now = self._clock()
            if len(self._of) >= self._most:
                self._of.clear()
            had = self._of.setdefault(key, _Allowance(self._burst, now))
            had.left = min(self._burst, had.left + (now - had.at) * self._rate)
            had.at = now
            if had.left < 1:
                return False
            had.left -= 1
            return True


TYPING = TypingPace(rate=10, burst=30)
"""Ten letters a second is faster than anybody types; the burst is for somebody who begins again."""
