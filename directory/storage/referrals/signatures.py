"""The rows behind "ask for a signature": open referrals that were shared or for which somebody wants a signature."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.orm import Session

from directory.models import Disclosure, Referral, SignatureTask, Student
from directory.storage.columns import KEEP, Keep, columns_of
from directory.storage.referrals.worklist import OPEN, of_owner
from directory.storage.scope import Scope


@dataclass(frozen=True, slots=True, repr=False)
class SharedRow:
    """An open referral: `told_at` is the last disclosure to its provider, the rest is models.SignatureTask."""

    referral_id: str
    student_id: str
    organization_id: str
    service: str
    organization: str
    data_key: bytes
    profile: bytes
    told_at: datetime.datetime | None
    reason: str | None
    wanted_at: datetime.datetime | None
    settled_at: datetime.datetime | None


def shared(session: Session, scope: Scope, owner: str) -> list[SharedRow]:
    """Return an owner's open referrals (see storage.referrals.worklist) that were shared, or wait for a signature."""
    told = (
        select(Disclosure.referral_id, func.max(Disclosure.made_at).label("at"))
        .where(Disclosure.referral_id.is_not(None))
        .group_by(Disclosure.referral_id)
        .subquery()
    )
    columns = select(
        Referral.id,
        Referral.student_id,
        Referral.organization_id,
        Referral.service,
        Referral.organization,
        Student.data_key,
        Student.sealed,
        told.c.at,
        SignatureTask.reason,
        SignatureTask.wanted_at,
        SignatureTask.settled_at,
    )
    query = (
        of_owner(columns, scope, owner)
        .outerjoin(told, told.c.referral_id == Referral.id)
        .outerjoin(SignatureTask, SignatureTask.referral_id == Referral.id)
        .where(Referral.status.in_(OPEN), or_(told.c.at.is_not(None), SignatureTask.wanted_at.is_not(None)))
        .order_by(Referral.opened_at, Referral.id)
    )
    return [SharedRow(*row) for row in session.execute(query)]


@dataclass(frozen=True, slots=True)
class SignatureChange:
    """What somebody decided about a signature, as models.SignatureTask describes it."""

    reason: str | Keep = KEEP
    wanted_at: datetime.datetime | Keep = KEEP
    settled_at: datetime.datetime | None = None
    settled_by: str | None = None


def put(session: Session, referral_id: str, change: SignatureChange) -> None:
    """Store what somebody decided about the signature of a locked referral."""
    mine, values = SignatureTask.referral_id == referral_id, columns_of(change)
    if session.scalar(update(SignatureTask).where(mine).values(**values).returning(SignatureTask.referral_id)) is None:
        session.execute(insert(SignatureTask).values(referral_id=referral_id, **values))
