"""The rows of alarms: where text about a student signaled danger, and who acknowledged it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, func, insert, select, update
from sqlalchemy.orm import Session, aliased

from directory.errors import RefusedError, UnknownError
from directory.models import DangerAlarm, School, Staff, Student
from directory.storage.columns import columns_of
from directory.storage.people.students import ids_shown
from directory.storage.scope import Scope


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """An alarm as stored (models.DangerAlarm), with the names of who raised and who acknowledged it, and the school's."""

    id: str
    student_id: str
    referral_id: str | None
    source: str
    source_id: str
    kind: str
    raised_by: str | None
    raised_at: datetime.datetime
    acknowledged_by: str | None
    acknowledged_at: datetime.datetime | None
    sealed: bytes | None
    school_name: str


_RAISED, _ACKNOWLEDGED = aliased(Staff), aliased(Staff)
_QUERY: Select[*tuple[Any, ...]] = (
    select(
        DangerAlarm.id,
        DangerAlarm.student_id,
        DangerAlarm.referral_id,
        DangerAlarm.source,
        DangerAlarm.source_id,
        DangerAlarm.kind,
        _RAISED.name,
        DangerAlarm.raised_at,
        _ACKNOWLEDGED.name,
        DangerAlarm.acknowledged_at,
        DangerAlarm.sealed,
        School.name,
    )
    .join(Student, Student.id == DangerAlarm.student_id)
    .join(School, School.id == Student.school_id)
    .outerjoin(_RAISED, _RAISED.id == DangerAlarm.raised_by)
    .outerjoin(_ACKNOWLEDGED, _ACKNOWLEDGED.id == DangerAlarm.acknowledged_by)
    .order_by(DangerAlarm.raised_at, DangerAlarm.id)
)


@dataclass(frozen=True, slots=True)
class AlarmOrigin:
    """Where the text of an alarm was written, as models.DangerAlarm describes it."""

    source: str
    source_id: str
    referral_id: str | None


@dataclass(frozen=True, slots=True, repr=False)
class NewAlarmRow:
    """An alarm to raise, as models.DangerAlarm describes it."""

    id: str
    student_id: str
    kind: str
    raised_by: str | None
    raised_at: datetime.datetime
    sealed: bytes


def put(session: Session, alarm: NewAlarmRow, origin: AlarmOrigin) -> None:
    """Add an alarm."""
    session.execute(insert(DangerAlarm).values(**columns_of(alarm), **columns_of(origin)))


@dataclass(frozen=True, slots=True)
class KeptRow:
    """The sealed part of an alarm, the row that its text comes from, and whether the alarm waits."""

    id: str
    student_id: str
    source: str
    source_id: str
    raised_by: str | None
    raised_at: datetime.datetime
    sealed: bytes | None
    waits: bool


def kept_of(session: Session, student_id: str) -> list[KeptRow]:
    """Return the alarms about a student, oldest first: for the service itself, without a scope."""
    waits = DangerAlarm.acknowledged_at.is_(None)
    columns = (
        DangerAlarm.id,
        DangerAlarm.student_id,
        DangerAlarm.source,
        DangerAlarm.source_id,
        DangerAlarm.raised_by,
        DangerAlarm.raised_at,
        DangerAlarm.sealed,
        waits,
    )
    query = select(*columns).where(DangerAlarm.student_id == student_id)
    return [KeptRow(*row) for row in session.execute(query.order_by(DangerAlarm.raised_at, DangerAlarm.id))]


def reword(session: Session, alarm_id: str, sealed: bytes, origin: AlarmOrigin | None = None) -> None:
    """Replace the text of an alarm that waits, and where it was written if an origin is given."""
    waits = update(DangerAlarm).where(DangerAlarm.id == alarm_id, DangerAlarm.acknowledged_at.is_(None))
    session.execute(waits.values(sealed=sealed, **(columns_of(origin) if origin else {})))


def is_open_of_referral(session: Session, referral_id: str, source: str) -> bool:
    """Whether an alarm from this source about a referral waits already."""
    waits = DangerAlarm.acknowledged_at.is_(None)
    found = exists().where(DangerAlarm.source == source, DangerAlarm.referral_id == referral_id, waits)
    return bool(session.scalar(select(found)))


