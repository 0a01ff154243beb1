"""A roster of students as it is received: read and planned, and the rows that its plan comes to.

What is personal comes in sealed and goes out sealed. An import speaks for the whole district, so these queries know no
scope: only `students.roster` calls them, for whoever may import.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Row, Select, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from directory.errors import UnreadableError
from directory.models import Guardian, Household, RosterImport, School, Student, table
from directory.models.base import Base
from directory.storage.chunks import chunks, delete_in, rows_in
from directory.storage.staging import confined
from importers.errors import ListError
from importers.roster import keeping, reading
from importers.roster.plan import RosterPlan, Said, Standing, Step, plan
from importers.roster.row import Fields, RosterGuardian, RosterListing, RosterProblem, Value
from importers.roster.schools import KnownSchool
from importers.roster.three_way import StandingGuardian

__all__ = [
    "Fields", "RosterGuardian", "RosterListing", "RosterPlan", "RosterProblem", "Said", "Standing", "StandingGuardian", "Step",
    "Value", "add_schools", "change_students", "keep_import", "keeping", "known_schools", "listing", "plan", "put_guardians",
    "put_households", "put_students", "students_of", "unchanged",
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
    status: str
    roster: str | None
    data_key: bytes
    sealed: bytes
    roster_sealed: bytes | None
    left_at: datetime.date | None
    changed_at: datetime.datetime
    guardians: tuple[SealedGuardian, ...] = ()


_STUDENTS, _GUARDIANS = table(Student), table(Guardian)
_COLUMNS = tuple(_STUDENTS.c[name] for name in SealedStudent.__slots__ if name != "guardians")


def listing(files: Mapping[str, bytes], today: datetime.date) -> RosterListing:
    """The roster in these files, by name; raises UnreadableError where they are none."""
    try:
        name = ", ".join(files)
        return cast(RosterListing, confined.run(reading.read, dict(files), today, name=name, files=list(files.values())))
    except ListError as error:
        # Without the cause: what a library says of a cell may repeat it.
        raise UnreadableError(str(error)) from None


def known_schools(session: Session) -> list[KnownSchool]:
    """The schools of the district."""
    return [KnownSchool(*row) for row in session.execute(select(School.id, School.name, School.code).order_by(School.name))]


def students_of(session: Session, roster: str, number_hashes: Iterable[str]) -> list[SealedStudent]:
    """The students of a roster and those with these numbers."""
    students = _STUDENTS.c
    query = _standing()
    found = {row.id: row for row in session.execute(query.where(students.roster == roster))}
    found |= {row.id: row for row in rows_in(session, query, students.number_hash, number_hashes)}
    return _with_guardians(session, found)


def unchanged(
    session: Session, stored: Iterable[SealedStudent], new_hashes: Iterable[str], household_ids: Iterable[str] = ()
) -> bool:
    """Whether these students are still as they were read, nobody has got one of the new numbers, and the households exist.

    The students are then kept so until the transaction ends.
    """
    students = _STUDENTS.c
    before = {one.id: one for one in stored}
    now = {row.id: row for row in rows_in(session, _standing().with_for_update(), students.id, before)}
    taken = rows_in(session, select(students.id), students.number_hash, new_hashes)
    households, wanted = table(Household).c, set(household_ids)
    there = set(rows_in(session, select(households.id).with_for_update(), households.id, wanted))
    same = {one.id: one for one in _with_guardians(session, now)} == before
    return same and next(taken, None) is None and len(there) == len(wanted)


def _standing() -> Select[Any]:
    students = _STUDENTS.c
    return select(*_COLUMNS).where(students.data_key.is_not(None), students.number_hash.is_not(None))


def _with_guardians(session: Session, found: Mapping[str, Row[Any]]) -> list[SealedStudent]:
    people = _GUARDIANS.c
    guardians: dict[str, list[SealedGuardian]] = {}
    of_student = select(*people).order_by(people.position, people.id)
    for row in rows_in(session, of_student, people.student_id, found):
        guardians.setdefault(row.student_id, []).append(SealedGuardian(row.id, row.position, row.sealed))
    return [SealedStudent(**row._mapping, guardians=tuple(guardians.get(row.id, ()))) for row in found.values()]


def add_schools(session: Session, schools: Sequence[KnownSchool]) -> None:
    """Adds the schools that a roster brings with it."""
    _insert(session, School, [{"id": school.id, "name": school.name, "code": school.code} for school in schools])


def put_households(session: Session, household_ids: Iterable[str]) -> None:
    """Adds households."""
    _insert(session, Household, [{"id": household_id} for household_id in household_ids])


def put_students(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Adds students."""
    _insert(session, Student, rows)


def change_students(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Writes the columns of students; all rows have the same ones, and `id`."""
    _update(session, Student, rows)


def put_guardians(
    session: Session, added: Sequence[Mapping[str, Any]], altered: Sequence[Mapping[str, Any]], dropped: Iterable[str]
) -> None:
    """Removes guardians by id, changes what is sealed of some, and adds others."""
    delete_in(session, delete(_GUARDIANS), _GUARDIANS.c.id, dropped)
    _update(session, Guardian, altered)
    _insert(session, Guardian, added)


def keep_import(session: Session, **values: Any) -> None:
    """Notes that a roster was imported."""
    session.execute(insert(RosterImport).values(**values))


def _insert(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    for part in chunks(rows):
        session.execute(insert(table(model)), [dict(row) for row in part])


def _update(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        target = table(model)
        names = rows[0].keys() - {"id"}
        statement = update(target).where(target.c.id == bindparam("of")).values({name: bindparam(f"to_{name}") for name in names})
        session.connection().execute(statement, [{"of": row["id"], **{f"to_{n}": row[n] for n in names}} for row in rows])
