"""The rows of households, which tie siblings: created, merged, and removed when empty."""

from __future__ import annotations

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from directory.models import Household, Student
from directory.storage.people import students
from directory.storage.scope import Scope


def put(session: Session, household_id: str) -> None:
    """Add a household without members."""
    session.execute(insert(Household).values(id=household_id))


def join(session: Session, household_id: str, other_id: str) -> None:
    """Move all members of another household into this one, those out of scope too: they are siblings all the same."""
    session.execute(update(Student).where(Student.household_id == other_id).values(household_id=household_id))
    session.execute(delete(Household).where(Household.id == other_id))


def leave(session: Session, scope: Scope, student_id: str, household_id: str) -> None:
    """Remove a student in scope from a household, and the household if only one member is left."""
    students.alter(session, scope, student_id, students.StudentChange(household_id=None))
    left = session.scalar(select(func.count()).where(Student.household_id == household_id)) or 0
    if left < 2:
        session.execute(update(Student).where(Student.household_id == household_id).values(household_id=None))
        session.execute(delete(Household).where(Household.id == household_id))
