"""The only place where the parts of the program are put together."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from directory import clock
from directory.settings import Settings, read_settings
from directory.storage import engine as database
from directory.storage import schema

if TYPE_CHECKING:  # a command that serves nothing need not load Litestar, nor one without students the keys
    from litestar import Litestar

    from directory.keys import Keys
    from directory.web.core.request import Parts

SWITCH_SECONDS = 0.0005
"""How long a thread runs before another may take over. SQLite releases the interpreter lock for each row that is read and then
waits for it again, and so does the event loop for each request: with Python's default of 5 ms, pages rendered at the same time
waited for each other longer than they worked.
"""


@dataclass(frozen=True, slots=True)
class Desk:
    """A running Referral Desk: its settings and its database."""

    settings: Settings
    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a read-only transaction."""
        with database.reading(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a transaction that writes: all of it is kept, or nothing."""
        with database.writing(self.engine) as session:
            yield session

    def keys(self) -> Keys:
        """Return the keys of this database; raise KeysError if there are none or the wrong ones."""
        from directory.storage import keyring

        with self.writing() as session:
            return keyring.prepare_keys(session, self.settings)


def open_desk(settings: Settings, patience: float = database.BUSY_SECONDS) -> Desk:
    """Open a desk whose database exists and matches this program's version; raise DatabaseError otherwise.

    `patience` is how many seconds its writers wait for others.
    """
    clock.use(settings)
    desk = Desk(settings, database.make_engine(settings.database_url, patience=patience))
    schema.ready(desk.engine)
    return desk


def make_parts(settings: Settings) -> Parts:
    """Return the parts that the pages work with, checked; raise what create_app raises."""
    from directory.district_settings.effective import read_district
    from directory.web.core import addresses, logs
    from directory.web.core.request import LastRead, Parts
    from directory.web.core.routes import import_pages

    import_pages()
    logs.configure()
    desk = open_desk(settings, database.LOCK_SECONDS)
    keys = desk.keys()
    clock.zone()
    addresses.check(desk.settings)
    with desk.reading() as session:
        district = read_district(session, desk.settings)
    return Parts(desk.settings, desk.engine, keys, LastRead(district))


def create_app(settings: Settings | None = None) -> Litestar:
    """Create the web service.

    Raise KeysError if sealed data could not be opened, and UsageError without a time zone or a public URL.
    """
    from directory.web.core import service

    return service.make(make_parts(settings or read_settings()))


def served_app(settings: Settings | None = None) -> Litestar:
    """Create the app as create_app does, for a process that only serves it."""
    app = create_app(settings)
    # Collecting these permanent objects again and again cost one page in a hundred 100 ms.
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(SWITCH_SECONDS)
    return app
