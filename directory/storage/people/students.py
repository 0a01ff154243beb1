"""The rows of students: every query includes the scope of the user, and none finds a student who was deleted for good."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, event, exists, func, insert, select, true, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from directory.errors import RefusedError, UnknownError
from directory.models import School, Student
from directory.models.codes import Role, StudentStatus
from directory.storage import database_file
from directory.storage.chunks import chunks
from directory.storage.columns import KEEP, Keep, columns_of
from directory.storage.scope import Scope, visible
from directory.storage.versions import version_of

NO_STUDENT = "There is no such student among yours."
NUMBER_TAKEN = (
    "This student number cannot be used: check it, and if it is right, ask an administrator to add or change the student."
)


@dataclass(frozen=True, slots=True)
class StudentRow:
    """A student as stored: what counts need, and the rest sealed."""

    id: str
    school_id: str
    school_name: str
    household_id: str | None
    status: StudentStatus
    grade: str | None
    language: str | None
    roster: str | None
    data_key: bytes
    sealed: bytes
    made_at: datetime.datetime
    changed_at: datetime.datetime
    left_at: datetime.date | None


_QUERY: Select[*tuple[Any, ...]] = select(
    Student.id,
    Student.school_id,
    School.name,
    Student.household_id,
    Student.status,
    Student.grade,
    Student.language,
    Student.roster,
    Student.data_key,
    Student.sealed,
    Student.made_at,
    Student.changed_at,
    Student.left_at,
).join(School, School.id == Student.school_id)


def shown(scope: Scope) -> ColumnElement[bool]:
    """Return the condition on Student in every query: in scope, and not deleted for good."""
    return and_(visible(scope), Student.data_key.is_not(None), Student.sealed.is_not(None))


def ids_shown(scope: Scope) -> Select[str]:
    """Return the ids of the students in scope, for the queries of what belongs to them."""
    return select(Student.id).where(shown(scope))


def one(session: Session, scope: Scope, student_id: str) -> StudentRow:
    """Return a student; raise UnknownError if there is none in scope."""
    return _one(session, _QUERY.where(Student.id == student_id, shown(scope)))


def lock(session: Session, scope: Scope, student_id: str) -> StudentRow:
    """Do the same as `one` and lock out other writers until the transaction ends (SQLite has one writer at a time anyway)."""
    return _one(session, _QUERY.where(Student.id == student_id, shown(scope)).with_for_update(of=Student))


def _one(session: Session, query: Select[*tuple[Any, ...]]) -> StudentRow:
    row = session.execute(query).first()
    if row is None:
        raise UnknownError(NO_STUDENT)
    return StudentRow(*row)


@dataclass(frozen=True, slots=True)
class StudentFilter:
    """Which students in scope are meant; None is no condition."""

    school_id: str | None = None
    grade: str | None = None
    status: StudentStatus | None = None

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        wanted = ((Student.school_id, self.school_id), (Student.grade, self.grade), (Student.status, self.status))
        return [column == value for column, value in wanted if value is not None]


EVERY_STUDENT = StudentFilter()
ENROLLED = StudentFilter(status=StudentStatus.ENROLLED)


def listed(session: Session, scope: Scope, among: StudentFilter = EVERY_STUDENT) -> list[StudentRow]:
    """Return the students in scope, unordered."""
    return [StudentRow(*row) for row in session.execute(_QUERY.where(shown(scope), *among.conditions))]


def seals(session: Session, scope: Scope, among: StudentFilter = EVERY_STUDENT) -> dict[str, bytes]:
    """Return by their ids the seals of the students in scope: the nonce of each row's sealed bytes, which is new with each of them."""
    query = select(Student.id, func.substr(Student.sealed, 2, 12)).where(shown(scope), *among.conditions)
    # By the connection: as objects of the session 11,500 rows take twice as long.
    return dict(map(tuple, session.connection().execute(query)))


def count_enrolled(session: Session, scope: Scope) -> int:
    """Return how many enrolled students are in scope."""
    return (
        session.scalar(select(func.count()).select_from(Student).where(shown(scope), Student.status == StudentStatus.ENROLLED))
        or 0
    )


def left_since(session: Session, scope: Scope, day: datetime.date) -> list[StudentRow]:
    """Return the students in scope who have left on this day or later, latest first."""
    query = _QUERY.where(shown(scope), Student.status == StudentStatus.LEFT, Student.left_at >= day)
    return [StudentRow(*row) for row in session.execute(query.order_by(Student.left_at.desc(), Student.id))]


def chosen(session: Session, scope: Scope, student_ids: Sequence[str]) -> list[StudentRow]:
    """Return those of some students who are in scope."""
    parts = chunks(sorted(student_ids))
    return [StudentRow(*row) for part in parts for row in session.execute(_QUERY.where(shown(scope), Student.id.in_(part)))]


