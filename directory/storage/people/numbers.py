"""Counts of students and of their open needs over the whole district, from unsealed columns: no record is named or opened.

They have no scope, for users who may see the district's numbers may see those of all schools; students.need_counts suppresses
small counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Label, SQLColumnExpression, case, func, select
from sqlalchemy.orm import Session

from directory.models import School, Student, StudentNeed
from directory.models.codes import StudentStatus

_OPEN = (Student.status == StudentStatus.ENROLLED, StudentNeed.closed_at.is_(None))


@dataclass(frozen=True, slots=True)
class StudentCount:
    """How many enrolled students share school, grade, home language and the urgency of their most urgent open need.

    `urgency` is None for those without an open need.
    """

    school_id: str
    grade: str | None
    language: str | None
    urgency: int | None
    students: int


def alike(session: Session) -> list[StudentCount]:
    """Return all enrolled students, counted by what they share."""
    most = (
        select(StudentNeed.student_id, func.max(StudentNeed.urgency).label("urgency"))
        .where(StudentNeed.closed_at.is_(None))
        .group_by(StudentNeed.student_id)
        .subquery()
    )
    shared = (Student.school_id, Student.grade, Student.language, most.c.urgency)
    query = select(*shared, func.count()).outerjoin(most, most.c.student_id == Student.id)
    return [
        StudentCount(*row) for row in session.execute(query.where(Student.status == StudentStatus.ENROLLED).group_by(*shared))
    ]


def by_term(session: Session) -> dict[str, int]:
    """Return how many enrolled students have each term as an open need."""
    return _by(session, StudentNeed.term)


def by_domain(session: Session, domain_of: Mapping[str, str]) -> dict[str, int]:
    """Return how many enrolled students have an open need in each domain; `domain_of` maps terms to domains."""
    return _by(session, case(dict(domain_of), value=StudentNeed.term, else_=""))


def school_names(session: Session) -> dict[str, str]:
    """Return the name of each school, sorted by name."""
    return {row[0]: row[1] for row in session.execute(select(School.id, School.name).order_by(func.lower(School.name)))}


def _by(session: Session, what: SQLColumnExpression[str]) -> dict[str, int]:
    named: Label[str] = what.label("what")
    query = select(named, func.count(StudentNeed.student_id.distinct())).join(Student, Student.id == StudentNeed.student_id)
    return {row[0]: row[1] for row in session.execute(query.where(*_OPEN).group_by(named))}
