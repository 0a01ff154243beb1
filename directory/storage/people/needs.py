"""The rows of students' needs: open ones, and those that were met and closed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import and_, func, insert, select, update
from sqlalchemy.orm import Session

from directory.errors import UnknownError
from directory.models import Staff, Student, StudentNeed
from directory.models.codes import StudentStatus
from directory.storage.columns import KEEP, Keep, changed, columns_of
from directory.storage.people.students import ids_shown, shown
from directory.storage.scope import Scope
from directory.storage.versions import version_of

NO_NEED = "This need is not there any more: load the student's page again."


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need as stored; `made_by` is the name of who recorded it."""

    id: str
    student_id: str
    term: str
    urgency: int
    sealed: bytes | None
    made_by: str | None
    made_at: datetime.datetime
    closed_at: datetime.datetime | None

    @property
    def version(self) -> str:
        """The version of what can be changed in a need: the urgency, the text, whether it is open."""
        return version_of(self.urgency, self.sealed, self.closed_at)


_QUERY = (
    select(
        StudentNeed.id,
        StudentNeed.student_id,
        StudentNeed.term,
        StudentNeed.urgency,
        StudentNeed.sealed,
        Staff.name,
        StudentNeed.made_at,
        StudentNeed.closed_at,
    )
    .outerjoin(Staff, Staff.id == StudentNeed.made_by)
    .order_by(StudentNeed.urgency.desc(), StudentNeed.made_at, StudentNeed.id)
)


def of(session: Session, scope: Scope, student_id: str) -> list[NeedRow]:
    """Return the needs of a student in scope, most urgent first."""
    mine = StudentNeed.student_id.in_(ids_shown(scope))
    return [NeedRow(*row) for row in session.execute(_QUERY.where(mine, StudentNeed.student_id == student_id))]


def open_counts(session: Session, scope: Scope) -> dict[str, tuple[int, int]]:
    """Return the number of open needs and the highest urgency of each student in scope who has any."""
    query = (
        select(StudentNeed.student_id, func.count(), func.max(StudentNeed.urgency))
        .join(Student, Student.id == StudentNeed.student_id)
        .where(shown(scope), StudentNeed.closed_at.is_(None))
        .group_by(StudentNeed.student_id)
    )
    return {student_id: (count, urgency) for student_id, count, urgency in session.execute(query)}


def urgent(session: Session, scope: Scope, least: int) -> list[NeedRow]:
    """Return open needs with at least this urgency of enrolled students in scope, most urgent first, then oldest."""
    mine = and_(shown(scope), Student.status == StudentStatus.ENROLLED)
    query = _QUERY.join(Student, Student.id == StudentNeed.student_id)
    found = session.execute(query.where(mine, StudentNeed.closed_at.is_(None), StudentNeed.urgency >= least))
    return [NeedRow(*row) for row in found]


@dataclass(frozen=True, slots=True, repr=False)
class NewNeedRow:
    """A need to record, as models.StudentNeed describes it."""

    id: str
    student_id: str
    term: str
    urgency: int
    sealed: bytes | None
    made_by: str
    made_at: datetime.datetime


def put(session: Session, need: NewNeedRow) -> None:
    """Add a need."""
    session.execute(insert(StudentNeed).values(**columns_of(need)))


def alter(
    session: Session,
    scope: Scope,
    student_id: str,
    need_id: str,
    *,
    urgency: int | Keep = KEEP,
    sealed: bytes | Keep | None = KEEP,
    closed_at: datetime.datetime | Keep | None = KEEP,
) -> None:
    """Change columns of a need; raise UnknownError if the student has no such need."""
    values = changed(urgency=urgency, sealed=sealed, closed_at=closed_at)
    mine = StudentNeed.student_id.in_(ids_shown(scope))
    statement = update(StudentNeed).where(StudentNeed.id == need_id, StudentNeed.student_id == student_id, mine)
    if session.execute(statement.values(**values).returning(StudentNeed.id)).first() is None:
        raise UnknownError(NO_NEED)


def forget_words(session: Session, scope: Scope, student_id: str) -> None:
    """Remove the text of all needs of a student in scope; the terms stay for the counts."""
    mine = StudentNeed.student_id.in_(ids_shown(scope))
    session.execute(update(StudentNeed).where(StudentNeed.student_id == student_id, mine).values(sealed=None))
