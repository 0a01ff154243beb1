"""The work of staff on the directory: corrections by hand, lists that wait to be published, shortlists."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.base import Base, Code, Id, Name, Words
from directory.models.codes import EditKind


class RecordEdit(Base):
    """A record changed by hand: `before` is the full state of all that was touched, by entity and id, {} if it was created.

    `fields` is what changed, as {target: [old, new]}. `record_id` is the service at location that was open on the page; it outlives the record.
    `after_import` is the newest import at that time, which orders edits and imports; `other_id` is the other record of a merge,
    `undoes` the edit that this one undoes.
    """

    __tablename__ = "record_edit"

    id: Mapped[Id]
    record_id: Mapped[str] = mapped_column(String(36), index=True)
    kind: Mapped[EditKind] = mapped_column(Code(EditKind))
    staff_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("staff.id", ondelete="SET NULL"))
    at: Mapped[datetime.datetime]
    before: Mapped[Any] = mapped_column(JSON)
    fields: Mapped[Any] = mapped_column(JSON)
    after_import: Mapped[int] = mapped_column(BigInteger, index=True)
    other_id: Mapped[str | None] = mapped_column(String(36), index=True)
    undoes: Mapped[str | None] = mapped_column(String(36), index=True)


class Upload(Base):
    """A list that was uploaded in the browser and waits to be published or discarded."""

    __tablename__ = "upload"

    id: Mapped[Id]
    staff_id: Mapped[str] = mapped_column(String(36), ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    file_name: Mapped[Name]
    source: Mapped[Name]
    map_text: Mapped[Words]
    data: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime.datetime]


class ShortlistItem(Base):
    """A provider that a staff member set aside to compare, for no student; `record_id` is a service at location, which may be gone."""

    __tablename__ = "shortlist_item"

    staff_id: Mapped[str] = mapped_column(String(36), ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    record_id: Mapped[str] = mapped_column(String(36), primary_key=True, index=True)
    at: Mapped[datetime.datetime]


class StudentShortlistItem(Base):
    """A provider that a staff member set aside for a student."""

    __tablename__ = "student_shortlist_item"

    staff_id: Mapped[str] = mapped_column(String(36), ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    student_id: Mapped[str] = mapped_column(
        String(36), ForeignKey("student.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    record_id: Mapped[str] = mapped_column(String(36), primary_key=True, index=True)
    at: Mapped[datetime.datetime]
