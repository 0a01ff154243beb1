"""The rows of letters that were given to families."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, insert, select
from sqlalchemy.orm import Session

from directory.errors import UnknownError
from directory.models import AnswerLink, Referral, ReferralLetter, Staff, Student
from directory.models.codes import ReferralStatus
from directory.storage.columns import columns_of
from directory.storage.people.students import shown
from directory.storage.referrals.referrals import QUERY, ReferralRow
from directory.storage.scope import Scope


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter as stored, with the name of who gave it, and what it takes to open it."""

    id: str
    referral_id: str
    language: str
    large: bool
    way: str
    sealed: bytes
    made_by: str | None
    made_at: datetime.datetime
    student_id: str
    data_key: bytes


_QUERY: Select[*tuple[Any, ...]] = (
    select(
        ReferralLetter.id,
        ReferralLetter.referral_id,
        ReferralLetter.language,
        ReferralLetter.large,
        ReferralLetter.way,
        ReferralLetter.sealed,
        Staff.name,
        ReferralLetter.made_at,
        Student.id,
        Student.data_key,
    )
    .join(Referral, Referral.id == ReferralLetter.referral_id)
    .join(Student, Student.id == Referral.student_id)
    .outerjoin(Staff, Staff.id == ReferralLetter.made_by)
)


@dataclass(frozen=True, slots=True, repr=False)
class NewLetterRow:
    """A letter that was given, as models.ReferralLetter describes it."""

    id: str
    referral_id: str
    language: str
    large: bool
    way: str
    sealed: bytes
    made_by: str | None
    made_at: datetime.datetime


def put(session: Session, letter: NewLetterRow) -> None:
    """Store a letter."""
    session.execute(insert(ReferralLetter).values(**columns_of(letter)))


def one(session: Session, scope: Scope, letter_id: str) -> LetterRow:
    """Return a letter to the family of a student in scope; raise UnknownError if there is none."""
    row = session.execute(_QUERY.where(ReferralLetter.id == letter_id, shown(scope))).first()
    if row is None:
        raise UnknownError("There is no such letter among those of your students.")
    return LetterRow(*row)


def of_referral(session: Session, scope: Scope, referral_id: str) -> list[LetterRow]:
    """Return the letters of a referral, newest first."""
    query = _QUERY.where(ReferralLetter.referral_id == referral_id, shown(scope))
    return [LetterRow(*row) for row in session.execute(query.order_by(ReferralLetter.made_at.desc(), ReferralLetter.id.desc()))]


def of_student(session: Session, scope: Scope, student_id: str) -> list[LetterRow]:
    """Return the letters of all referrals of a student in scope, unordered."""
    return [LetterRow(*row) for row in session.execute(_QUERY.where(Student.id == student_id, shown(scope)))]


def opened_by(session: Session, letter_id: str, token_hash: str) -> bool:
    """Whether a link that is not revoked is this letter's own."""
    query = select(AnswerLink.token_hash).where(
        AnswerLink.letter_id == letter_id, AnswerLink.token_hash == token_hash, AnswerLink.revoked_at.is_(None)
    )
    return session.scalar(query) is not None


def to_give(session: Session, scope: Scope, owner_id: str) -> list[ReferralRow]:
    """Return an owner's referrals whose letter is due and not given yet, longest waiting first."""
    waiting = QUERY.where(
        Referral.owner_id == owner_id, Referral.status == ReferralStatus.DRAFT, Referral.due_on.is_not(None), shown(scope)
    )
    return [ReferralRow(*row) for row in session.execute(waiting.order_by(Referral.due_on, Referral.id))]
