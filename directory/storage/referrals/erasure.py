"""Erasure of a student's referrals when the student is deleted for good: sealed data goes, what counts need stays."""

from __future__ import annotations

import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from directory.models import (
    AnswerLink,
    DangerAlarm,
    Disclosure,
    OutboxMail,
    Referral,
    ReferralEvent,
    ReferralLetter,
    StudentContact,
)
from directory.models.codes import Author, EventKind, ReferralStatus
from directory.storage.ids import new_id
from directory.storage.referrals.worklist import OPEN


def forget(session: Session, student_id: str, *, today: datetime.date, now: datetime.datetime) -> None:
    """Cancel the open referrals of a student, end their links and mail, and drop letters, notes and disclosures."""
    mine = select(Referral.id).where(Referral.student_id == student_id)
    for referral_id in session.scalars(mine.where(Referral.status.in_(OPEN)).with_for_update()).all():
        number = select(func.coalesce(func.max(ReferralEvent.number), 0) + 1).where(ReferralEvent.referral_id == referral_id)
        values = {"id": new_id(), "referral_id": referral_id, "number": session.scalar(number), "kind": EventKind.CANCELLED}
        session.execute(insert(ReferralEvent).values(who=Author.SYSTEM, happened_on=today, recorded_at=now, held=False, **values))
        closed = {
            "status": ReferralStatus.CANCELLED,
            "since": today,
            "reason": None,
            "due_on": None,
            "ask_on": None,
            "answered": False,
        }
        session.execute(update(Referral).where(Referral.id == referral_id).values(**closed))
    session.execute(
        update(Referral)
        .where(Referral.student_id == student_id)
        .values(
            sealed=None, due_on=None, ask_on=None, answered=False, appointment_on=None, appointment_at=None, reference=Referral.id
        )
    )
    session.execute(update(ReferralEvent).where(ReferralEvent.referral_id.in_(mine)).values(sealed=None))
    session.execute(update(DangerAlarm).where(DangerAlarm.student_id == student_id).values(sealed=None))
    session.execute(delete(AnswerLink).where(AnswerLink.referral_id.in_(mine)))
    session.execute(delete(ReferralLetter).where(ReferralLetter.referral_id.in_(mine)))
    for table in (OutboxMail, StudentContact, Disclosure):
        session.execute(delete(table).where(table.student_id == student_id))
