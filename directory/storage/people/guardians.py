"""The rows of guardians, in the family's order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, delete, false, func, insert, select, true, update
from sqlalchemy.orm import Session, aliased

from directory.errors import UnknownError
from directory.models import Guardian, Student
from directory.models.codes import StudentStatus
from directory.storage.chunks import chunks
from directory.storage.people.students import ids_shown, shown
from directory.storage.scope import Scope

NO_GUARDIAN = "This guardian is not there any more: load the student's page again."


@dataclass(frozen=True, slots=True)
class GuardianRow:
    """A guardian as stored."""

    id: str
    student_id: str
    position: int
    sealed: bytes


@dataclass(frozen=True, slots=True, repr=False)
class SiblingRow:
    """A guardian of a student's sibling; `profile` and `data_key` are the sibling's, `is_seen` is whether it is in scope."""

    student_id: str
    sibling_id: str
    is_seen: bool
    data_key: bytes
    profile: bytes
    id: str
    sealed: bytes


_QUERY = select(Guardian.id, Guardian.student_id, Guardian.position, Guardian.sealed).order_by(Guardian.position, Guardian.id)


def of(session: Session, scope: Scope, student_id: str) -> list[GuardianRow]:
    """Return the guardians of a student in scope."""
    return [GuardianRow(*row) for row in session.execute(_QUERY.where(_mine(scope), Guardian.student_id == student_id))]


def of_enrolled(session: Session, scope: Scope) -> list[tuple[GuardianRow, bytes]]:
    """Return the guardians of all enrolled students in scope, each with the wrapped key of the student."""
    query = _QUERY.join(Student, Student.id == Guardian.student_id).add_columns(Student.data_key)
    return [
        (GuardianRow(*row[:4]), row[4])
        for row in session.execute(query.where(shown(scope), Student.status == StudentStatus.ENROLLED))
    ]


def of_siblings(session: Session, scope: Scope, student_ids: Sequence[str]) -> list[SiblingRow]:
    """Return the guardians of the siblings of students; the caller has checked access to the students."""
    student, sibling = aliased(Student), aliased(Student)
    query = (
        select(
            student.id,
            sibling.id,
            case((sibling.id.in_(ids_shown(scope)), true()), else_=false()),
            sibling.data_key,
            sibling.sealed,
            Guardian.id,
            Guardian.sealed,
        )
        .join(sibling, and_(sibling.household_id == student.household_id, sibling.id != student.id))
        .join(Guardian, Guardian.student_id == sibling.id)
        .where(student.household_id.is_not(None), sibling.data_key.is_not(None), sibling.sealed.is_not(None))
        .order_by(student.id, sibling.id, Guardian.position, Guardian.id)
    )
    return [SiblingRow(*row) for part in chunks(student_ids) for row in session.execute(query.where(student.id.in_(part)))]


def put(session: Session, guardian_id: str, student_id: str, sealed: bytes) -> None:
    """Add a guardian after the others."""
    last = session.scalar(select(func.max(Guardian.position)).where(Guardian.student_id == student_id))
    position = 0 if last is None else last + 1
    session.execute(insert(Guardian).values(id=guardian_id, student_id=student_id, position=position, sealed=sealed))


def alter(session: Session, scope: Scope, student_id: str, guardian_id: str, sealed: bytes) -> None:
    """Replace the sealed part of a guardian; raise UnknownError if the student has no such guardian."""
    statement = update(Guardian).where(Guardian.id == guardian_id, Guardian.student_id == student_id, _mine(scope))
    if session.execute(statement.values(sealed=sealed).returning(Guardian.id)).first() is None:
        raise UnknownError(NO_GUARDIAN)


def drop(session: Session, scope: Scope, student_id: str, guardian_id: str) -> None:
    """Remove a guardian; raise UnknownError if the student has no such guardian."""
    statement = delete(Guardian).where(Guardian.id == guardian_id, Guardian.student_id == student_id, _mine(scope))
    if session.execute(statement.returning(Guardian.id)).first() is None:
        raise UnknownError(NO_GUARDIAN)


def drop_all(session: Session, scope: Scope, student_id: str) -> None:
    """Remove all guardians of a student in scope."""
    session.execute(delete(Guardian).where(Guardian.student_id == student_id, _mine(scope)))


def order(session: Session, scope: Scope, student_id: str, guardian_ids: Sequence[str]) -> None:
    """Put the guardians of a student in scope into this order."""
    for position, guardian_id in enumerate(guardian_ids):
        statement = update(Guardian).where(Guardian.id == guardian_id, Guardian.student_id == student_id, _mine(scope))
        session.execute(statement.values(position=position))


def _mine(scope: Scope) -> ColumnElement[bool]:
    return Guardian.student_id.in_(ids_shown(scope))
