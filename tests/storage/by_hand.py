"""What tests of corrections by hand share: a member of staff, and a look at the records."""

from __future__ import annotations

import datetime

from sqlalchemy import Engine, insert, select

from directory.models import MatchCandidate, SearchDocument, Staff, table
from directory.storage.engine import reading, writing
from directory.storage.ids import new_id
from directory.storage.listings.records import all_ids, load
from importers.fields import Target
from importers.records import Value

LATER = datetime.datetime(2026, 9, 2, 9, 30)
TODAY = LATER.date()


def coordinator(engine: Engine, name: str = "Ana Diaz") -> str:
    """A coordinator's id."""
    row = {"id": new_id(), "email": f"{new_id()}@example.org", "name": name, "role": "coordinator", "made_at": LATER}
    with writing(engine) as session:
        session.execute(insert(table(Staff)), row)
    return str(row["id"])


def records(engine: Engine) -> dict[str, dict[Target, Value]]:
    """All records by id."""
    with reading(engine) as session:
        return load(session, all_ids(session))


def only(engine: Engine) -> str:
    """The id of the one record that there is."""
    (found,) = records(engine)
    return found


def named(engine: Engine, service: str) -> str:
    """The id of the one record whose service is called so."""
    (found,) = (key for key, fields in records(engine).items() if fields[Target.SERVICE_NAME] == service)
    return found


def findable(engine: Engine) -> tuple[set[str], set[str]]:
    """The ids that a match can find, and the titles that a search can."""
    with reading(engine) as session:
        return set(session.scalars(select(MatchCandidate.id))), set(session.scalars(select(SearchDocument.title)))
