"""The rows of disclosures: what of a student went outside the school, by whom and under which consent."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from directory.models import Disclosure, Referral, Staff
from directory.storage.people.students import ids_shown
from directory.storage.scope import Scope


@dataclass(frozen=True, slots=True)
class DisclosureRow:
    """A disclosure as stored, with the referral's number and the name of who made it."""

    id: str
    student_id: str
    referral_id: str | None
    reference: str | None
    consent_id: str | None
    how: str
    sealed: bytes | None
    made_by: str | None
    made_at: datetime.datetime


def of(session: Session, scope: Scope, student_id: str) -> list[DisclosureRow]:
    """The disclosures of a student in scope, the latest first."""
    query = (
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
        )
        .outerjoin(Referral, Referral.id == Disclosure.referral_id)
        .outerjoin(Staff, Staff.id == Disclosure.made_by)
        .where(Disclosure.student_id == student_id, Disclosure.student_id.in_(ids_shown(scope)))
        .order_by(Disclosure.made_at.desc(), Disclosure.id.desc())
    )
    return [DisclosureRow(*row) for row in session.execute(query)]


def put(session: Session, **values: Any) -> None:
    """Adds a disclosure."""
    session.execute(insert(Disclosure).values(**values))
