"""Follow-up: alarms, mail to send, flagged listings, searches that found nothing, a school's monthly counts."""

from __future__ import annotations

import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.base import Base, Code, Id, Name, Words
from directory.models.codes import EndCode, MailState, Recipient
from directory.models.referrals import ByStaff
from directory.models.students import OfStudent


class OutboxMail(Base):
    """An e-mail that waits, was sent or was given up; address, subject and text are sealed under the student's key.

    `address_hash` is the keyed hash of the address, `error` is the server's answer
    without any address in it. `kind` is a MailKind, and read as a text, so that a run and a page pass over what they do not know.
    """

    __tablename__ = "outbox_mail"
    __table_args__ = (Index("ix_outbox_mail_state_next", "state", "next_at"),)

    id: Mapped[Id]
    student_id: Mapped[str] = mapped_column(String(36), ForeignKey("student.id", ondelete="CASCADE"), index=True)
    referral_id: Mapped[str] = mapped_column(String(36), ForeignKey("referral.id", ondelete="CASCADE"), index=True)
    audience: Mapped[Recipient] = mapped_column(Code(Recipient))
    kind: Mapped[Name]
    state: Mapped[MailState] = mapped_column(Code(MailState))
    address_hash: Mapped[str] = mapped_column(String(64), index=True)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    tries: Mapped[int] = mapped_column(SmallInteger)
    next_at: Mapped[datetime.datetime]
    error: Mapped[Words]
    made_at: Mapped[datetime.datetime]
    sent_at: Mapped[datetime.datetime | None]


class DangerAlarm(Base):
    """Text about a student that signals danger, until a named person acknowledges it.

    `source` is one of students.alarms.SOURCES and `source_id` the row that contains, or contained, the text: it is not a foreign
    key, so that the alarm outlives that row. `kind` is one of matching.danger.KINDS, `told_at` is when administrators were
    notified by mail, `sealed` is the text and what was done (students.alarms.AlarmWords).
    """

    __tablename__ = "danger_alarm"
    __table_args__ = (Index("ix_danger_alarm_source", "source_id", "source"),)

    id: Mapped[Id]
    student_id: Mapped[OfStudent]
    referral_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("referral.id", ondelete="SET NULL"), index=True)
    source: Mapped[Name]
    source_id: Mapped[str] = mapped_column(String(36))
    kind: Mapped[Name]
    raised_by: Mapped[ByStaff]
    raised_at: Mapped[datetime.datetime]
    told_at: Mapped[datetime.datetime | None]
    acknowledged_by: Mapped[ByStaff]
    acknowledged_at: Mapped[datetime.datetime | None]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class MailStop(Base):
    """An address that has opted out of reminders, by its keyed hash."""

    __tablename__ = "mail_stop"

    address_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime.datetime]


class ListingFlag(Base):
    """Something that is wrong with a listing, reported by a referral; a task of the coordinator until it is done.

    `kind` is why the referral ended, `words` are about the listing and never about a student.
    """

    __tablename__ = "listing_flag"

    id: Mapped[Id]
    record_id: Mapped[str] = mapped_column(String(36), index=True)
    kind: Mapped[EndCode] = mapped_column(Code(EndCode))
    words: Mapped[Words]
    referral_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("referral.id", ondelete="SET NULL"), index=True)
    made_by: Mapped[ByStaff]
    made_at: Mapped[datetime.datetime]
    done_by: Mapped[ByStaff]
    done_at: Mapped[datetime.datetime | None]


class UnmetNeed(Base):
    """A need for which a search found nothing, by area and grade band; one person's same search counts once a day."""

    __tablename__ = "unmet_need"

    day: Mapped[datetime.date] = mapped_column(primary_key=True)
    staff_id: Mapped[str] = mapped_column(String(36), ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True, index=True)
    term: Mapped[str] = mapped_column(String(60), primary_key=True)
    area: Mapped[str] = mapped_column(String(120), primary_key=True)
    band: Mapped[str] = mapped_column(String(40), primary_key=True)


class SchoolCount(Base):
    """What a school counted in a month (`month` is its first day); `measure` is one of outcomes' MEASURES."""

    __tablename__ = "school_count"

    school_id: Mapped[str] = mapped_column(String(36), ForeignKey("school.id", ondelete="CASCADE"), primary_key=True)
    month: Mapped[datetime.date] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[float]
    imported_at: Mapped[datetime.datetime]
