"""Students and what belongs to them; a column `sealed` is encrypted under the student's own key (students.seals)."""

from __future__ import annotations

import datetime
from typing import Annotated

from sqlalchemy import ForeignKey, LargeBinary, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.base import Base, Code, Id, Name, Position, Words
from directory.models.codes import StudentStatus

OfStudent = Annotated[str, mapped_column(String(36), ForeignKey("student.id", ondelete="CASCADE"), index=True)]


class Household(Base):
    """Siblings who live together, tied by this row."""

    __tablename__ = "household"

    id: Mapped[Id]


class Student(Base):
    """A student: what counts need is readable, personal data is sealed.

    `data_key` is the student's key, wrapped by the service's; deleting a student removes it, after
    which nobody can read `sealed`. `number_hash` is the keyed hash of the student's number. `roster` names the roster that
    brought the student, `roster_sealed` is what it last said.
    """

    __tablename__ = "student"

    id: Mapped[Id]
    number_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    school_id: Mapped[str] = mapped_column(String(36), ForeignKey("school.id"), index=True)
    household_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("household.id", ondelete="SET NULL"), index=True)
    status: Mapped[StudentStatus] = mapped_column(Code(StudentStatus))
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
    """A guardian of a student, in the family's order."""

    __tablename__ = "guardian"

    id: Mapped[Id]
    student_id: Mapped[OfStudent]
    position: Mapped[Position]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class NoContactAct(Base):
    """What was done with a no-contact order: `act` is recorded, reworded or lifted; the person and the text are sealed.

    It outlives the guardian, who can be removed once the order is lifted, so `guardian_id` is not a foreign key.
    """

    __tablename__ = "no_contact_act"

    id: Mapped[Id]
    student_id: Mapped[OfStudent]
    guardian_id: Mapped[str] = mapped_column(String(36))
    act: Mapped[Name]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_by: Mapped[str | None] = mapped_column(String(36), ForeignKey("staff.id", ondelete="SET NULL"))
    made_at: Mapped[datetime.datetime]


class StudentNeed(Base):
    """A need of a student: `term` is a slug of matching.needs, `urgency` is 1 when there is time, 2 soon, 3 now.

    The sentence in which it was reported is sealed. A need that is met stays, closed.
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
    """What a family agreed to: what, why, to whom, by whom and how are sealed; the last day and the time of a withdrawal are not.

    `kind` is one of students.signers.ConsentKind. `withdrawal` says who withdrew it, sealed.
    """

    __tablename__ = "consent"

    id: Mapped[Id]
    student_id: Mapped[OfStudent]
    kind: Mapped[Name]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    until: Mapped[datetime.date | None]
    made_by: Mapped[str | None] = mapped_column(String(36), ForeignKey("staff.id", ondelete="SET NULL"))
    made_at: Mapped[datetime.datetime]
    withdrawn_at: Mapped[datetime.datetime | None]
    withdrawal: Mapped[bytes | None] = mapped_column(LargeBinary)


class Attachment(Base):
    """A photo or a scan that belongs to a student: `kind` and `subject_id` say to what, `size` is in bytes.

    Its bytes are split into parts, so that none is larger than a backup or a page can take at once.
    """

    __tablename__ = "attachment"

    id: Mapped[Id]
    student_id: Mapped[OfStudent]
    kind: Mapped[Name]
    subject_id: Mapped[str] = mapped_column(String(36))
    media_type: Mapped[Name]
    size: Mapped[int]
    parts: Mapped[int] = mapped_column(SmallInteger)
    made_by: Mapped[str | None] = mapped_column(String(36), ForeignKey("staff.id", ondelete="SET NULL"))
    made_at: Mapped[datetime.datetime]


class AttachmentPart(Base):
    """A part of an attachment, sealed; `number` counts from 0."""

    __tablename__ = "attachment_part"

    attachment_id: Mapped[str] = mapped_column(String(36), ForeignKey("attachment.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class RosterImport(Base):
    """One import of a roster: its counts, and nothing of what it said."""

    __tablename__ = "roster_import"

    id: Mapped[Id]
    roster: Mapped[Name]
    file_name: Mapped[Name]
    imported_at: Mapped[datetime.datetime]
    staff_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("staff.id", ondelete="SET NULL"))
    counts: Mapped[str] = mapped_column(Text)
