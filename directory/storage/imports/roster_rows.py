"""The rows of a roster staged in temporary tables, so that the transaction that writes them only copies.

Binding some ten thousand rows takes longer than anybody should wait for the lock; copying them does not.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    MetaData,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Session

from directory.models import Guardian, Household, NoContactAct, Student, table
from directory.models.codes import StudentStatus
from directory.storage.chunks import chunks
from directory.storage.columns import columns_of
from directory.storage.engine import checkpoints_later, readable_errors, writing_on
from directory.storage.imports.rosters import STORED, SealedGuardian, SealedStudent
from directory.storage.people.guardians import GuardianRow
from directory.storage.people.no_contact import NewActRow
from directory.storage.people.students import NewStudentRow

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_STUDENTS, _GUARDIANS, _HOUSEHOLDS, _ACTS = table(Student).c, table(Guardian).c, table(Household).c, table(NoContactAct).c
_CHANGING = (
    "school_id", "household_id", "status", "grade", "language", "sealed", "roster", "roster_sealed", "changed_at", "left_at",
)  # fmt: skip
_TEMPORARY = MetaData()


def _temporary(name: str, columns: Iterable[Column[Any]]) -> Table:
    return Table(f"ready_{name}", _TEMPORARY, *(Column(one.name, one.type) for one in columns), prefixes=["TEMPORARY"])


_CREATED = _temporary("student_created", _STUDENTS)
_CHANGED = _temporary("student_changed", (_STUDENTS.id, *(_STUDENTS[name] for name in _CHANGING)))
_BEFORE = _temporary("student_before", STORED)
_GUARDIANS_BEFORE = _temporary("guardian_before", _GUARDIANS)
_ADDED = _temporary("guardian_added", _GUARDIANS)
_ALTERED = _temporary("guardian_altered", (_GUARDIANS.id, _GUARDIANS.sealed))
_DROPPED = _temporary("guardian_dropped", (_GUARDIANS.id,))
_ORDERS = _temporary("no_contact_act", _ACTS)
_MADE = _temporary("household_made", (_HOUSEHOLDS.id,))
_NAMED = _temporary("household_named", (_HOUSEHOLDS.id,))

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, repr=False)
class StudentUpdate:
    """A student after a roster, with all columns that a roster may change (see _CHANGING)."""

    id: str
    school_id: str
    household_id: str | None
    status: StudentStatus
    grade: str | None
    language: str | None
    sealed: bytes
    roster: str
    roster_sealed: bytes
    changed_at: datetime.datetime
    left_at: datetime.date | None


@dataclass(frozen=True, slots=True, repr=False)
class GuardianUpdate:
    """The new sealed part of a guardian."""

    id: str
    sealed: bytes


@dataclass(frozen=True, slots=True, repr=False)
class RosterRows:
    """All that a roster writes: sealed students and guardians, the orders it brought, the households that it creates.

    `before` are the students that it changes, as they were when it was planned.
    """

    created: Sequence[NewStudentRow]
    changed: Sequence[StudentUpdate]
    before: Sequence[SealedStudent]
    added: Sequence[GuardianRow]
    altered: Sequence[GuardianUpdate]
    dropped: Sequence[str]
    orders: Sequence[NewActRow]
    households: Sequence[str]

    def _tables(self) -> Iterator[tuple[Table, Rows]]:
        made = set(self.households)
        after: tuple[NewStudentRow | StudentUpdate, ...] = (*self.created, *self.changed)
        named = {row.household_id for row in after if row.household_id is not None} - made
        yield _CREATED, _rows(self.created)
        yield _CHANGED, _rows(self.changed)
        yield _BEFORE, [{column.name: getattr(one, column.name) for column in STORED} for one in self.before]
        yield _GUARDIANS_BEFORE, _rows([_of(one, guardian) for one in self.before for guardian in one.guardians])
        yield _ADDED, _rows(self.added)
        yield _ALTERED, _rows(self.altered)
        yield _DROPPED, _ids(self.dropped)
        yield _ORDERS, _rows(self.orders)
        yield _MADE, _ids(made)
        yield _NAMED, _ids(named)


def _of(student: SealedStudent, guardian: SealedGuardian) -> GuardianRow:
    return GuardianRow(guardian.id, student.id, guardian.position, guardian.sealed)


def _rows(written: Sequence[DataclassInstance]) -> Rows:
    return [columns_of(one) for one in written]


def _ids(ids: Iterable[str]) -> Rows:
    return [{"id": one} for one in ids]


@contextmanager
def held_ready(engine: Engine, rows: RosterRows) -> Iterator[Connection]:
    """Open a connection whose temporary tables hold the rows until the block ends; nothing is locked meanwhile."""
    with readable_errors(), engine.connect() as connection:
        with connection.begin():
            _TEMPORARY.create_all(connection, checkfirst=False)
            for ready, some in rows._tables():  # noqa: SLF001  # of this module
                for part in chunks(some):
                    connection.execute(insert(ready), [dict(row) for row in part])
        try:
            yield connection
        finally:
            with connection.begin():
                _TEMPORARY.drop_all(connection, checkfirst=False)


@contextmanager
def writing_ready(connection: Connection) -> Iterator[Session]:
    """Open the one transaction on such a connection that writes."""
    with checkpoints_later(connection), writing_on(connection) as session:
        yield session


def still_stand(session: Session) -> bool:
    """Whether the students to change are still as they were read, the new numbers are free, and the households exist.

    The students are then locked until the transaction ends.
    """
    ours = _STUDENTS.id.in_(select(_BEFORE.c.id))
    session.execute(select(_STUDENTS.id).where(ours).order_by(_STUDENTS.id).with_for_update()).close()
    named = select(_HOUSEHOLDS.id).where(_HOUSEHOLDS.id.in_(select(_NAMED.c.id))).order_by(_HOUSEHOLDS.id)
    session.execute(named.with_for_update()).close()
    taken = exists().where(_STUDENTS.number_hash.in_(select(_CREATED.c.number_hash)))
    guardians = _GUARDIANS.student_id.in_(select(_BEFORE.c.id))
    wanted = (
        (_count(_BEFORE), _same(_BEFORE, STORED)),
        (_count(_GUARDIANS_BEFORE), _same(_GUARDIANS_BEFORE, tuple(_GUARDIANS))),
        (_count(_GUARDIANS_BEFORE), select(func.count()).select_from(_GUARDIANS.id.table).where(guardians).scalar_subquery()),
        (_count(_NAMED), select(func.count()).select_from(named.subquery()).scalar_subquery()),
    )
    return bool(session.scalar(select(and_(~taken, *(one == other for one, other in wanted)))))


def _count(ready: Table) -> ColumnElement[int]:
    return select(func.count()).select_from(ready).scalar_subquery()


def _same(ready: Table, columns: Sequence[Column[Any]]) -> ColumnElement[int]:
    """Count the rows that equal the staged ones."""
    equal = and_(
        *(
            column == ready.c[column.name] if column.name == "id" else column.is_not_distinct_from(ready.c[column.name])
            for column in columns
        )
    )
    return select(func.count()).select_from(ready).join(columns[0].table, equal).scalar_subquery()


def write(session: Session) -> None:
    """Write all that is staged."""
    _copy(session, _MADE, table(Household))
    _copy(session, _CREATED, table(Student))
    _alter(session, _CHANGED, table(Student))
    session.execute(delete(table(Guardian)).where(_GUARDIANS.id.in_(select(_DROPPED.c.id))))
    _alter(session, _ALTERED, table(Guardian))
    _copy(session, _ADDED, table(Guardian))
    _copy(session, _ORDERS, table(NoContactAct))


def _copy(session: Session, ready: Table, to: Table) -> None:
    session.execute(insert(to).from_select([column.name for column in ready.c], select(ready)))


def _alter(session: Session, ready: Table, to: Table) -> None:
    values = {column.name: column for column in ready.c if column.name != "id"}
    session.execute(update(to).where(to.c.id == ready.c.id).values(values))
