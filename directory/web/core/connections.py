"""Limits on browser connections: a request that never finishes is cut off, so that such connections neither pile up nor keep the
service from stopping.

Bodies have limits of their own (web/core/bodies.py); this module covers only what the server does before it reaches a page.
"""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEADER_SECONDS = 20.0
"""How long the headers of a request may take to arrive, no matter how steadily bytes trickle in."""

STOP_SECONDS = 20
"""How long a stopping service waits for requests under way, such as one with a body that never ends."""


class Connection(H11Protocol):
    """Uvicorn's connection with a time limit on headers, for which Uvicorn itself waits forever."""

    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in the base class
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget()
        super().connection_lost(exc)

    def _watch(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._forget()
        elif self._limit is None:
            self._limit = self.loop.call_later(HEADER_SECONDS, self.transport.close)

    def _forget(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None


def limits() -> dict[str, Any]:
    """Return the Uvicorn settings that put a limit on slow clients and on stopping."""
    return {"http": Connection, "timeout_graceful_shutdown": STOP_SECONDS}
