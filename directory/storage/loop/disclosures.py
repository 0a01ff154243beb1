"""The rows of disclosures: what of a student went outside the school, by whom and under which consent."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, exists, insert, or_, select
from sqlalchemy.orm import Session

from directory.models import Consent, Disclosure, OutboxMail, Referral, Staff
from directory.storage.people.students import ids_shown
from directory.storage.scope import Scope

_WRITTEN_WITH_IT = (
    OutboxMail.referral_id == Disclosure.referral_id,
    OutboxMail.made_at == Disclosure.made_at,
    OutboxMail.kind == "told",
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
    """The disclosures of a student in scope, the latest first."""
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
        # The mail is written with the disclosure, in one transaction with one moment.
        .outerjoin(OutboxMail, and_(Disclosure.how == "email", *_WRITTEN_WITH_IT))
        .outerjoin(Referral, Referral.id == Disclosure.referral_id)
        .outerjoin(Staff, Staff.id == Disclosure.made_by)
        .where(Disclosure.student_id == student_id, Disclosure.student_id.in_(ids_shown(scope)))
        .order_by(Disclosure.made_at.desc(), Disclosure.id.desc())
    )
    return [DisclosureRow(*row) for row in session.execute(query)]


def may_go_to_provider(session: Session, referral_id: str, student_id: str, today: datetime.date) -> bool:
    """Whether a consent is in force under which something was disclosed for this referral; any of the student's, where none was."""
    named = select(Disclosure.consent_id).where(Disclosure.referral_id == referral_id, Disclosure.consent_id.is_not(None))
    asked = set(session.scalars(named))
    holds = (Consent.withdrawn_at.is_(None), or_(Consent.until.is_(None), Consent.until >= today))
    query = select(exists().where(Consent.student_id == student_id, *holds, *([Consent.id.in_(asked)] if asked else [])))
    return bool(session.scalar(query))


def put(session: Session, **values: Any) -> None:
    """Adds a disclosure."""
    session.execute(insert(Disclosure).values(**values))
