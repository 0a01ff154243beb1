"""The rows of schools."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from directory import models
from directory.models import Referral, StaffSchool, Student, table
from directory.models.codes import StudentStatus
from directory.storage.columns import columns_of
from directory.storage.engine import is_sqlite

SCHOOL = table(models.School)


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """A school; `code` is its number in the roster, grades are PK, K or 1 to 12, the point is in degrees."""

    id: str
    name: str
    code: str | None = None
    low_grade: str | None = None
    high_grade: str | None = None
    postal_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    address: str | None = None


COLUMNS = tuple(SCHOOL.c[name] for name in SchoolRow.__dataclass_fields__)
"""The columns of a School, in the order of its fields."""


def all_schools(session: Session) -> list[SchoolRow]:
    """Return all schools, by name."""
    return [SchoolRow(*row) for row in session.execute(select(*COLUMNS).order_by(func.lower(SCHOOL.c.name), SCHOOL.c.id))]


def school(session: Session, school_id: str) -> SchoolRow | None:
    """Return one school, or None."""
    row = session.execute(select(*COLUMNS).where(SCHOOL.c.id == school_id)).one_or_none()
    return SchoolRow(*row) if row else None


def lock_all(session: Session, school_ids: Iterable[str]) -> set[str]:
    """Return those of the ids that are schools, locked against changes and removal until the transaction ends."""
    query = select(SCHOOL.c.id).where(SCHOOL.c.id.in_(set(school_ids))).order_by(SCHOOL.c.id)
    return set(session.scalars(query.with_for_update(read=True)))


def lock(session: Session, school_id: str) -> SchoolRow | None:
    """Return one school, or None; nobody else changes it until the transaction ends."""
    row = session.execute(select(*COLUMNS).where(SCHOOL.c.id == school_id).with_for_update()).one_or_none()
    return SchoolRow(*row) if row else None


def same_name(session: Session, name: str, *, but: str | None = None) -> bool:
    """Whether another school than `but` has this name, ignoring case."""
    return _taken(session, func.lower(SCHOOL.c.name) == name.lower(), but)


def same_code(session: Session, code: str, *, but: str | None = None) -> bool:
    """Whether another school than `but` has this code."""
    return _taken(session, SCHOOL.c.code == code, but)


@dataclass(frozen=True, slots=True)
class SchoolValues:
    """What a school's form sets, as models.School describes it."""

    name: str
    code: str | None = None
    low_grade: str | None = None
    high_grade: str | None = None
    address: str | None = None
    postal_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None


def add(session: Session, school_id: str, values: SchoolValues) -> bool:
    """Add a school; return False if somebody else has just added one with its name or code."""
    insert = sqlite.insert if is_sqlite(session) else postgresql.insert
    statement = insert(SCHOOL).values(id=school_id, **columns_of(values)).on_conflict_do_nothing().returning(SCHOOL.c.id)
    return session.scalar(statement) is not None


def change(session: Session, school_id: str, values: SchoolValues) -> None:
    """Replace all details of a school."""
    session.execute(update(SCHOOL).where(SCHOOL.c.id == school_id).values(**columns_of(values)))


def count_members(session: Session, school_id: str) -> tuple[int, int]:
    """Return how many students, including those referred from it, and how many staff a school has.

    The school is locked, so that nobody is tied to it until the transaction ends.
    """
    session.execute(select(SCHOOL.c.id).where(SCHOOL.c.id == school_id).with_for_update())
    referred = select(Referral.student_id).where(Referral.school_id == school_id)
    students = select(func.count()).select_from(Student).where((Student.school_id == school_id) | Student.id.in_(referred))
    staff = select(func.count()).select_from(StaffSchool).where(StaffSchool.school_id == school_id)
    return session.scalar(students) or 0, session.scalar(staff) or 0


def counts(session: Session) -> dict[str, tuple[int, int]]:
    """Return how many enrolled students and staff each school has."""
    students = select(Student.school_id, func.count()).where(Student.status == StudentStatus.ENROLLED).group_by(Student.school_id)
    staff = select(StaffSchool.school_id, func.count()).group_by(StaffSchool.school_id)
    of_students, of_staff = ({row[0]: row[1] for row in session.execute(query)} for query in (students, staff))
    return {one: (of_students.get(one, 0), of_staff.get(one, 0)) for one in of_students.keys() | of_staff.keys()}


def remove(session: Session, school_id: str) -> None:
    """Delete a school."""
    session.execute(delete(SCHOOL).where(SCHOOL.c.id == school_id))


def _taken(session: Session, condition: Any, but: str | None) -> bool:
    found = select(SCHOOL.c.id).where(condition)
    if but is not None:
        found = found.where(SCHOOL.c.id != but)
    return bool(session.scalar(select(exists(found))))
