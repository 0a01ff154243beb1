"""Work on referrals: what is due by day and by owner, what nobody has touched, and changes of the owner."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select, true, update
from sqlalchemy.orm import Session, aliased

from directory.models import Guardian, Referral, ReferralEvent, School, Service, ServiceAtLocation, Staff, StaffSchool, Student
from directory.models.codes import EndCode, ReferralStatus, Role, StudentStatus
from directory.storage.chunks import chunks
from directory.storage.people.guardians import GuardianRow
from directory.storage.people.students import shown
from directory.storage.referrals.referrals import QUERY, ReferralRow, due_day
from directory.storage.scope import Scope

EVERYBODY, NOBODY = "everybody", "nobody"
"""Used instead of an owner's id: all owners; referrals that nobody works on."""

OPEN = (
    ReferralStatus.DRAFT,
    ReferralStatus.SENT,
    ReferralStatus.REACHED,
    ReferralStatus.ACCEPTED,
    ReferralStatus.WAITLISTED,
    ReferralStatus.SCHEDULED,
    ReferralStatus.CONNECTED,
)


@dataclass(frozen=True, slots=True, repr=False)
class DueRow:
    """A referral of the list, with the student's current school, the owner, and the sealed parts of both referral and student.

    `enrolled` is False if the student has left.
    """

    id: str
    student_id: str
    choice: int
    term: str
    service: str
    organization: str
    record_id: str
    status: ReferralStatus
    since: datetime.date
    reason: EndCode | None
    due_on: datetime.date | None
    appointment_on: datetime.date | None
    answered: bool
    touched_on: datetime.date
    sealed: bytes
    owner_id: str | None
    owner_name: str | None
    cared_for: bool
    enrolled: bool
    school_id: str
    school_name: str
    data_key: bytes
    profile: bytes


@dataclass(frozen=True, slots=True)
class OwnerCount:
    """How many matching referrals an owner has, and when the least recently touched one was touched.

    `cared_for` is False if nobody works on them, whatever owner is on record.
    """

    owner_id: str | None
    owner_name: str | None
    cared_for: bool
    school_name: str
    number: int
    oldest: datetime.date


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A choice of the same opening whose letter was not given."""

    id: str
    service: str
    record_id: str


def waiting(
    session: Session, scope: Scope, owner: str, until: datetime.date, *, today: datetime.date, limit: int, offset: int = 0
) -> list[DueRow]:
    """Return answered referrals, then those due until a day, oldest first; within a day, most urgent first."""
    day = func.coalesce(due_day(today), Referral.since)
    order = (case((Referral.answered, 0), else_=1), day, Referral.urgency.desc(), Referral.id)
    query = _due(_rows(today), scope, owner, until, today).order_by(*order).limit(limit).offset(offset)
    return [DueRow(*row) for row in session.execute(query)]


def connected(session: Session, scope: Scope, owner: str, oldest: int, *, today: datetime.date) -> list[tuple[DueRow, float]]:
    """Return the connected referrals of enrolled students with the maximum age of their listing, if that is at most `oldest`."""
    query = _rows(today).add_columns(Service.maximum_age).join(ServiceAtLocation, ServiceAtLocation.id == Referral.record_id)
    query = query.join(Service, Service.id == ServiceAtLocation.service_id).where(
        shown(scope),
        _is_of(owner),
        Referral.status == ReferralStatus.CONNECTED,
        Student.status == StudentStatus.ENROLLED,
        Service.maximum_age <= oldest,
    )
    return [(DueRow(*row[:-1]), row[-1]) for row in session.execute(query.order_by(Referral.id))]


def one(session: Session, scope: Scope, referral_id: str, today: datetime.date) -> DueRow | None:
    """Return the row of one referral, whether or not it is due."""
    row = session.execute(_rows(today).where(Referral.id == referral_id, shown(scope))).first()
    return DueRow(*row) if row else None


def counts(
    session: Session, scope: Scope, owner: str, until: datetime.date, *, today: datetime.date
) -> dict[datetime.date | None, int]:
    """Return how many are due on each day until this one; answered ones count under None, and only there."""
    due = _due(_from(select(case((Referral.answered, None), else_=due_day(today)).label("day"))), scope, owner, until, today)
    query = select(due.subquery().c.day, func.count()).group_by("day")
    return {row[0]: row[1] for row in session.execute(query)}


def owners(session: Session, scope: Scope, today: datetime.date) -> list[OwnerCount]:
    """Return who has something due today, once for each school."""
    return _by_owner(session, scope, _is_due(today, today))


def untouched(
    session: Session, scope: Scope, *, today: datetime.date, since: datetime.date, due_since: datetime.date
) -> list[OwnerCount]:
    """Return counts of open referrals due since a day and not touched after `since`, by owner and school, most first."""
    forgotten = and_(Referral.status.in_(OPEN), Referral.touched_on <= since, due_day(today) <= due_since)
    return sorted(_by_owner(session, scope, forgotten), key=lambda one: (-one.number, one.owner_name or "", one.school_name))


def caseload(session: Session, scope: Scope, owner_id: str, today: datetime.date) -> list[DueRow]:
    """Return all that an owner would pass on: open, due, or answered; oldest first."""
    query = _rows(today).where(shown(scope), Referral.owner_id == owner_id, _unfinished())
    return [DueRow(*row) for row in session.execute(query.order_by(Referral.opened_at, Referral.choice, Referral.id))]


def count_unfinished(session: Session, owner_id: str) -> int:
    """Return how many referrals a caseload has; a count identifies nobody."""
    mine = (Referral.owner_id == owner_id, Student.data_key.is_not(None), _unfinished())
    return session.scalar(select(func.count()).select_from(Referral).join(Student).where(*mine)) or 0


def give_to(session: Session, referral_ids: Sequence[str], owner_id: str, *, of: str | None) -> int:
    """Make somebody the owner of referrals that `of` still owns; return how many."""
    given = 0
    for part in chunks(referral_ids):
        mine = (Referral.id.in_(part), Referral.owner_id.is_not_distinct_from(of))
        given += len(session.execute(update(Referral).where(*mine).values(owner_id=owner_id).returning(Referral.id)).all())
    return given


def guardians(session: Session, student_ids: Sequence[str]) -> dict[str, list[GuardianRow]]:
    """Return the guardians of students in the family's order; the caller has checked access to the students."""
    found: dict[str, list[GuardianRow]] = {student_id: [] for student_id in student_ids}
    query = select(Guardian.id, Guardian.student_id, Guardian.position, Guardian.sealed).order_by(Guardian.position, Guardian.id)
    for part in chunks(found):
        for row in session.execute(query.where(Guardian.student_id.in_(part))):
            found[row.student_id].append(GuardianRow(*row))
    return found


