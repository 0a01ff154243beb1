"""The connections of browsers: one that never finishes what it begins is ended, so that it neither piles up nor keeps the
service from stopping.

Bodies have limits of their own (web/core/bodies.py); here is only what the server does before a page is reached.
"""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEADER_SECONDS = 20.0
"""How long the headers of a request may take to arrive, however often a byte of them comes."""

STOP_SECONDS = 20
"""How long a service that is being stopped waits for requests that are under way, such as a body that never ends."""


class Connection(H11Protocol):
    """Uvicorn's connection, which by itself waits for headers without end."""

    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in the class above
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
    """What Uvicorn is given, so that neither a slow client nor a stop lasts for ever."""
    return {"http": Connection, "timeout_graceful_shutdown": STOP_SECONDS}
