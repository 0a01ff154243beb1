"""The rows of contacts: calls, visits, meetings and messages about a student; with whom and what was said is sealed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, insert, select, update
from sqlalchemy.orm import Session

from directory.errors import UnknownError
from directory.models import Staff, StudentContact
from directory.models.codes import ContactKind, ContactResult
from directory.storage.columns import columns_of
from directory.storage.people.students import ids_shown
from directory.storage.scope import Scope

NO_CONTACT = "This note is not there, or was taken back already: load the student's page again."


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact as stored; `made_by` is the name of who recorded it."""

    id: str
    student_id: str
    referral_id: str | None
    kind: str
    result: str
    happened_on: datetime.date
    sealed: bytes | None
    made_by: str | None
    made_at: datetime.datetime
    retracted_at: datetime.datetime | None


_QUERY: Select[*tuple[Any, ...]] = (
    select(
        StudentContact.id,
        StudentContact.student_id,
        StudentContact.referral_id,
        StudentContact.kind,
        StudentContact.result,
        StudentContact.happened_on,
        StudentContact.sealed,
        Staff.name,
        StudentContact.made_at,
        StudentContact.retracted_at,
    )
    .outerjoin(Staff, Staff.id == StudentContact.made_by)
    .order_by(StudentContact.happened_on.desc(), StudentContact.made_at.desc(), StudentContact.id.desc())
)


def of(session: Session, scope: Scope, student_id: str) -> list[ContactRow]:
    """Return the contacts of a student in scope, latest first."""
    mine = StudentContact.student_id.in_(ids_shown(scope))
    return [ContactRow(*row) for row in session.execute(_QUERY.where(mine, StudentContact.student_id == student_id))]


def recent(session: Session, scope: Scope, student_id: str, *, since: datetime.datetime) -> list[ContactRow]:
    """Return the contacts that this user recorded from a time on and did not retract."""
    mine = (StudentContact.made_by == scope.staff_id, StudentContact.made_at >= since, StudentContact.retracted_at.is_(None))
    query = _QUERY.where(StudentContact.student_id == student_id, StudentContact.student_id.in_(ids_shown(scope)), *mine)
    return [ContactRow(*row) for row in session.execute(query)]


@dataclass(frozen=True, slots=True, repr=False)
class NewContactRow:
    """A contact to record, as models.StudentContact describes it."""

    id: str
    student_id: str
    referral_id: str | None
    kind: ContactKind
    result: ContactResult
    happened_on: datetime.date
    sealed: bytes
    made_by: str
    made_at: datetime.datetime


def put(session: Session, contact: NewContactRow) -> None:
    """Add a contact."""
    session.execute(insert(StudentContact).values(**columns_of(contact)))


def take_back(session: Session, scope: Scope, student_id: str, contact_id: str, now: datetime.datetime) -> None:
    """Record that a contact was entered by mistake; raise UnknownError if there is none to retract."""
    statement = update(StudentContact).where(
        StudentContact.id == contact_id,
        StudentContact.student_id == student_id,
        StudentContact.retracted_at.is_(None),
        StudentContact.student_id.in_(ids_shown(scope)),
    )
    if session.execute(statement.values(retracted_at=now).returning(StudentContact.id)).first() is None:
        raise UnknownError(NO_CONTACT)
