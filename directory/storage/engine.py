"""The database: one SQLite file, or PostgreSQL; one transaction for each command or request.

SQLite begins a writer with BEGIN IMMEDIATE, because a deferred one loses against others at its first write; readers begin as
usual and never wait, since the file is in WAL mode. While a job is unfinished, all but the job read the directory from a copy
(storage/directory_copy.py).
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import Session

from directory.errors import DatabaseError
from directory.storage import database_file, directory_copy
from directory.storage.write_lock import HOLDS, begin_immediate

BUSY_SECONDS = 30
LOCK_SECONDS = 4
"""How long a page waits for other writers before it says that nothing was saved."""
WRITES = "referral_desk_writes"
PUBLISHES = "referral_desk_publishes"
"""Marks the connections of the unfinished job, which read what they write."""
MISSES, MISS_SECONDS = 100, 0.01
"""How often a missing copy is looked for, and the pause between: a copy disappears only when its job ends."""
POOL: Mapping[str, Any] = {"pool_size": 13, "max_overflow": 2, "pool_use_lifo": True}
"""As many connections are pooled as the service has threads that work at once. A connection beyond the pool is closed after its
use, and opening the next takes as long as a small page, which happened most under the highest load. The most recently used
connection is reused first, because its cache is warm.
"""
_SINCE, _COPY = "write_lock_since", "directory_copy"

# SQLite's messages, and what a person should read instead.
_SENTENCES = (
    ("disk is full", "The disk is full: nothing was saved. Make room and try again."),
    ("database is locked", "Another program is writing to the database. Wait a moment and try again."),
    (
        "readonly database",
        "The database may not be written by this user: nothing was saved. Check the rights of its file and folder.",
    ),
    ("file is gone", "The database cannot be opened: its file is gone. Put it back where it was, or restore a backup."),
    ("unable to open database", "The database cannot be opened: check that its folder exists and may be written."),
    ("not a database", "The file is not a database of Referral Desk: check REFERRAL_DESK_DATABASE_URL."),
    ("malformed", "The database file is damaged: restore it from a backup."),
    ("disk i/o error", "The disk could not be read or written: nothing was saved. Check the disk and try again."),
    ("no such table", "The file is not a database of Referral Desk any more: put the right one back, from a backup."),
)


def make_engine(database_url: str, *, patience: float = BUSY_SECONDS) -> Engine:
    """Return an engine for sqlite:///FILE or postgresql+psycopg://…; raise DatabaseError for any other address.

    `patience` is how many seconds a writer waits for others; with less than a command's, it does not wait for a server that
    hangs either.
    """
    try:
        url = make_url(database_url)
    except ArgumentError:
        raise DatabaseError(
            "REFERRAL_DESK_DATABASE_URL is not an address: write sqlite:///FILE or postgresql+psycopg://…"
        ) from None
    match url.get_backend_name():
        case "sqlite":
            return _sqlite(url, patience)
        case "postgresql":
            return _postgresql(url, patience, patience >= BUSY_SECONDS)
    raise DatabaseError(f"Databases of the kind {url.get_backend_name()!r} are not supported: use sqlite or postgresql+psycopg.")


def _sqlite(url: URL, patience: float) -> Engine:
    in_file = bool(url.database) and url.database != ":memory:"
    pool = POOL if in_file else {}
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "uri": True}, hide_parameters=True, **pool)

    @event.listens_for(engine, "connect")
    def prepare(connection: SqliteConnection, _record: Any) -> None:
        # The driver would begin deferred transactions by itself; the "begin" hook below does it instead.
        connection.isolation_level = None
        _write_ahead(connection)
        for pragma in (
            "foreign_keys=ON",
            "synchronous=FULL",
            "mmap_size=1073741824",
            "cache_size=-65536",
            "secure_delete=ON",
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")

    if in_file:
        database_file.follow(engine, Path(str(url.database)))

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        try:
            _begin(connection, patience)
        except sqlite3.Error as error:
            raise DBAPIError.instance("BEGIN", None, error, sqlite3.Error, dialect=connection.dialect) from error

    _measure(engine)
    return engine


def _measure(engine: Engine) -> None:
    """Make the end of each writer record how long it held the lock."""

    @event.listens_for(engine, "commit")
    def commit(connection: Connection) -> None:
        # Commit here, which leaves the driver nothing to do, so that the lock is known to be free.
        if _SINCE in connection.info:
            connection.exec_driver_sql("COMMIT")
            _released(connection)

    @event.listens_for(engine, "rollback")
    def rollback(connection: Connection) -> None:
        if _SINCE in connection.info:
            driver_of(connection).rollback()
            _released(connection)


def driver_of(connection: Connection) -> SqliteConnection:
    """Return SQLite's own connection."""
    found = connection.connection.driver_connection
    assert isinstance(found, SqliteConnection)
    return found


