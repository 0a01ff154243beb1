"""The database: one SQLite file, or PostgreSQL; one transaction a command or request.

SQLite begins a writer with BEGIN IMMEDIATE, because a deferred one loses against others at its first write; readers
begin as usual and never wait, since the file is in WAL mode.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import Session

from directory.errors import DatabaseError

BUSY_SECONDS = 30
WRITES = "referral_desk_writes"

# What a driver says, in its own words, and what a person should read instead.
_SENTENCES = (
    ("disk is full", "The disk is full: nothing was saved. Make room and try again."),
    ("no space left", "The disk is full: nothing was saved. Make room and try again."),
    ("could not extend file", "The disk is full: nothing was saved. Make room and try again."),
    ("database is locked", "Another program is writing to the database. Wait a moment and try again."),
    (
        "readonly database",
        "The database may not be written by this user: nothing was saved. Check the rights of its file and folder.",
    ),
    ("unable to open database", "The database cannot be opened: check that its folder exists and may be written."),
    ("not a database", "The file is not a database of Referral Desk: check REFERRAL_DESK_DATABASE_URL."),
    ("malformed", "The database file is damaged: restore it from a backup."),
    ("disk i/o error", "The disk could not be read or written: nothing was saved. Check the disk and try again."),
    ("connection failed", "The database server cannot be reached: check REFERRAL_DESK_DATABASE_URL and that the server runs."),
    ("connection refused", "The database server cannot be reached: check REFERRAL_DESK_DATABASE_URL and that the server runs."),
)


def make_engine(database_url: str) -> Engine:
    """An engine for sqlite:///FILE or postgresql+psycopg://…; raises DatabaseError for any other address."""
    try:
        url = make_url(database_url)
    except ArgumentError:
        raise DatabaseError(
            "REFERRAL_DESK_DATABASE_URL is not an address: write sqlite:///FILE or postgresql+psycopg://…"
        ) from None
    match url.get_backend_name():
        case "sqlite":
            return _sqlite(url)
        case "postgresql":
            return _postgresql(url)
    raise DatabaseError(f"Databases of the kind {url.get_backend_name()!r} are not supported: use sqlite or postgresql+psycopg.")


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseError(f"The folder of the database cannot be made: {error.strerror}.") from None
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: SqliteConnection, _record: Any) -> None:
        # The driver would begin transactions by itself, deferred; "begin" below does it instead.
        connection.isolation_level = None
        _write_ahead(connection)
        for pragma in ("foreign_keys=ON", "synchronous=FULL", "mmap_size=1073741824", "cache_size=-65536"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _write_ahead(connection: SqliteConnection) -> None:
    """Turns the write-ahead log on; of programs that meet a new file at once one does it, and SQLite lets none wait for it."""
    end = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(0.01)
        else:
            return


def _postgresql(url: URL) -> Engine:
    try:
        # Planning anew each time cost more than the candidates' query itself.
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            connect_args={"options": "-c plan_cache_mode=force_generic_plan"},
            hide_parameters=True,  # what is written about people must not stand in an error
        )
    except (NoSuchModuleError, ArgumentError):
        raise DatabaseError("The PostgreSQL driver is missing: install the package again.") from None


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that sees one state of the database and writes nothing."""
    with told(), Session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session whose work is committed when the block ends, and undone when it raises."""
    with told(), Session(engine.execution_options(**{WRITES: True}), expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def told() -> Iterator[None]:
    """Turns what a database driver raises into a DatabaseError with a sentence for people."""
    try:
        yield
    except DBAPIError as error:
        words = str(error.orig).lower()
        for part, sentence in _SENTENCES:
            if part in words:
                raise DatabaseError(sentence) from error
        raise


def is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def alone(session: Session) -> None:
    """Waits until no other import is under way, so that two of one list are planned one after the other.

    SQLite's writers are alone anyway.
    """
    if not is_sqlite(session):
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext('referral-desk import'))"))
