"""What the service itself asks of referrals to remind somebody: which may be due, whose guardians, who signs.

No scope is in these queries, since nobody is asking: what they find goes into mail and is shown to no member of staff.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from directory.models import Guardian, Referral, Staff, Student
from directory.storage.people.guardians import GuardianRow
from directory.storage.people.students import shown
from directory.storage.referrals.referrals import QUERY, ReferralRow, due_day
from directory.storage.scope import Scope

_ENROLLED = and_(Student.data_key.is_not(None), Student.sealed.is_not(None), Student.status == "enrolled")


@dataclass(frozen=True, slots=True)
class Signer:
    """The member of staff whom a mail names; `phone` is E.164."""

    name: str
    email: str
    phone: str | None


def candidates(session: Session, statuses: tuple[str, ...], today: datetime.date, until: datetime.date) -> list[ReferralRow]:
    """The referrals of enrolled students in one of these statuses that are due, and those with an appointment after today
    and until a day.
    """
    due = and_(Referral.status.in_(statuses), Referral.due_on <= today)
    near = and_(Referral.status == "scheduled", Referral.appointment_on > today, Referral.appointment_on <= until)
    query = QUERY.where(_ENROLLED, Referral.sealed.is_not(None), or_(due, near)).order_by(Referral.due_on, Referral.id)
    return [ReferralRow(*row) for row in session.execute(query)]


def to_ask(session: Session, scope: Scope, owner_id: str, today: datetime.date, soon: datetime.date) -> list[ReferralRow]:
    """The referrals of an owner about which somebody may be called today, of enrolled students in scope: what is due or
    answered, and appointments until `soon`.
    """
    near = and_(Referral.status == "scheduled", Referral.appointment_on > today, Referral.appointment_on <= soon)
    asked = or_(and_(Referral.due_on <= today, due_day(today) <= today), Referral.answered, near)
    query = QUERY.where(shown(scope), _ENROLLED, Referral.sealed.is_not(None), Referral.owner_id == owner_id, asked)
    return [ReferralRow(*row) for row in session.execute(query.order_by(Referral.due_on, Referral.id))]


def referral(session: Session, referral_id: str) -> ReferralRow | None:
    """A referral as it is now; None where the student was deleted for good."""
    row = session.execute(QUERY.where(Referral.id == referral_id, Student.data_key.is_not(None))).first()
    return ReferralRow(*row) if row else None


def is_enrolled(session: Session, student_id: str) -> bool:
    return bool(session.scalar(select(exists().where(Student.id == student_id, _ENROLLED))))


def guardians(session: Session, student_id: str) -> list[GuardianRow]:
    """The guardians of a student in the family's order."""
    query = select(Guardian.id, Guardian.student_id, Guardian.position, Guardian.sealed)
    ordered = query.where(Guardian.student_id == student_id).order_by(Guardian.position, Guardian.id)
    return [GuardianRow(*row) for row in session.execute(ordered)]


def signer(session: Session, staff_id: str | None) -> Signer | None:
    """Who takes care of a referral; None where nobody does who works here now."""
    query = select(Staff.name, Staff.email, Staff.phone).where(Staff.id == staff_id, Staff.disabled_at.is_(None))
    row = session.execute(query).first() if staff_id else None
    return Signer(*row) if row else None
