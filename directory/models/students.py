"""Students and what belongs to them; a column `sealed` is encrypted under the student's own key (students.sealing)."""

from __future__ import annotations

import datetime
from typing import Annotated

from sqlalchemy import ForeignKey, LargeBinary, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.base import Base, Id, Name, Position, Words

OfStudent = Annotated[str, mapped_column(String(36), ForeignKey("student.id", ondelete="CASCADE"), index=True)]


class Household(Base):
    """Siblings who live together, tied by this row."""

    __tablename__ = "household"

    id: Mapped[Id]


class Student(Base):
    """A student: what counts need in the open, what is personal sealed.

    `status` is enrolled or left. `data_key` is the student's key, wrapped by the service's; without it, which is what
    deleting a student comes to, `sealed` can be read by nobody. `number_hash` is the keyed hash of the student's number.
    `roster` names the roster that brought the student, `roster_sealed` is what it last said.
    """

    __tablename__ = "student"

    id: Mapped[Id]
    number_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    school_id: Mapped[str] = mapped_column(String(36), ForeignKey("school.id"), index=True)
    household_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("household.id", ondelete="SET NULL"), index=True)
    status: Mapped[Name]
    grade: Mapped[Words]
    language: Mapped[Words]
    data_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    roster: Mapped[Words]
    roster_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    made_at: Mapped[datetime.datetime]
    changed_at: Mapped[datetime.datetime]
    left_at: Mapped[datetime.date | None]


class Guardian(Base):
    """Somebody who cares for a student, in the order of the family's choice."""

    __tablename__ = "guardian"

    id: Mapped[Id]
    student_id: Mapped[OfStudent]
    position: Mapped[Position]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class StudentNeed(Base):
    """A need of a student: `term` is a slug of matching.needs, `urgency` 1 when there is time, 2 soon, 3 now.

    The words in which it was told are sealed. A need that is met stays, closed.
    """

    __tablename__ = "student_need"

    id: Mapped[Id]
    student_id: Mapped[OfStudent]
    term: Mapped[Name]
    urgency: Mapped[int] = mapped_column(SmallInteger)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    made_by: Mapped[str | None] = mapped_column(String(36), ForeignKey("staff.id", ondelete="SET NULL"))
    made_at: Mapped[datetime.datetime]
    closed_at: Mapped[datetime.datetime | None]


class Consent(Base):
    """What a family has agreed to: what, to whom, by whom and how are sealed; until when and whether it was taken back are not."""

    __tablename__ = "consent"

    id: Mapped[Id]
    student_id: Mapped[OfStudent]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    until: Mapped[datetime.date | None]
    made_by: Mapped[str | None] = mapped_column(String(36), ForeignKey("staff.id", ondelete="SET NULL"))
    made_at: Mapped[datetime.datetime]
    withdrawn_at: Mapped[datetime.datetime | None]


class RosterImport(Base):
    """One import of a roster: its counts, and nothing of what it said."""

    __tablename__ = "roster_import"

    id: Mapped[Id]
    roster: Mapped[Name]
    file_name: Mapped[Name]
    imported_at: Mapped[datetime.datetime]
    staff_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("staff.id", ondelete="SET NULL"))
    counts: Mapped[str] = mapped_column(Text)
