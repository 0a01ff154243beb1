"""A roster of students as it is received: read and planned, and the rows that its plan produces.

Personal data comes in sealed and goes out sealed. An import covers the whole district, so these queries have no scope: only
`students.roster` calls them, for users who may import.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Row, Select, insert, select
from sqlalchemy.orm import Session

from directory.errors import UnreadableError
from directory.models import Guardian, RosterImport, School, Student, table
from directory.models.codes import StudentStatus
from directory.storage.chunks import rows_in
from directory.storage.columns import columns_of
from directory.storage.imports import confined
from importers.errors import ListError
from importers.roster import files as roster_files
from importers.roster.plan import kept_rows
from importers.roster.plan.kept_rows import RosterStatement
from importers.roster.plan.planner import RosterPlan, RosterStep, StudentOnFile, plan
from importers.roster.plan.schools import KnownSchool
from importers.roster.plan.three_way import GuardianOnFile
from importers.roster.row import Fields, RosterGuardian, RosterListing, RosterProblem, Value

__all__ = [
    "Fields",
    "GuardianOnFile",
    "NewRosterImportRow",
    "RosterGuardian",
    "RosterListing",
    "RosterPlan",
    "RosterProblem",
    "RosterStatement",
    "RosterStep",
    "StudentOnFile",
    "Value",
    "add_schools",
    "keep_import",
    "kept_rows",
    "known_schools",
    "listing",
    "plan",
    "students_of",
]  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class SealedGuardian:
    """A guardian as stored."""

    id: str
    position: int
    sealed: bytes


@dataclass(frozen=True, slots=True, repr=False)
class SealedStudent:
    """A student as stored, with the guardians in their order."""

    id: str
    number_hash: str
    school_id: str
    household_id: str | None
    status: StudentStatus
    roster: str | None
    data_key: bytes
    sealed: bytes
    roster_sealed: bytes | None
    left_at: datetime.date | None
    changed_at: datetime.datetime
    guardians: tuple[SealedGuardian, ...] = ()


_STUDENTS, _GUARDIANS = table(Student), table(Guardian)
STORED = tuple(_STUDENTS.c[name] for name in SealedStudent.__slots__ if name != "guardians")
"""The columns of a student that a roster reads, the id first."""


def listing(files: Mapping[str, bytes], today: datetime.date) -> RosterListing:
    """Return the roster in these files, by name; raise UnreadableError if they are not a roster."""
    try:
        name = ", ".join(files)
        return cast(RosterListing, confined.run(roster_files.read, dict(files), today, name=name, files=list(files.values())))
    except ListError as error:
        # Drop the cause: a library's message may quote a cell.
        raise UnreadableError(str(error)) from None


def known_schools(session: Session) -> list[KnownSchool]:
    """Return the schools of the district."""
    return [KnownSchool(*row) for row in session.execute(select(School.id, School.name, School.code).order_by(School.name))]


def students_of(session: Session, roster: str, number_hashes: Iterable[str]) -> list[SealedStudent]:
    """Return the students of a roster and those with these numbers."""
    students = _STUDENTS.c
    query = _students_query()
    found = {row.id: row for row in session.execute(query.where(students.roster == roster))}
    found |= {row.id: row for row in rows_in(session, query, students.number_hash, number_hashes)}
    return _with_guardians(session, found)


def _students_query() -> Select[Any]:
    students = _STUDENTS.c
    return select(*STORED).where(students.data_key.is_not(None), students.number_hash.is_not(None))


def _with_guardians(session: Session, found: Mapping[str, Row[Any]]) -> list[SealedStudent]:
    people = _GUARDIANS.c
    guardians: dict[str, list[SealedGuardian]] = {}
    of_student = select(*people).order_by(people.position, people.id)
    for row in rows_in(session, of_student, people.student_id, found):
        guardians.setdefault(row.student_id, []).append(SealedGuardian(row.id, row.position, row.sealed))
    return [SealedStudent(**row._mapping, guardians=tuple(guardians.get(row.id, ()))) for row in found.values()]


def add_schools(session: Session, schools: Sequence[KnownSchool]) -> None:
    """Add the schools that a roster brings."""
    rows = [{"id": school.id, "name": school.name, "code": school.code} for school in schools]
    if rows:
        session.execute(insert(table(School)), rows)


@dataclass(frozen=True, slots=True)
class NewRosterImportRow:
    """An import of a roster to record, as models.RosterImport describes it."""

    id: str
    roster: str
    file_name: str
    imported_at: datetime.datetime
    staff_id: str | None
    counts: str


def keep_import(session: Session, done: NewRosterImportRow) -> None:
    """Record that a roster was imported."""
    session.execute(insert(RosterImport).values(**columns_of(done)))
