"""Referrals: what was chosen, what has happened since, the letters given and the links by which they are answered.

A column `sealed` is encrypted under the student's own key (students.seals).
"""

from __future__ import annotations

import datetime
from typing import Annotated

from sqlalchemy import ForeignKey, Index, LargeBinary, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.base import Base, Code, Id, Name, Words
from directory.models.codes import Author, EndCode, EventKind, Recipient, ReferralStatus
from directory.models.students import OfStudent

OfReferral = Annotated[str, mapped_column(String(36), ForeignKey("referral.id", ondelete="CASCADE"), index=True)]
ByStaff = Annotated[str | None, mapped_column(String(36), ForeignKey("staff.id", ondelete="SET NULL"))]


class Referral(Base):
    """One student, one need, one provider. Those of one opening share `request_id`; `choice` 1 is the first, others are backups.

    `school_id`, `grade` and `language` are the student's on the day of the opening, `record_id` is the chosen service at
    location, which may leave the directory. From `status` on, columns are the fold of the events (referrals.status), written with
    each event: `since` is the day on which the status began, `due_on` the day on which somebody should look, `ask_on` the day
    that replaces it once the day of the appointment has come (storage.referrals.referrals.due_day), `outcome` is 1 if the student
    got there, 0 if the provider's part failed, None if neither is known. `answered` means that an answer of the family or the
    provider waits for the owner.
    """

    __tablename__ = "referral"
    __table_args__ = (
        Index("ix_referral_owner_due", "owner_id", "due_on"),
        Index("ix_referral_record_outcome", "record_id", "outcome"),
    )

    id: Mapped[Id]
    request_id: Mapped[str] = mapped_column(String(36), index=True)
    choice: Mapped[int] = mapped_column(SmallInteger)
    reference: Mapped[str] = mapped_column(Text, unique=True)
    student_id: Mapped[OfStudent]
    need_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("student_need.id", ondelete="SET NULL"), index=True)
    term: Mapped[Name]
    urgency: Mapped[int] = mapped_column(SmallInteger)
    school_id: Mapped[str] = mapped_column(String(36), ForeignKey("school.id"), index=True)
    grade: Mapped[Words]
    language: Mapped[Words]
    record_id: Mapped[str] = mapped_column(String(36))
    organization_id: Mapped[str] = mapped_column(String(36))
    organization: Mapped[Name]
    service: Mapped[Name]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    opened_by: Mapped[ByStaff]
    owner_id: Mapped[ByStaff]
    opened_at: Mapped[datetime.datetime]
    opened_on: Mapped[datetime.date]
    status: Mapped[ReferralStatus] = mapped_column(Code(ReferralStatus), index=True)
    since: Mapped[datetime.date]
    reason: Mapped[EndCode | None] = mapped_column(Code(EndCode))
    due_on: Mapped[datetime.date | None]
    ask_on: Mapped[datetime.date | None]
    appointment_on: Mapped[datetime.date | None]
    appointment_at: Mapped[Words]
    outcome: Mapped[int | None] = mapped_column(SmallInteger)
    answered: Mapped[bool]
    touched_on: Mapped[datetime.date]


class ReferralEvent(Base):
    """Something that happened to a referral; appended and never changed, in the order of `number`.

    `on_date` is the appointment, the end of
    a waiting list or the day to look again, `at_time` its local time as HH:MM. `retracts` is the retracted event. `held` marks an
    answer that came too late or twice: it is stored and changes nothing.
    """

    __tablename__ = "referral_event"
    __table_args__ = (UniqueConstraint("referral_id", "number"),)

    id: Mapped[Id]
    referral_id: Mapped[OfReferral]
    number: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[EventKind] = mapped_column(Code(EventKind))
    who: Mapped[Author] = mapped_column(Code(Author))
    staff_id: Mapped[ByStaff]
    happened_on: Mapped[datetime.date]
    recorded_at: Mapped[datetime.datetime]
    reason: Mapped[EndCode | None] = mapped_column(Code(EndCode))
    on_date: Mapped[datetime.date | None]
    at_time: Mapped[Words]
    retracts: Mapped[str | None] = mapped_column(String(36))
    held: Mapped[bool]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class ReferralLetter(Base):
    """A letter as it was given, sealed without its link and code; `way` is print, pdf, text or email."""

    __tablename__ = "referral_letter"

    id: Mapped[Id]
    referral_id: Mapped[OfReferral]
    language: Mapped[Name]
    large: Mapped[bool]
    way: Mapped[Name]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_by: Mapped[ByStaff]
    made_at: Mapped[datetime.datetime]


class AnswerLink(Base):
    """A link by which a family or a provider answers.

    It has the SHA-256 of its token, and the keyed hash of the short code with its second fact, if there is one. `language` is
    that of the page. `mail_id` is the e-mail that carried it.
    """

    __tablename__ = "answer_link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    code_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    referral_id: Mapped[OfReferral]
    letter_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("referral_letter.id", ondelete="SET NULL"), index=True)
    mail_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("outbox_mail.id", ondelete="SET NULL"), index=True)
    audience: Mapped[Recipient] = mapped_column(Code(Recipient))
    language: Mapped[Name]
    made_at: Mapped[datetime.datetime]
    expires_at: Mapped[datetime.datetime]
    revoked_at: Mapped[datetime.datetime | None]


class StudentContact(Base):
    """A call, a visit, a meeting or a message about a student: the result is readable, who and what was said is sealed.

    `kind` is a ContactKind and `result` a ContactResult; they are read as texts, so that a page shows what it does not know.
    """

    __tablename__ = "student_contact"

    id: Mapped[Id]
    student_id: Mapped[OfStudent]
    referral_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("referral.id", ondelete="SET NULL"), index=True)
    kind: Mapped[Name]
    result: Mapped[Name]
    happened_on: Mapped[datetime.date]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    made_by: Mapped[ByStaff]
    made_at: Mapped[datetime.datetime]
    retracted_at: Mapped[datetime.datetime | None]


class Disclosure(Base):
    """Something about a student that left the school: to whom and what is sealed.

    `how` is a DisclosureWay, and read as a text, so that a page shows what it does not know.
    """

    __tablename__ = "disclosure"

    id: Mapped[Id]
    student_id: Mapped[OfStudent]
    referral_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("referral.id", ondelete="SET NULL"), index=True)
    consent_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("consent.id", ondelete="SET NULL"), index=True)
    how: Mapped[Name]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    made_by: Mapped[ByStaff]
    made_at: Mapped[datetime.datetime]


class SignatureTask(Base):
    """A referral for which somebody is to ask for a signature, or for which it was decided that none is needed.

    `reason` and `wanted_at` are set if somebody put it on the list, not if it was found to be due (worklist.signatures).
    """

    __tablename__ = "signature_task"

    referral_id: Mapped[str] = mapped_column(String(36), ForeignKey("referral.id", ondelete="CASCADE"), primary_key=True)
    reason: Mapped[Words]
    wanted_at: Mapped[datetime.datetime | None]
    settled_at: Mapped[datetime.datetime | None]
    settled_by: Mapped[ByStaff]
