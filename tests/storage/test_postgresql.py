"""A PostgreSQL server that stands still, goes away or refuses: nobody waits for long, and people read one sentence."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import Engine, text

from directory.errors import DatabaseError
from directory.storage import postgresql
from directory.storage.engine import LOCK_SECONDS, make_engine, reading, writing
from tests.postgres import Cluster


@pytest.fixture(scope="module")
def page_engine(cluster: Cluster, upgraded_postgresql: str) -> Iterator[Engine]:
    """The engine of the pages on a database of its own."""
    with cluster.database(upgraded_postgresql) as name:
        engine = make_engine(cluster.url(name), patience=LOCK_SECONDS)
        yield engine
        engine.dispose()


@contextmanager
def standing_still(pid: int) -> Iterator[None]:
    """The server's process of one connection stands still until the block ends."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def pid_of(engine: Engine) -> int:
    with reading(engine) as session:
        return int(session.scalar(text("SELECT pg_backend_pid()")) or 0)


def test_a_server_that_stands_still_keeps_no_page(page_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page in the middle of its transaction gives up in time and says so, and the next one works with another connection."""
    monkeypatch.setattr(postgresql, "ANSWER_SECONDS", 0.3)
    pid = pid_of(page_engine)

    def work() -> None:
        with writing(page_engine) as session:
            assert session.scalar(text("SELECT pg_backend_pid()")) == pid
            with standing_still(pid):
                session.execute(text("SELECT 1"))

    begun = time.monotonic()
    with pytest.raises(DatabaseError, match="does not answer right now"):
        work()
    assert time.monotonic() - begun < 5
    assert pid_of(page_engine) != pid


def test_a_connection_of_before_that_stands_still_is_left(page_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is given a connection whose other end stands still takes another one, and nobody notices."""
    monkeypatch.setattr(postgresql, "PING_SECONDS", 0.3)
    pid = pid_of(page_engine)
    with standing_still(pid):
        assert pid_of(page_engine) != pid


def test_a_command_waits_for_a_long_statement(
    cluster: Cluster, upgraded_postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A job's or a command's statement may take as long as it needs; a page's may not."""
    monkeypatch.setattr(postgresql, "ANSWER_SECONDS", 0.2)
    with cluster.database(upgraded_postgresql) as name:
        for engine, waits in (
            (make_engine(cluster.url(name)), True),
            (make_engine(cluster.url(name), patience=LOCK_SECONDS), False),
        ):
            try:
                with reading(engine) as session:
                    session.execute(text("SELECT pg_sleep(0.5)"))
                waited = True
            except DatabaseError:
                waited = False
            assert waited is waits
            engine.dispose()


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("SET LOCAL transaction_read_only = on; UPDATE mark SET value = ''", "takes no changes"),
        ("SET LOCAL ROLE pg_monitor; UPDATE mark SET value = ''", "rights on its tables"),
        ("SET LOCAL statement_timeout = 1; SELECT pg_sleep(1)", "does not answer right now"),
        ("SELECT pg_terminate_backend(pg_backend_pid())", "does not answer right now"),
        ("DO $$ BEGIN RAISE SQLSTATE '53100'; END $$", "disk is full"),
        ("DO $$ BEGIN RAISE SQLSTATE '53300'; END $$", "does not answer right now"),
        ("DO $$ BEGIN RAISE SQLSTATE '58030'; END $$", "does not answer right now"),
        ("DO $$ BEGIN RAISE SQLSTATE '57P03' USING MESSAGE = 'Das Datenbanksystem startet'; END $$", "does not answer right now"),
    ],
)
def test_a_server_in_trouble_is_told_by_its_code(page_engine: Engine, trouble: str, words: str) -> None:
    """What keeps the server from its work is told in one sentence, whatever language the server speaks."""

    def ask() -> None:
        with writing(page_engine) as session:
            for statement in trouble.split("; U") if "; U" in trouble else [trouble]:
                session.execute(text(statement if statement.startswith(("S", "D")) else f"U{statement}"))

    with pytest.raises(DatabaseError, match=words):
        ask()
    assert pid_of(page_engine)


@pytest.mark.parametrize("address", ["/nowhere/at/all", "no.such.host.invalid"])
def test_a_server_that_cannot_be_found_is_told(address: str) -> None:
    """A socket that is not there and a name that nobody knows are told as a server that cannot be reached."""
    engine = make_engine(f"postgresql+psycopg://desk@/desk?host={address}", patience=LOCK_SECONDS)
    with pytest.raises(DatabaseError, match="cannot be reached"):
        pid_of(engine)


def test_a_fault_of_the_program_is_no_trouble_of_the_server() -> None:
    """A statement that is wrong is reported as a fault, never as a server that is away."""
    assert postgresql.sentence(psycopg.errors.UndefinedColumn(), ended=False) is None
