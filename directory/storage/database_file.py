"""The file of a SQLite database: protected from other users, blanked where something is deleted, and checked to be the same file
that was opened.

SQLite gives its write-ahead log (-wal) and its index (-shm) the permissions of the database.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection, OperationalError
from threading import Event, Thread
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from directory.errors import DatabaseError
from directory.storage.files import OTHERS, make_empty, make_folder

_FILE = "database_file"
_BESIDE = ("", "-wal", "-shm")
_STICKY = 0o1000
BLANKED_WITHIN = 60.0
"""Seconds after which deleted data is gone from the write-ahead log too, unless a reader has held it that long."""

REWRITE_SECONDS = 30.0
"""How long a rewrite of the file waits while others use it."""


def protect(path: Path) -> None:
    """Create the folder and the database's file for this user alone, and remove the permissions of others on both.

    Raise DatabaseError if that fails, or if others may put a file of theirs in the database's place.
    """
    if os.name == "nt":
        path.parent.mkdir(parents=True, exist_ok=True)
        return
    try:
        make_folder(path.parent)
        make_empty(path)
        for file in (path.with_name(path.name + end) for end in _BESIDE):
            if file.exists() and file.stat().st_mode & OTHERS:
                file.chmod(0o600)
        _close_folder(path)
    except OSError as error:
        raise DatabaseError(
            f"The database {path} cannot be made or kept from others: {error.strerror}. Check its folder."
        ) from None


def _close_folder(path: Path) -> None:
    folder, rights = path.parent, path.parent.stat().st_mode
    if rights & OTHERS and folder.stat().st_uid == os.getuid() and all(_is_ours(path, one.name) for one in folder.iterdir()):
        folder.chmod(0o700)
    elif rights & 0o022 and not rights & _STICKY:
        raise DatabaseError(
            f"Other users may write in the folder {folder} of the database: run `chmod go-w {folder}`, or choose a folder of its own."
        )


def _is_ours(path: Path, name: str) -> bool:
    return name.startswith((path.name, f".{path.name}")) or name in {"keys", "demo", "calendar.txt"}


def blank_soon(engine: Engine) -> None:
    """Remove what was just deleted from the write-ahead log too, within BLANKED_WITHIN; call this after the commit.

    The log keeps old pages until it is truncated, which readers delay, so this retries.
    """
    if engine.dialect.name == "sqlite" and engine.url.database:
        Thread(target=_blank, args=(engine.url.database, BLANKED_WITHIN), name="blank", daemon=True).start()


def blank(engine: Engine) -> None:
    """Do the same as blank_soon, now and once: when a service starts after one that was killed."""
    if engine.dialect.name == "sqlite" and engine.url.database:
        _blank(engine.url.database, 0)


def rewrite(engine: Engine) -> None:
    """Rewrite the whole file and empty the write-ahead log.

    This removes data that was deleted before `secure_delete` was on and is still in unused pages.
    """
    if engine.dialect.name == "sqlite" and engine.url.database:
        with closing(sqlite3.connect(engine.url.database, timeout=REWRITE_SECONDS)) as connection:
            connection.execute("PRAGMA secure_delete=ON")
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _blank(database: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    try:
        opened = sqlite3.connect(f"{Path(database).absolute().as_uri()}?mode=rw", uri=True, timeout=0)
    except sqlite3.OperationalError:
        return  # the file is gone, and all that it held
    with closing(opened) as connection:
        while True:
            try:
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()  # blocks nobody, and leaves little to do
                ((busy, _log, _done),) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            except sqlite3.OperationalError:
                busy = 1
            if not busy or time.monotonic() > end:
                return
            time.sleep(0.25)


def follow(engine: Engine, path: Path) -> None:
    """Reopen the file if another one was put in its place, since writes to an unlinked file are lost.

    A file that disappears while the service runs is not silently created again, empty.
    """
    opened = Event()

    @event.listens_for(engine, "do_connect")
    def refuse(_dialect: Any, _record: Any, _args: Any, _named: Any) -> None:
        if not opened.is_set():
            protect(path)
        elif _which(path) is None:
            raise OperationalError("unable to open database: its file is gone")

    @event.listens_for(engine, "connect")
    def note(_connection: Connection, record: ConnectionPoolEntry) -> None:
        record.info[_FILE] = _which(path)
        opened.set()

    @event.listens_for(engine, "checkout")
    def look(_connection: Connection, record: ConnectionPoolEntry, _proxy: Any) -> None:
        if record.info.get(_FILE) != _which(path):
            raise DisconnectionError


def _which(path: Path) -> tuple[int, int] | None:
    """Return what distinguishes a file from another with the same name; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