def _begin(connection: Connection, patience: float) -> None:
    """Begin a transaction that sees one state of the directory: its tables, or their copy while a job is unfinished.

    If somebody removed the copy, the tables are read, so that the desk keeps working and the job can be recovered.
    """
    driver, options = driver_of(connection), connection.get_execution_options()
    database = Path(connection.engine.url.database or "")
    missed = 0
    while True:
        if not options.get(WRITES, False):
            driver.execute("BEGIN")
        elif not begin_immediate(driver, patience):
            raise OperationalError("database is locked")
        else:
            connection.info[_SINCE] = time.perf_counter()
        wanted = None if options.get(PUBLISHES, False) else directory_copy.current(driver)
        attached = connection.info.get(_COPY)
        if wanted == attached or (attached is None and missed == MISSES):
            return
        # SQLite attaches and detaches only outside transactions. The job may end meanwhile, or another begin: check again.
        driver.rollback()
        connection.info.pop(_SINCE, None)
        if attached is not None:
            directory_copy.detach(driver)
            del connection.info[_COPY]
        if wanted is None:
            continue
        if directory_copy.attach(driver, database, wanted):
            connection.info[_COPY] = wanted
        else:
            missed += 1
            time.sleep(MISS_SECONDS)


def _released(connection: Connection) -> None:
    HOLDS.add(1_000 * (time.perf_counter() - connection.info.pop(_SINCE)))


def full_text(session: Session) -> str:
    """Return the name of SQLite's full-text index, in the copy of the directory while the copy is read."""
    copied = session.connection().info.get(_COPY) is not None
    return f"{directory_copy.SCHEMA if copied else 'main'}.{directory_copy.FULL_TEXT}"


def _write_ahead(connection: SqliteConnection) -> None:
    """Turn on the write-ahead log; of programs that open a new file at once one does it, and SQLite makes none wait."""
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


def _postgresql(url: URL, lock_seconds: float, patient: bool) -> Engine:
    try:
        # The driver takes a tenth of a second to load, which commands on SQLite should not pay for.
        from directory.storage import postgresql

        return postgresql.make(url, lock_seconds=lock_seconds, patient=patient, pool=POOL)
    except (ImportError, NoSuchModuleError, ArgumentError):
        raise DatabaseError("The PostgreSQL driver is missing: install the package again.") from None


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Open a session that sees one state of the database and writes nothing."""
    with readable_errors(), Session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Open a session that commits when the block ends and rolls back if it raises."""
    with (
        readable_errors(),
        Session(engine.execution_options(**{WRITES: True}), expire_on_commit=False) as session,
        session.begin(),
    ):
        yield session


@contextmanager
def writing_on(connection: Connection) -> Iterator[Session]:
    """Do the same as `writing` on an existing connection, which may have temporary tables."""
    connection.execution_options(**{WRITES: True})
    try:
        with readable_errors(), Session(connection, expire_on_commit=False) as session, session.begin():
            yield session
    finally:
        connection.execution_options(**{WRITES: False})


@contextmanager
def checkpoints_later(connection: Connection) -> Iterator[None]:
    """Defer SQLite's automatic checkpoints, for which others would wait."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = driver_of(connection)
    driver.execute("PRAGMA wal_autocheckpoint=0")
    try:
        yield
    finally:
        driver.execute("PRAGMA wal_autocheckpoint=1000")


@contextmanager
def readable_errors() -> Iterator[None]:
    """Turn what a database driver raises into a DatabaseError with a sentence for people."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        if found := _sentence(error):
            raise DatabaseError(found) from error
        raise


def _sentence(error: DBAPIError | sqlite3.Error) -> str | None:
    """Return what a person should read instead of the driver's message; None if the fault is the program's own."""
    if not isinstance(error, DBAPIError) or isinstance(error.orig, sqlite3.Error):
        words = str(error.orig if isinstance(error, DBAPIError) else error).lower()
        return next((sentence for part, sentence in _SENTENCES if part in words), None)
    from directory.storage import postgresql

    return postgresql.sentence(error.orig, ended=error.connection_invalidated)


def is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
