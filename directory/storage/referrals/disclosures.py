"""The rows of disclosures: what of a student went outside the school, by whom and under which consent."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, insert, select
from sqlalchemy.orm import Session

from directory.models import Disclosure, OutboxMail, Referral, Staff
from directory.models.codes import DisclosureWay, MailKind
from directory.storage.columns import columns_of
from directory.storage.people.students import ids_shown
from directory.storage.scope import Scope

_WRITTEN_WITH_IT = (
    OutboxMail.referral_id == Disclosure.referral_id,
    OutboxMail.made_at == Disclosure.made_at,
    OutboxMail.kind == MailKind.TOLD,
)


@dataclass(frozen=True, slots=True)
class DisclosureRow:
    """A disclosure as stored, with the referral's number, the name of who made it, and the state of the mail that carried it."""

    id: str
    student_id: str
    referral_id: str | None
    reference: str | None
    consent_id: str | None
    how: str
    sealed: bytes | None
    made_by: str | None
    made_at: datetime.datetime
    mail: str | None


def of(session: Session, scope: Scope, student_id: str) -> list[DisclosureRow]:
    """Return the disclosures of a student in scope, latest first."""
    query: Select[*tuple[Any, ...]] = (
        select(
            Disclosure.id,
            Disclosure.student_id,
            Disclosure.referral_id,
            Referral.reference,
            Disclosure.consent_id,
            Disclosure.how,
            Disclosure.sealed,
            Staff.name,
            Disclosure.made_at,
            OutboxMail.state,
        )
        # The mail is written with the disclosure, in one transaction with one timestamp.
        .outerjoin(OutboxMail, and_(Disclosure.how == DisclosureWay.EMAIL, *_WRITTEN_WITH_IT))
        .outerjoin(Referral, Referral.id == Disclosure.referral_id)
        .outerjoin(Staff, Staff.id == Disclosure.made_by)
        .where(Disclosure.student_id == student_id, Disclosure.student_id.in_(ids_shown(scope)))
        .order_by(Disclosure.made_at.desc(), Disclosure.id.desc())
    )
    return [DisclosureRow(*row) for row in session.execute(query)]


def consent_of(session: Session, referral_id: str, made_at: datetime.datetime) -> str | None:
    """Return the consent under which something was disclosed about a referral at a certain time."""
    query = select(Disclosure.consent_id).where(Disclosure.referral_id == referral_id, Disclosure.made_at == made_at)
    return session.scalar(query.limit(1))


@dataclass(frozen=True, slots=True, repr=False)
class NewDisclosureRow:
    """A disclosure to record, as models.Disclosure describes it."""

    id: str
    student_id: str
    referral_id: str
    consent_id: str
    how: DisclosureWay
    sealed: bytes
    made_by: str | None
    made_at: datetime.datetime


def put(session: Session, disclosure: NewDisclosureRow) -> None:
    """Add a disclosure."""
    session.execute(insert(Disclosure).values(**columns_of(disclosure)))
