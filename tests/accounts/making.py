"""Fictional staff and schools, keys, and two hands at once."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from cryptography.fernet import Fernet
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from directory.accounts import passwords, schools, staff
from directory.accounts.schools import SchoolDetails
from directory.errors import DeskError
from directory.keys import Keys
from directory.storage.engine import writing
from directory.storage.people import staff as rows

NOON = datetime.datetime(2026, 10, 5, 12)
MINUTE = datetime.timedelta(minutes=1)
KEYS = Keys([Fernet(Fernet.generate_key())], b"a lookup secret of the tests")
WORDS = "quiet maple river lantern"
T = TypeVar("T")


def make_school(session: Session, name: str = "Cedar Elementary", code: str = "") -> str:
    return schools.add(session, SchoolDetails(name, zip="48910", grades="K-5", code=code), now=NOON, by=None)


def make_staff(session: Session, who: str = "ana", role: str = "administrator", school_ids: tuple[str, ...] = ()) -> str:
    """A member of staff who has set WORDS."""
    staff_id = staff.add(
        session, email=f"{who}@example.org", name=who.title(), role=role, school_ids=school_ids, now=NOON, by=None
    )
    rows.set_password(session, staff_id, passwords.hash_password(WORDS))
    return staff_id


def at_once(engine: Engine, *works: Callable[[Session], T]) -> list[T | DeskError]:
    """What each work gives, or what it raises for people, when all begin at one moment, each in a transaction of its own."""
    together = Barrier(len(works))

    def run(work: Callable[[Session], T]) -> T | DeskError:
        together.wait(30)
        try:
            with writing(engine) as session:
                return work(session)
        except DeskError as error:
            return error

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(run, works))
