"""The file of a SQLite database on the disk: whether it is still the one that was opened."""

from __future__ import annotations

from pathlib import Path
from sqlite3 import Connection, OperationalError
from threading import Event
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

_FILE = "database_file"


def follow(engine: Engine, path: Path) -> None:
    """Opens the file again where another one was put in its place, since what is written to a file without a name is lost.

    A file that goes away while the service runs is not made again, empty, in silence.
    """
    opened = Event()

    @event.listens_for(engine, "do_connect")
    def refuse(_dialect: Any, _record: Any, _args: Any, _named: Any) -> None:
        if opened.is_set() and _which(path) is None:
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
    """What tells a file from another one of the same name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
