"""The only place where the parts are put together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from directory.settings import Settings
from directory.storage import engine as database
from directory.storage import schema


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


def open_desk(settings: Settings) -> Desk:
    """A desk whose database is there and of this program's version; raises DatabaseError otherwise."""
    desk = Desk(settings, database.make_engine(settings.database_url))
    schema.ready(desk.engine)
    return desk