def waiting_backups(session: Session, referral_ids: Sequence[str]) -> dict[str, list[BackupRow]]:
    """Return the choices of the same opening whose letter was not given, in order, by referral.

    The caller has checked access to the referrals.
    """
    other = aliased(Referral)
    found: dict[str, list[BackupRow]] = {}
    query = select(Referral.id, other.id, other.service, other.record_id).join(other, other.request_id == Referral.request_id)
    query = query.where(other.id != Referral.id, other.status == ReferralStatus.DRAFT, Referral.status != ReferralStatus.DRAFT)
    for part in chunks(referral_ids):
        for referral_id, *backup in session.execute(query.where(Referral.id.in_(part)).order_by(other.choice)):
            found.setdefault(referral_id, []).append(BackupRow(*backup))
    return found


def referral_of_event(session: Session, scope: Scope, event_id: str) -> ReferralRow | None:
    """Return the referral to which an event belongs, if its student is in scope."""
    query = QUERY.join(ReferralEvent, ReferralEvent.referral_id == Referral.id).where(ReferralEvent.id == event_id, shown(scope))
    row = session.execute(query).first()
    return ReferralRow(*row) if row else None


def _cared_for() -> ColumnElement[bool]:
    """Return the condition that the owner can still work on it: active, and at the student's current school."""
    at_school = and_(Staff.role == Role.SPECIALIST, StaffSchool.staff_id.is_not(None))
    active = and_(Staff.id.is_not(None), Staff.disabled_at.is_(None), or_(Staff.role == Role.ADMINISTRATOR, at_school))
    return case((active, true()), else_=false())


def _from(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    at_school = and_(StaffSchool.staff_id == Referral.owner_id, StaffSchool.school_id == Student.school_id)
    return (
        query.select_from(Referral)
        .join(Student, Student.id == Referral.student_id)
        .join(School, School.id == Student.school_id)
        .outerjoin(Staff, Staff.id == Referral.owner_id)
        .outerjoin(StaffSchool, at_school)
    )


def _rows(today: datetime.date) -> Select[*tuple[Any, ...]]:
    columns = (
        Referral.id,
        Referral.student_id,
        Referral.choice,
        Referral.term,
        Referral.service,
        Referral.organization,
        Referral.record_id,
        Referral.status,
        Referral.since,
        Referral.reason,
        due_day(today),
        Referral.appointment_on,
        Referral.answered,
        Referral.touched_on,
        Referral.sealed,
        Referral.owner_id,
        Staff.name,
        _cared_for(),
        Student.status == StudentStatus.ENROLLED,
        Student.school_id,
        School.name,
        Student.data_key,
        Student.sealed,
    )
    return _from(select(*columns))


def _due(
    query: Select[*tuple[Any, ...]], scope: Scope, owner: str, until: datetime.date, today: datetime.date
) -> Select[*tuple[Any, ...]]:
    return query.where(shown(scope), _is_of(owner), _is_due(until, today))


def of_owner(query: Select[*tuple[Any, ...]], scope: Scope, owner: str) -> Select[*tuple[Any, ...]]:
    """Return a query of columns of referrals, their students, schools and owners, for an owner's referrals in scope."""
    return _from(query).where(shown(scope), _is_of(owner))


def _is_of(owner: str) -> ColumnElement[bool]:
    return {EVERYBODY: true(), NOBODY: _cared_for().is_(False)}.get(owner, Referral.owner_id == owner)


def _is_due(until: datetime.date, today: datetime.date) -> ColumnElement[bool]:
    # Test the column first: it has an index, and is never after `due_day`.
    return or_(and_(Referral.due_on <= until, due_day(today) <= until), Referral.answered)


def _unfinished() -> ColumnElement[bool]:
    return or_(Referral.status.in_(OPEN), Referral.due_on.is_not(None), Referral.answered)


def _by_owner(session: Session, scope: Scope, condition: ColumnElement[bool]) -> list[OwnerCount]:
    cared_for = _cared_for()
    of = (Referral.owner_id, Staff.name, cared_for, School.name)
    query = _from(select(*of, func.count(), func.min(Referral.touched_on))).where(shown(scope), condition)
    return [OwnerCount(*row) for row in session.execute(query.group_by(*of))]
