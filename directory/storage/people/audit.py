"""The rows of the audit log: written once, never changed, read a page at a time."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, insert, select
from sqlalchemy.orm import Session

from directory.models import AuditEntry, Student, table
from directory.storage.columns import columns_of
from directory.storage.people.schools import SCHOOL
from directory.storage.people.staff import STAFF

ENTRY, STUDENT = table(AuditEntry), table(Student)


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries to return; None is no criterion, `until` is exclusive."""

    staff_id: str | None = None
    student_id: str | None = None
    action: str | None = None
    since: datetime.datetime | None = None
    until: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An entry, with the name of the user and the school of the student concerned, if they are known."""

    id: int
    at: datetime.datetime
    staff_id: str | None
    staff_name: str | None
    action: str
    student_id: str | None
    subject: str | None
    detail: str | None
    address: str | None
    school_name: str | None


_QUERY: Select[*tuple[Any, ...]] = (
    select(
        ENTRY.c.id, ENTRY.c.at, ENTRY.c.staff_id, STAFF.c.name, ENTRY.c.action,
        ENTRY.c.student_id, ENTRY.c.subject, ENTRY.c.detail, ENTRY.c.address, SCHOOL.c.name,
    )
    .outerjoin(STAFF, STAFF.c.id == ENTRY.c.staff_id)
    .outerjoin(STUDENT, STUDENT.c.id == ENTRY.c.student_id)
    .outerjoin(SCHOOL, SCHOOL.c.id == STUDENT.c.school_id)
)  # fmt: skip

_CONDITIONS: Mapping[str, Callable[[Any], ColumnElement[bool]]] = {
    "staff_id": lambda value: ENTRY.c.staff_id == value,
    "student_id": lambda value: ENTRY.c.student_id == value,
    "action": lambda value: ENTRY.c.action == value,
    "since": lambda value: ENTRY.c.at >= value,
    "until": lambda value: ENTRY.c.at < value,
}


@dataclass(frozen=True, slots=True)
class NewAuditRow:
    """An entry to write, as models.AuditEntry describes it."""

    at: datetime.datetime
    staff_id: str | None
    action: str
    student_id: str | None = None
    subject: str | None = None
    detail: str | None = None
    address: str | None = None


def add(session: Session, entry: NewAuditRow) -> None:
    """Write an entry."""
    session.execute(insert(ENTRY).values(**columns_of(entry)))


def last(
    session: Session, actions: Collection[str], *, since: datetime.datetime, student_id: str | None, subject: str | None
) -> AuditRow | None:
    """Return the newest entry of one of these actions about a student or a subject, from a time on."""
    of = [ENTRY.c.student_id == student_id] if subject is None else [ENTRY.c.subject == subject]
    query = _QUERY.where(ENTRY.c.action.in_(actions), ENTRY.c.at >= since, *of)
    found = session.execute(query.order_by(ENTRY.c.at.desc(), ENTRY.c.id.desc()).limit(1)).first()
    return AuditRow(*tuple(found)) if found else None


def rows(session: Session, wanted: AuditFilter, *, offset: int, limit: int) -> list[AuditRow]:
    """Return entries, newest first."""
    query = (
        _QUERY.where(
            *(condition(value) for name, condition in _CONDITIONS.items() if (value := getattr(wanted, name)) is not None)
        )
        .order_by(ENTRY.c.at.desc(), ENTRY.c.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [AuditRow(*tuple(row)) for row in session.execute(query)]
