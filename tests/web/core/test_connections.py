"""Clients that begin and never finish: they are left, and the service stops though one is still sending."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
import uvicorn

from directory.web.core import connections

pytestmark = pytest.mark.slow  # waits for time limits

WHOLE = b"GET / HTTP/1.1\r\nHost: desk.example.org\r\n\r\n"
UNFINISHED = b"POST / HTTP/1.1\r\nHost: desk.example.org\r\nContent-Length: 9\r\n\r\nhalf"


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Reads the whole body, works longer than headers may take, and answers."""
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        pass
    await asyncio.sleep(0.6)
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@contextmanager
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server with short limits; gives its port, and ends the server."""
    monkeypatch.setattr(connections, "HEADER_SECONDS", 0.3)
    monkeypatch.setattr(connections, "STOP_SECONDS", 1)
    config = uvicorn.Config(application, log_level="critical", lifespan="off", timeout_keep_alive=1, **connections.limits())
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield int(listening.getsockname()[1])
        finally:
            server.should_exit = True
            begun = time.monotonic()
            thread.join(10)
            assert time.monotonic() - begun < 5, "a client that is still sending must not keep the server"


@pytest.mark.parametrize("sent", [b"", WHOLE[:20], WHOLE + WHOLE[:20]], ids=["nothing", "half", "a whole one and a half"])
def test_headers_that_never_end_are_left(monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    """A connection on which no whole request arrives in time is closed; what was whole on it is answered before."""
    with served(monkeypatch) as port, socket.create_connection(("127.0.0.1", port), timeout=8) as client:
        client.sendall(sent)
        answers = b"".join(iter(lambda: client.recv(4096), b""))
    assert answers.count(b" 204 ") == sent.count(b"\r\n\r\n")


def test_a_byte_now_and_then_gains_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Headers that arrive byte by byte have no longer than others."""
    begun = time.monotonic()
    with served(monkeypatch) as port, socket.create_connection(("127.0.0.1", port), timeout=8) as client:
        client.setblocking(False)
        with suppress(ConnectionError):
            while time.monotonic() - begun < 10:
                client.sendall(b"x")
                time.sleep(0.02)
    assert time.monotonic() - begun < 8


def test_a_slow_answer_is_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request that arrived in time is answered, however long the page takes; so is the next on the same connection."""
    with served(monkeypatch) as port, socket.create_connection(("127.0.0.1", port), timeout=8) as client:
        for _ in range(2):
            client.sendall(WHOLE)
            assert client.recv(4096).startswith(b"HTTP/1.1 204")


def test_a_body_that_never_ends_does_not_keep_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    """The service stops in time though a client has sent half a body and waits."""
    with socket.socket() as client, served(monkeypatch) as port:
        client.connect(("127.0.0.1", port))
        client.sendall(UNFINISHED)
        time.sleep(0.2)
