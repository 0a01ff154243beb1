"""Demo accounts, whose password the sign-in page shows."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.storage import marks
from directory.storage.people import staff


@dataclass(frozen=True, slots=True)
class Colleague:
    """A fictional staff member, and how to sign in as them."""

    name: str
    email: str
    role: str
    schools: str
    password: str


def colleagues(session: Session) -> list[Colleague]:
    """Return everybody in the demo who can sign in; nobody if the database is not marked as demo."""
    password = marks.read(session, marks.DEMO_PASSWORD)
    if password is None or marks.read(session, marks.DEMO) is None:
        return []
    return [
        Colleague(one.name, one.email, one.role, ", ".join(school.name for school in one.schools), password)
        for one in staff.members(session)
        if one.active and not one.invited
    ]
