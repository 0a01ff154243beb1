"""The rows of answer links, found only by the hash of what their holder was given."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, insert, select, update
from sqlalchemy.orm import Session, aliased

from directory.models import AnswerLink, OutboxMail, Referral, ReferralEvent, School, Staff, Student, table
from directory.models.codes import MailState, Recipient
from directory.storage.chunks import chunks, rows_in
from directory.storage.columns import columns_of


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link as stored (models.AnswerLink), with what its page may show of the referral: the school and the owner."""

    referral_id: str
    letter_id: str | None
    mail_id: str | None
    audience: Recipient
    language: str
    expires_at: datetime.datetime
    revoked_at: datetime.datetime | None
    student_id: str
    organization_id: str
    reference: str
    opened_on: datetime.date
    school: str
    owner_name: str | None
    owner_phone: str | None
    owner_email: str | None
    owner_disabled_at: datetime.datetime | None
    moved: bool


@dataclass(frozen=True, slots=True, repr=False)
class NewLinkRow:
    """A link to issue, as models.AnswerLink describes it."""

    token_hash: str
    code_hash: str | None
    referral_id: str
    letter_id: str | None
    mail_id: str | None
    audience: Recipient
    language: str
    made_at: datetime.datetime
    expires_at: datetime.datetime


def put(session: Session, link: NewLinkRow) -> None:
    """Add a link."""
    session.execute(insert(AnswerLink).values(**columns_of(link)))


def by_token(session: Session, token_hash: str) -> LinkRow | None:
    """Return the link with this hash, even if expired or revoked; None for a student who was deleted."""
    return _one(session, AnswerLink.token_hash == token_hash)


def by_code(session: Session, code_hash: str) -> LinkRow | None:
    """Do the same as by_token, by the keyed hash of the code and its second fact."""
    return _one(session, AnswerLink.code_hash == code_hash)


def revoke(session: Session, referral_id: str, audience: Recipient, now: datetime.datetime) -> int:
    """End an audience's links for a referral, and its waiting mail with such a link; return how many links still worked."""
    return len(_revoked(session, audience, AnswerLink.referral_id == referral_id, OutboxMail.referral_id == referral_id, now))


def revoke_all_of_family(session: Session, student_id: str, now: datetime.datetime) -> int:
    """Do the same for the family's links of all referrals of a student and siblings: the same people hold them."""
    return len(revoke_all_of_families(session, [student_id], now))


def revoke_all_of_families(session: Session, student_ids: Sequence[str], now: datetime.datetime) -> list[str]:
    """Do the same for many students; return those who had a link that still worked."""
    found: set[str] = set()
    for part in chunks(_with_siblings(session, student_ids)):
        mine = select(Referral.id).where(Referral.student_id.in_(part))
        ended = _revoked(session, Recipient.FAMILY, AnswerLink.referral_id.in_(mine), OutboxMail.student_id.in_(part), now)
        found |= {row.student_id for row in rows_in(session, select(Referral.student_id), table(Referral).c.id, ended)}
    return sorted(found)


def _with_siblings(session: Session, student_ids: Sequence[str]) -> list[str]:
    found = set(student_ids)
    student, sibling = aliased(Student), aliased(Student)
    query = select(sibling.id).join(student, student.household_id == sibling.household_id)
    for part in chunks(student_ids):
        found.update(session.scalars(query.where(student.id.in_(part))))
    return sorted(found)


def _revoked(
    session: Session, audience: Recipient, links: ColumnElement[bool], mails: ColumnElement[bool], now: datetime.datetime
) -> list[str]:
    waiting = (mails, OutboxMail.audience == audience, OutboxMail.state == MailState.WAITING)
    session.execute(update(OutboxMail).where(*waiting).values(state=MailState.STOPPED, sealed=None))
    mine = (links, *_working(audience, now))
    return list(session.scalars(update(AnswerLink).where(*mine).values(revoked_at=now).returning(AnswerLink.referral_id)))


def working(session: Session, referral_id: str, audience: Recipient, now: datetime.datetime) -> int:
    """Return how many links of an audience for a referral are neither expired nor revoked."""
    query = select(func.count()).where(AnswerLink.referral_id == referral_id, *_working(audience, now))
    return session.scalar(query) or 0


def _working(audience: Recipient, now: datetime.datetime) -> tuple[ColumnElement[bool], ...]:
    return AnswerLink.audience == audience, AnswerLink.revoked_at.is_(None), AnswerLink.expires_at > now


def answers_between(
    session: Session, referral_id: str, audience: Recipient, since: datetime.datetime, until: datetime.datetime
) -> int:
    """Return how many answers of an audience came by link after `since` and up to `until`."""
    query = select(func.count()).where(
        ReferralEvent.referral_id == referral_id,
        ReferralEvent.who == audience,
        ReferralEvent.recorded_at > since,
        ReferralEvent.recorded_at <= until,
    )
    return session.scalar(query) or 0


_QUERY: Select[*tuple[Any, ...]] = (
    select(
        AnswerLink.referral_id,
        AnswerLink.letter_id,
        AnswerLink.mail_id,
        AnswerLink.audience,
        AnswerLink.language,
        AnswerLink.expires_at,
        AnswerLink.revoked_at,
        Referral.student_id,
        Referral.organization_id,
        Referral.reference,
        Referral.opened_on,
        School.name,
        Staff.name,
        Staff.phone,
        Staff.email,
        Staff.disabled_at,
        Referral.school_id != Student.school_id,
    )
    .join(Referral, Referral.id == AnswerLink.referral_id)
    .join(Student, Student.id == Referral.student_id)
    .join(School, School.id == Referral.school_id)
    .outerjoin(Staff, Staff.id == Referral.owner_id)
    .where(Student.data_key.is_not(None))
)


def _one(session: Session, condition: ColumnElement[bool]) -> LinkRow | None:
    row = session.execute(_QUERY.where(condition)).one_or_none()
    return LinkRow(*row) if row else None