def by_number_hash(session: Session, scope: Scope, number_hash: str) -> str | None:
    """Return the id of the student in scope whose number has this keyed hash."""
    return session.scalar(select(Student.id).where(Student.number_hash == number_hash, shown(scope)))


def of_household(session: Session, scope: Scope, household_id: str) -> list[StudentRow]:
    """Return the members of a household who are in scope."""
    return [StudentRow(*row) for row in session.execute(_QUERY.where(Student.household_id == household_id, shown(scope)))]


def household_size(session: Session, household_id: str) -> int:
    """Return how many belong to a household, in scope or not: a count identifies nobody."""
    return session.scalar(select(func.count()).where(Student.household_id == household_id)) or 0


def hold_household(session: Session, student_id: str) -> None:
    """Lock out other writers of a student and of all siblings, in scope or not, until the transaction ends."""
    household = select(Student.household_id).where(Student.id == student_id).scalar_subquery()
    related = (Student.id == student_id) | (Student.household_id == household)
    # Lock in one order, so that two users who hold the same siblings at once do not deadlock.
    session.execute(select(Student.id).where(related).order_by(Student.id).with_for_update())


def household_version(session: Session, row: StudentRow) -> str:
    """Return the version of a student's household: its members, in scope or not."""
    members = select(Student.id).where(Student.household_id == row.household_id).order_by(Student.id)
    return version_of(row.household_id, list(session.scalars(members)) if row.household_id else [])


def school_of(session: Session, scope: Scope, school_id: str) -> str:
    """Return the name of a school whose students are in scope; raise UnknownError for any other."""
    may = {Role.ADMINISTRATOR: true(), Role.SPECIALIST: School.id.in_(scope.school_ids)}.get(scope.role)
    name = None if may is None else session.scalar(select(School.name).where(School.id == school_id, may))
    if name is None:
        raise UnknownError("There is no such school among yours: choose one of the list.")
    return name


def refuse_taken(session: Session, number_hash: str, student_id: str) -> None:
    """Raise RefusedError if another student at any school has the number, without saying so."""
    if session.scalar(select(exists().where(Student.number_hash == number_hash, Student.id != student_id))):
        raise RefusedError(NUMBER_TAKEN)


@dataclass(frozen=True, slots=True, repr=False)
class NewStudentRow:
    """A student to add, enrolled, as models.Student describes it."""

    id: str
    number_hash: str | None
    school_id: str
    grade: str | None
    language: str | None
    data_key: bytes
    sealed: bytes
    roster: str | None
    made_at: datetime.datetime
    changed_at: datetime.datetime
    status: StudentStatus = StudentStatus.ENROLLED
    household_id: str | None = None
    roster_sealed: bytes | None = None
    left_at: datetime.date | None = None


def put(session: Session, student: NewStudentRow) -> None:
    """Add a student; raise RefusedError if the number was taken meanwhile."""
    try:
        session.execute(insert(Student).values(**columns_of(student)))
    except IntegrityError as error:
        raise _readable_error(error) from None


@dataclass(frozen=True, slots=True, repr=False)
class StudentChange:
    """What changes in a student, as models.Student describes it."""

    number_hash: str | Keep | None = KEEP
    school_id: str | Keep = KEEP
    household_id: str | Keep | None = KEEP
    status: StudentStatus | Keep = KEEP
    grade: str | Keep | None = KEEP
    language: str | Keep | None = KEEP
    data_key: Keep | None = KEEP
    sealed: bytes | Keep | None = KEEP
    roster: str | Keep | None = KEEP
    roster_sealed: bytes | Keep | None = KEEP
    changed_at: datetime.datetime | Keep = KEEP
    left_at: datetime.date | Keep | None = KEEP


def alter(session: Session, scope: Scope, student_id: str, change: StudentChange) -> None:
    """Change columns of a student in scope; raise UnknownError or RefusedError as `one` and `put` do."""
    mine = update(Student).where(Student.id == student_id, shown(scope))
    statement = mine.values(**columns_of(change)).returning(Student.id)
    try:
        changed = session.execute(statement).first()
    except IntegrityError as error:
        raise _readable_error(error) from None
    if changed is None:
        raise UnknownError(NO_STUDENT)


def _readable_error(error: IntegrityError) -> Exception:
    return RefusedError(NUMBER_TAKEN) if "number_hash" in str(error.orig) else error


def blank_what_goes(session: Session) -> None:
    """Blank what this transaction deletes in SQLite's files soon after the commit.

    A key that is still in free space or in the write-ahead log is not destroyed.
    """
    engine = session.get_bind().engine
    event.listen(session, "after_commit", lambda _session: database_file.blank_soon(engine), once=True)
