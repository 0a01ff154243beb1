"""Jobs that write a lot, and the copy of the directory that everybody else reads while one of them is unfinished."""

from __future__ import annotations

import datetime

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.base import Base, Id, Name, Words


class BulkJob(Base):
    """An import, or the undoing of one, from the request to its end.

    `kind` is import, undo or restore; `state` is waiting, running, done, failed or interrupted. `subject` is the name of the
    list, `import_id` the import that is made or undone, `upload_id` the list that was uploaded in the browser. `done` of `total`
    steps are done. `words` says why it failed, `tries` how often it was begun, `repairs` how often a repair after an
    interruption was tried, and `longest_hold` for how many milliseconds at most it kept other writers waiting.
    """

    __tablename__ = "bulk_job"
    __table_args__ = (Index("ix_bulk_job_state", "state"),)

    id: Mapped[Id]
    kind: Mapped[Name]
    state: Mapped[str] = mapped_column(String(12))
    subject: Mapped[Name]
    import_id: Mapped[int | None] = mapped_column(BigInteger)
    upload_id: Mapped[str | None] = mapped_column(String(36), index=True)
    staff_id: Mapped[str | None] = mapped_column(String(36))
    done: Mapped[int]
    total: Mapped[int]
    words: Mapped[Words]
    tries: Mapped[int]
    repairs: Mapped[int] = mapped_column(server_default="0")
    longest_hold: Mapped[float]
    asked_at: Mapped[datetime.datetime]
    ended_at: Mapped[datetime.datetime | None]


class DirectoryCopy(Base):
    """SQLite only, one row while a job is unfinished: the file beside the database that readers use instead.

    `import_id` is the import that they do not see yet.
    """

    __tablename__ = "directory_copy"

    file: Mapped[str] = mapped_column(String(120), primary_key=True)
    import_id: Mapped[int | None] = mapped_column(BigInteger)
