"""The only place where the parts are put together."""

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
"""For how long a thread computes before another may go on. Each row that is read from SQLite lets go of the interpreter and
waits for it again, and so does the event loop at each request: with Python's own 5 ms, pages that were drawn at once waited
for each other longer than they worked."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A running Referral Desk: its settings and its database."""

    settings: Settings
    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One look at the directory, which changes nothing."""
        with database.reading(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One change of the directory: all of it is kept, or none."""
        with database.writing(self.engine) as session:
            yield session

    def keys(self) -> Keys:
        """The keys of this database; raises KeysError where there are none or others."""
        from directory.storage import keyring

        with self.writing() as session:
            return keyring.prepare_keys(session, self.settings)


def open_desk(settings: Settings, patience: float = database.BUSY_SECONDS) -> Desk:
    """A desk whose database is there and of this program's version; raises DatabaseError otherwise.

    `patience` is for how many seconds its writers wait for others.
    """
    clock.use(settings)
    desk = Desk(settings, database.make_engine(settings.database_url, patience=patience))
    schema.ready(desk.engine)
    return desk


def make_parts(settings: Settings) -> Parts:
    """What the pages work with, checked; raises as create_app does."""
    from directory.web import pages
    from directory.web.core import addresses, logs
    from directory.web.core.request import Parts

    assert pages.MODULES
    logs.configure()
    desk = open_desk(settings, database.LOCK_SECONDS)
    keys = desk.keys()
    clock.zone()
    addresses.check(desk.settings)
    return Parts(desk.settings, desk.engine, keys)


def create_app(settings: Settings | None = None) -> Litestar:
    """The web service; raises KeysError where what is sealed could not be opened, UsageError without a time zone or a public address."""
    from directory.web.core import service

    return service.make(make_parts(settings or read_settings()))


def served_app(settings: Settings | None = None) -> Litestar:
    """As create_app, for a process that does nothing else but serve it."""
    app = create_app(settings)
    # What stays for good need not be looked through for garbage again: that cost a page in a hundred 100 ms.
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(SWITCH_SECONDS)
    return app
