"""Lists that were sent in the browser and wait to be published; they are forgotten after two days."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import CursorResult, delete, insert, select, update
from sqlalchemy.orm import Session

from directory.errors import UnknownError
from directory.models import Upload, table
from directory.storage.ids import new_id

MOST_BYTES = 20 * 1024 * 1024
KEPT = datetime.timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A list that waits: `map_text` is the map of its columns where one was given."""

    id: str
    staff_id: str
    file_name: str
    source: str
    map_text: str | None
    data: bytes
    made_at: datetime.datetime


def keep(
    session: Session,
    *,
    staff_id: str,
    file_name: str,
    source: str,
    map_text: str | None,
    data: bytes,
    now: datetime.datetime,
) -> str:
    """Keeps a list until it is published or thrown away; returns its id."""
    row: dict[str, Any] = {
        "id": new_id(),
        "staff_id": staff_id,
        "file_name": file_name,
        "source": source,
        "map_text": map_text,
        "data": data,
        "made_at": now,
    }
    session.execute(insert(table(Upload)), row)
    return str(row["id"])


def load(session: Session, upload_id: str) -> Waiting:
    """A list that waits, whoever sent it; raises UnknownError where it waits no more."""
    row = session.execute(select(*table(Upload).c).where(Upload.id == upload_id)).first()
    if row is None:
        raise UnknownError("This list waits no more: it was published, thrown away, or left for two days. Send it again.")
    return Waiting(**row._mapping)


def change(session: Session, upload_id: str, *, source: str, map_text: str | None) -> None:
    """Gives a list that waits another name, or another map of its columns."""
    session.execute(update(table(Upload)).where(Upload.id == upload_id).values(source=source, map_text=map_text))


@dataclass(frozen=True, slots=True)
class InLine:
    """A list that waits, for the list of them."""

    id: str
    file_name: str
    source: str
    made_at: datetime.datetime
    staff_id: str


def waiting(session: Session) -> list[InLine]:
    """All lists that wait, the newest first; what is in them is not read."""
    upload = table(Upload)
    columns = (upload.c.id, upload.c.file_name, upload.c.source, upload.c.made_at, upload.c.staff_id)
    query = select(*columns).order_by(upload.c.made_at.desc())
    return [InLine(*row) for row in session.execute(query)]


def drop(session: Session, upload_id: str) -> None:
    """Throws a list away; one that is gone already is no matter."""
    session.execute(delete(table(Upload)).where(Upload.id == upload_id))


def forget_old(session: Session, now: datetime.datetime) -> int:
    """Throws the lists away that have waited too long; returns how many."""
    done = session.execute(delete(table(Upload)).where(Upload.made_at < now - KEPT))
    return cast("CursorResult[Any]", done).rowcount
