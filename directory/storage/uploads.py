"""Lists that were uploaded in the browser and wait to be published; they are deleted after two days."""

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
class WaitingUpload:
    """A waiting list; `map_text` is the map of its columns, if one was given."""

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
    """Store a list until it is published or discarded; return its id."""
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


def load(session: Session, upload_id: str) -> WaitingUpload:
    """Return a waiting list, regardless of who uploaded it; raise UnknownError if it no longer waits."""
    row = session.execute(select(*table(Upload).c).where(Upload.id == upload_id)).first()
    if row is None:
        raise UnknownError("This list waits no more: it was published, thrown away, or left for two days. Send it again.")
    return WaitingUpload(**row._mapping)


def change(session: Session, upload_id: str, *, source: str, map_text: str | None) -> None:
    """Change the name of a waiting list, and the map of its columns."""
    session.execute(update(table(Upload)).where(Upload.id == upload_id).values(source=source, map_text=map_text))


@dataclass(frozen=True, slots=True)
class QueuedUpload:
    """A waiting list as shown in the overview."""

    id: str
    file_name: str
    source: str
    made_at: datetime.datetime
    staff_id: str


def waiting(session: Session) -> list[QueuedUpload]:
    """Return all waiting lists, newest first, without their content."""
    upload = table(Upload)
    columns = (upload.c.id, upload.c.file_name, upload.c.source, upload.c.made_at, upload.c.staff_id)
    query = select(*columns).order_by(upload.c.made_at.desc())
    return [QueuedUpload(*row) for row in session.execute(query)]


def drop(session: Session, upload_id: str) -> None:
    """Discard a list; do nothing if it is gone already."""
    session.execute(delete(table(Upload)).where(Upload.id == upload_id))


def forget_old(session: Session, now: datetime.datetime) -> int:
    """Discard the lists that have waited too long; return how many."""
    done = session.execute(delete(table(Upload)).where(Upload.made_at < now - KEPT))
    return cast("CursorResult[Any]", done).rowcount