def newest_of_referral(session: Session, referral_id: str, source: str) -> str:
    """Return the row that the newest waiting alarm from this source about a referral comes from; the referral if none."""
    waits = DangerAlarm.acknowledged_at.is_(None)
    query = select(DangerAlarm.source_id).where(DangerAlarm.source == source, DangerAlarm.referral_id == referral_id, waits)
    return session.scalar(query.order_by(DangerAlarm.raised_at.desc(), DangerAlarm.id.desc()).limit(1)) or referral_id


def unacknowledged(session: Session, scope: Scope, student_id: str | None = None) -> list[AlarmRow]:
    """Return the alarms in scope that nobody has acknowledged, oldest first."""
    query = _QUERY.where(DangerAlarm.student_id.in_(ids_shown(scope)), DangerAlarm.acknowledged_at.is_(None))
    if student_id is not None:
        query = query.where(DangerAlarm.student_id == student_id)
    return [AlarmRow(*row) for row in session.execute(query)]


def acknowledged(session: Session, scope: Scope, student_id: str) -> list[AlarmRow]:
    """Return the acknowledged alarms of a student in scope, latest first."""
    mine = (DangerAlarm.student_id.in_(ids_shown(scope)), DangerAlarm.student_id == student_id)
    query = _QUERY.where(*mine, DangerAlarm.acknowledged_at.is_not(None))
    return sorted((AlarmRow(*row) for row in session.execute(query)), key=lambda one: one.raised_at, reverse=True)


def one(session: Session, scope: Scope, alarm_id: str) -> AlarmRow:
    """Return an alarm; raise UnknownError if there is none in scope."""
    row = session.execute(_QUERY.where(DangerAlarm.id == alarm_id, DangerAlarm.student_id.in_(ids_shown(scope)))).first()
    if row is None:
        raise UnknownError("There is no such alarm among those of your students.")
    return AlarmRow(*row)


def acknowledge(session: Session, scope: Scope, alarm_id: str, *, sealed: bytes, now: datetime.datetime) -> None:
    """Close an alarm in the name of the user; raise RefusedError, with the name, if somebody else was first."""
    statement = update(DangerAlarm).where(DangerAlarm.id == alarm_id, DangerAlarm.acknowledged_at.is_(None))
    values = {"acknowledged_by": scope.staff_id, "acknowledged_at": now, "sealed": sealed}
    if session.execute(statement.values(**values).returning(DangerAlarm.id)).first() is None:
        by = one(session, scope, alarm_id).acknowledged_by or "Somebody"
        raise RefusedError(f"{by} was first and has already taken care of this. What you wrote was not saved: add it as a note.")


@dataclass(frozen=True, slots=True)
class UnnotifiedRow:
    """A waiting alarm that nobody was notified of by mail, and how many of them its school has."""

    id: str
    school_id: str
    school_name: str
    of_school: int


def unnotified(session: Session) -> list[UnnotifiedRow]:
    """Return the waiting alarms that nobody was notified of by mail, by school."""
    each = func.count().over(partition_by=School.id)
    query = (
        select(DangerAlarm.id, School.id, School.name, each)
        .join(Student, Student.id == DangerAlarm.student_id)
        .join(School, School.id == Student.school_id)
        .where(DangerAlarm.told_at.is_(None), DangerAlarm.acknowledged_at.is_(None), Student.data_key.is_not(None))
        .order_by(School.name, DangerAlarm.id)
    )
    return [UnnotifiedRow(*row) for row in session.execute(query)]


def mark_notified(session: Session, alarm_ids: Sequence[str], moment: datetime.datetime | None) -> int:
    """Record when administrators were notified of these, None for not yet; return how many were not marked so before."""
    statement = update(DangerAlarm).where(DangerAlarm.id.in_(alarm_ids))
    if moment is not None:
        statement = statement.where(DangerAlarm.told_at.is_(None))
    return len(session.execute(statement.values(told_at=moment).returning(DangerAlarm.id)).all())
