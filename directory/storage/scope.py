"""The scope of a user, which students they may see: decided here and part of every query, so that no page can forget it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, true

from directory.models import Student
from directory.models.codes import Role

ROLES = tuple(Role)


@dataclass(frozen=True, slots=True)
class Scope:
    """A staff member as far as access to students goes.

    A specialist sees the students of their own schools, an administrator all, others none.
    """

    staff_id: str
    role: Role
    school_ids: frozenset[str] = frozenset()


def visible(scope: Scope) -> ColumnElement[bool]:
    """Return the condition on Student that every query of students includes."""
    if scope.role == Role.ADMINISTRATOR:
        return true()
    if scope.role == Role.SPECIALIST:
        return Student.school_id.in_(scope.school_ids)
    return false()
