"""Accounts: schools, staff, their sessions and links, failed sign-ins, and the audit of what everybody looked at."""

from __future__ import annotations

import datetime

from sqlalchemy import ForeignKey, Identity, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.base import Base, Code, Id, Name, Words
from directory.models.codes import Role
from directory.models.imports import AutoNumber


class School(Base):
    """A school of the district; `code` is its number in the roster, the point is where its students start from."""

    __tablename__ = "school"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(Text, unique=True)
    code: Mapped[str | None] = mapped_column(Text, unique=True)
    low_grade: Mapped[Words]
    high_grade: Mapped[Words]
    address: Mapped[Words]
    postal_code: Mapped[Words]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]


class Staff(Base):
    """A staff member; `role` decides what they may do, `email` is in lower case."""

    __tablename__ = "staff"

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[Name]
    role: Mapped[Role] = mapped_column(Code(Role))
    phone: Mapped[Words]
    password_hash: Mapped[Words]
    made_at: Mapped[datetime.datetime]
    disabled_at: Mapped[datetime.datetime | None]


class StaffSchool(Base):
    """The schools whose students a specialist works with."""

    __tablename__ = "staff_school"

    staff_id: Mapped[str] = mapped_column(String(36), ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    school_id: Mapped[str] = mapped_column(String(36), ForeignKey("school.id", ondelete="CASCADE"), primary_key=True, index=True)


class StaffSession(Base):
    """A session of a signed-in user: the cookie holds 256 random bits, this row their SHA-256."""

    __tablename__ = "staff_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[str] = mapped_column(String(36), ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime.datetime]
    seen_at: Mapped[datetime.datetime]


class StaffLink(Base):
    """An invitation or a reset from an administrator; it works once, and the database stores its SHA-256."""

    __tablename__ = "staff_link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[str] = mapped_column(String(36), ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[Name]
    made_at: Mapped[datetime.datetime]
    expires_at: Mapped[datetime.datetime]
    used_at: Mapped[datetime.datetime | None]


class SignInFailure(Base):
    """A failed sign-in; `bucket` is a keyed hash of what it counts against (an account from an address, an address, a browser)."""

    __tablename__ = "sign_in_failure"

    id: Mapped[int] = mapped_column(AutoNumber, Identity(), primary_key=True)
    bucket: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime.datetime]


class AuditEntry(Base):
    """Who did what, to which student or thing, when; without personal data of students.

    It outlives what it is about, so it holds ids and no foreign keys. `subject` is "kind:id", `detail` is plain text.
    """

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(AutoNumber, Identity(), primary_key=True)
    at: Mapped[datetime.datetime] = mapped_column(index=True)
    staff_id: Mapped[str | None] = mapped_column(String(36), index=True)
    action: Mapped[Name]
    student_id: Mapped[str | None] = mapped_column(String(36), index=True)
    subject: Mapped[Words]
    detail: Mapped[Words]
    address: Mapped[Words]


class FormReceipt(Base):
    """A form that was carried out, by the hash of its one-time number, so that a repeated submission does nothing."""

    __tablename__ = "form_receipt"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime.datetime] = mapped_column(index=True)
    location: Mapped[Words]
