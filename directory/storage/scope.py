"""The scope of a user, which students they may see: decided here and part of every query, so that no page can forget it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, false, true

from directory.models import Student

Role = Literal["specialist", "coordinator", "administrator", "viewer"]
ROLES: tuple[Role, ...] = ("specialist", "coordinator", "administrator", "viewer")


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
    if scope.role == "administrator":
        return true()
    if scope.role == "specialist":
        return Student.school_id.in_(scope.school_ids)
    return false()


def as_role(words: str) -> Role:
    """Return a role by its name; raise ValueError for any other word."""
    if words not in ROLES:
        raise ValueError(words)
    return words
