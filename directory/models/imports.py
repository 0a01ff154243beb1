"""Sources of records: imports, their rows as they were written, and what is needed to undo them."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Identity, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.base import Base, Name, Words

AutoNumber = BigInteger().with_variant(Integer, "sqlite")


class ImportBatch(Base):
    """One import of one file; `state` is published or undone, `counts` and `columns` are as the command reports them."""

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(AutoNumber, Identity(), primary_key=True)
    source: Mapped[Name]
    file_name: Mapped[Name]
    digest: Mapped[str] = mapped_column(String(64))
    imported_at: Mapped[datetime.datetime]
    undone_at: Mapped[datetime.datetime | None]
    state: Mapped[Name]
    counts: Mapped[Any] = mapped_column(JSON)
    columns: Mapped[Any] = mapped_column(JSON)
    problems: Mapped[Any] = mapped_column(JSON)


class ImportRow(Base):
    """A staged row: its cells as they were written, what was understood, what was wrong, and the outcome.

    `outcome` is created, updated, unchanged, needs_review, rejected or duplicate, or a coordinator's decision on a held row: same
    or dismissed. `like` is which record or line a held row resembles, or which line a duplicate repeats, as written by
    storage/imports/stored_likeness.py.
    """

    __tablename__ = "import_row"

    import_id: Mapped[int] = mapped_column(AutoNumber, ForeignKey("import_batch.id", ondelete="CASCADE"), primary_key=True)
    line: Mapped[int] = mapped_column(Integer, primary_key=True)
    outcome: Mapped[Name]
    record_id: Mapped[str | None] = mapped_column(String(36), index=True)
    cells: Mapped[Any] = mapped_column(JSON)
    fields: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    like: Mapped[Words]


class ImportChange(Base):
    """A record that an import made or changed: `before` is its full earlier state, null if the import made it."""

    __tablename__ = "import_change"

    import_id: Mapped[int] = mapped_column(AutoNumber, ForeignKey("import_batch.id", ondelete="CASCADE"), primary_key=True)
    entity: Mapped[str] = mapped_column(Text, primary_key=True)
    entity_id: Mapped[str] = mapped_column(String(36), primary_key=True, index=True)
    before: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))


class RecordSource(Base):
    """The list that a record belongs to, and what its row last said, so that the next import sees what changed.

    `record_id` is a service at location, or an organization if the row names no service; `row_key` identifies the row in the next
    edition of the list.
    """

    __tablename__ = "record_source"

    record_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    entity: Mapped[Name]
    source: Mapped[str] = mapped_column(Text, index=True)
    row_key: Mapped[Name]
    import_id: Mapped[int | None] = mapped_column(AutoNumber, ForeignKey("import_batch.id", ondelete="SET NULL"), index=True)
    line: Mapped[int]
    fields: Mapped[Any] = mapped_column(JSON)
    withdrawn: Mapped[bool]
