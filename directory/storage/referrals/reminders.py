"""Queries of the service itself for reminders: which referrals may be due, whose guardians, who signs.

They have no scope, since no user is asking: what they find goes into mail and is shown to no staff member.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from directory.models import Guardian, Referral, Staff, Student
from directory.models.codes import ReferralStatus, StudentStatus
from directory.storage.people.guardians import GuardianRow
from directory.storage.people.students import shown
from directory.storage.referrals.referrals import QUERY, ReferralRow, due_day
from directory.storage.scope import Scope

_ENROLLED = and_(Student.data_key.is_not(None), Student.sealed.is_not(None), Student.status == StudentStatus.ENROLLED)


@dataclass(frozen=True, slots=True)
class SignerRow:
    """The staff member whom a mail names; `phone` is E.164."""

    name: str
    email: str
    phone: str | None


def candidates(session: Session, statuses: tuple[str, ...], today: datetime.date, until: datetime.date) -> list[ReferralRow]:
    """Return the referrals of enrolled students that are due in one of these statuses.

    Those with an appointment after today and up to `until` are included.
    """
    due = and_(Referral.status.in_(statuses), Referral.due_on <= today)
    near = and_(Referral.status == ReferralStatus.SCHEDULED, Referral.appointment_on > today, Referral.appointment_on <= until)
    query = QUERY.where(_ENROLLED, Referral.sealed.is_not(None), or_(due, near)).order_by(Referral.due_on, Referral.id)
    return [ReferralRow(*row) for row in session.execute(query)]


def to_ask(session: Session, scope: Scope, owner_id: str, today: datetime.date, soon: datetime.date) -> list[ReferralRow]:
    """Return the referrals of an owner about which somebody may be called today, of enrolled students in scope.

    These are due or answered, or have an appointment up to `soon`.
    """
    near = and_(Referral.status == ReferralStatus.SCHEDULED, Referral.appointment_on > today, Referral.appointment_on <= soon)
    asked = or_(and_(Referral.due_on <= today, due_day(today) <= today), Referral.answered, near)
    query = QUERY.where(shown(scope), _ENROLLED, Referral.sealed.is_not(None), Referral.owner_id == owner_id, asked)
    return [ReferralRow(*row) for row in session.execute(query.order_by(Referral.due_on, Referral.id))]


def referral(session: Session, referral_id: str) -> ReferralRow | None:
    """Return a referral as it is now; None if the student was deleted for good."""
    row = session.execute(QUERY.where(Referral.id == referral_id, Student.data_key.is_not(None))).first()
    return ReferralRow(*row) if row else None


def is_enrolled(session: Session, student_id: str) -> bool:
    return bool(session.scalar(select(exists().where(Student.id == student_id, _ENROLLED))))


def guardians(session: Session, student_id: str) -> list[GuardianRow]:
    """Return the guardians of a student in the family's order."""
    query = select(Guardian.id, Guardian.student_id, Guardian.position, Guardian.sealed)
    ordered = query.where(Guardian.student_id == student_id).order_by(Guardian.position, Guardian.id)
    return [GuardianRow(*row) for row in session.execute(ordered)]


def signer(session: Session, staff_id: str | None) -> SignerRow | None:
    """Return the owner of a referral; None if there is none who works here now."""
    query = select(Staff.name, Staff.email, Staff.phone).where(Staff.id == staff_id, Staff.disabled_at.is_(None))
    row = session.execute(query).first() if staff_id else None
    return SignerRow(*row) if row else None
