"""The rows of consents: their kind, their last day, whether they were withdrawn, and the rest sealed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from directory.errors import UnknownError
from directory.models import Consent, Staff
from directory.storage.columns import columns_of
from directory.storage.people.students import ids_shown
from directory.storage.scope import Scope

NO_CONSENT = "This consent is not there, or was withdrawn already: load the student's page again."


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A consent as stored; `made_by` is the name of who recorded it."""

    id: str
    student_id: str
    kind: str
    sealed: bytes
    until: datetime.date | None
    made_by: str | None
    made_at: datetime.datetime
    withdrawn_at: datetime.datetime | None
    withdrawal: bytes | None


_QUERY = (
    select(
        Consent.id,
        Consent.student_id,
        Consent.kind,
        Consent.sealed,
        Consent.until,
        Staff.name,
        Consent.made_at,
        Consent.withdrawn_at,
        Consent.withdrawal,
    )
    .outerjoin(Staff, Staff.id == Consent.made_by)
    .order_by(Consent.made_at.desc(), Consent.id.desc())
)


def of(session: Session, scope: Scope, student_id: str) -> list[ConsentRow]:
    """Return the consents of a student in scope, latest first."""
    mine = Consent.student_id.in_(ids_shown(scope))
    return [ConsentRow(*row) for row in session.execute(_QUERY.where(mine, Consent.student_id == student_id))]


@dataclass(frozen=True, slots=True, repr=False)
class NewConsentRow:
    """A consent to record, as models.Consent describes it."""

    id: str
    student_id: str
    kind: str
    sealed: bytes
    until: datetime.date | None
    made_by: str | None
    made_at: datetime.datetime


def put(session: Session, consent: NewConsentRow) -> None:
    """Add a consent."""
    session.execute(insert(Consent).values(**columns_of(consent)))


def withdraw(
    session: Session, scope: Scope, student_id: str, consent_id: str, *, withdrawal: bytes, now: datetime.datetime
) -> None:
    """Record when a consent was withdrawn; raise UnknownError if there is none to withdraw."""
    mine = Consent.student_id.in_(ids_shown(scope))
    statement = update(Consent).where(
        Consent.id == consent_id, Consent.student_id == student_id, Consent.withdrawn_at.is_(None), mine
    )
    if session.execute(statement.values(withdrawn_at=now, withdrawal=withdrawal).returning(Consent.id)).first() is None:
        raise UnknownError(NO_CONSENT)


def drop_all(session: Session, scope: Scope, student_id: str) -> None:
    """Remove all consents of a student in scope."""
    session.execute(delete(Consent).where(Consent.student_id == student_id, Consent.student_id.in_(ids_shown(scope))))
