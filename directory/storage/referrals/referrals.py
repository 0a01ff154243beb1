"""The rows of referrals: every query includes the scope of the user, except those for a link's holder or the service itself."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, insert, or_, select, update
from sqlalchemy.orm import Session

from directory.errors import UnknownError
from directory.models import Referral, School, Staff, Student
from directory.models.codes import EndCode, ReferralStatus
from directory.storage.columns import KEEP, Keep, columns_of
from directory.storage.listings.edits import same_listings
from directory.storage.people.students import shown
from directory.storage.scope import Scope

NO_REFERRAL = "There is no such referral among those of your students."


@dataclass(frozen=True, slots=True, repr=False)
class _Opening:
    """What a referral has from its opening on, as models.Referral describes it."""

    id: str
    request_id: str
    choice: int
    reference: str
    student_id: str
    need_id: str | None
    term: str
    urgency: int
    school_id: str
    grade: str | None
    language: str | None
    record_id: str
    organization_id: str
    organization: str
    service: str
    sealed: bytes
    opened_by: str | None
    opened_at: datetime.datetime
    opened_on: datetime.date


@dataclass(frozen=True, slots=True)
class ReferralRow(_Opening):
    """A referral as stored (models.Referral), with the owner's name, the student's wrapped key, and the student's current school.

    `school_id` is the school at the time of the opening.
    """

    owner_id: str | None
    status: ReferralStatus
    since: datetime.date
    reason: EndCode | None
    due_on: datetime.date | None
    ask_on: datetime.date | None
    appointment_on: datetime.date | None
    appointment_at: str | None
    outcome: int | None
    answered: bool
    touched_on: datetime.date
    school_name: str
    owner_name: str | None
    data_key: bytes

    def due_by(self, today: datetime.date) -> datetime.date | None:
        """Return the day on which somebody should look, by the rule of `due_day`."""
        on, ask = self.appointment_on, self.ask_on
        passed = self.due_on is not None and ask is not None and on is not None and self.due_on < on <= today
        return ask if passed else self.due_on


def due_day(today: datetime.date) -> ColumnElement[Any]:
    """Return the day on which somebody should look at a referral.

    From the day of an appointment on, the day for its reminder is replaced by the day for asking how it went.
    """
    passed = and_(Referral.ask_on.is_not(None), Referral.due_on < Referral.appointment_on, Referral.appointment_on <= today)
    return case((passed, Referral.ask_on), else_=Referral.due_on)


_COLUMNS = tuple(getattr(Referral, name) for name in ReferralRow.__dataclass_fields__ if hasattr(Referral, name))
QUERY: Select[*tuple[Any, ...]] = (
    select(*_COLUMNS, School.name, Staff.name, Student.data_key)
    .join(Student, Student.id == Referral.student_id)
    .join(School, School.id == Student.school_id)
    .outerjoin(Staff, Staff.id == Referral.owner_id)
)
"""The columns of a ReferralRow, for the queries of this package."""


def one(session: Session, scope: Scope, referral_id: str) -> ReferralRow:
    """Return a referral; raise UnknownError if there is none for a student in scope."""
    return _one(session, QUERY.where(Referral.id == referral_id, shown(scope)))


def lock(session: Session, scope: Scope, referral_id: str) -> ReferralRow:
    """Do the same as `one` and lock out other writers of its opening until the transaction ends (SQLite has one writer)."""
    return _hold(session, referral_id, shown(scope))


def lock_for_link(session: Session, referral_id: str) -> ReferralRow:
    """Do the same as `lock`, for the holder of a link to it or the service itself; never for staff."""
    return _hold(session, referral_id, Student.data_key.is_not(None))


def student_of(session: Session, referral_id: str) -> str | None:
    """Return the student of a referral, for the service itself; None if there is none."""
    return session.scalar(select(Referral.student_id).where(Referral.id == referral_id))


def hold_all(session: Session, referral_ids: Sequence[str]) -> None:
    """Do the same as `lock` for several openings, in one order, so that two batches at once do not deadlock."""
    whose = select(Referral.student_id).where(Referral.id.in_(referral_ids))
    students = select(Student.id).where(Student.id.in_(whose)).order_by(Student.id)
    session.execute(students.with_for_update(read=True, key_share=True))
    openings = select(Referral.request_id).where(Referral.id.in_(referral_ids))
    choices = select(Referral.id).where(Referral.request_id.in_(openings)).order_by(Referral.request_id, Referral.choice)
    session.execute(choices.with_for_update())


def _hold(session: Session, referral_id: str, condition: ColumnElement[bool]) -> ReferralRow:
    # Lock the student before the referral, as deleting a student does, so that what is read is the state after that.
    whose = select(Referral.student_id).where(Referral.id == referral_id).scalar_subquery()
    session.execute(select(Student.id).where(Student.id == whose).with_for_update(read=True, key_share=True))
    # Lock all choices of an opening in one order, so that answers to two of them at once do not deadlock.
    request_id = select(Referral.request_id).where(Referral.id == referral_id).scalar_subquery()
    query = QUERY.where(Referral.request_id == request_id, condition).order_by(Referral.choice).with_for_update(of=Referral)
    row = next((one for one in _all(session, query) if one.id == referral_id), None)
    if row is None:
        raise UnknownError(NO_REFERRAL)
    return row


def of_student(session: Session, scope: Scope, student_id: str) -> list[ReferralRow]:
    """Return the referrals of a student in scope, newest opening first, its choices in order."""
    query = QUERY.where(Referral.student_id == student_id, shown(scope))
    return _all(session, query.order_by(Referral.opened_at.desc(), Referral.request_id, Referral.choice))


def of_request(session: Session, scope: Scope, request_id: str) -> list[ReferralRow]:
    """Return the first choice and its backups, in order."""
    return _all(session, QUERY.where(Referral.request_id == request_id, shown(scope)).order_by(Referral.choice))


def hold_request(session: Session, request_id: str) -> list[ReferralRow]:
    """Return the choices of an opening, locked against other writers, for the service's own next steps."""
    query = QUERY.where(Referral.request_id == request_id, Student.data_key.is_not(None))
    return _all(session, query.order_by(Referral.choice).with_for_update(of=Referral))


def misled_by(session: Session, record_id: str, reason: EndCode, since: datetime.date) -> list[str]:
    """Return the referrals that a wrong listing affects: letters without an answer yet, and those that ended with a reason.

    The latter count from day `since` on. The order is the one in which several referrals are always locked.
    """
    ended = and_(Referral.status == ReferralStatus.NOT_COMPLETED, Referral.reason == reason, Referral.since >= since)
    there = same_listings(session, [record_id])
    query = select(Referral.id).where(Referral.record_id.in_(there), or_(Referral.status == ReferralStatus.SENT, ended))
    return list(session.scalars(query.order_by(Referral.request_id, Referral.choice)))


def of_household_at(session: Session, student_id: str, organization_ids: Sequence[str], record_ids: Sequence[str]) -> list[Any]:
    """Return referrals of a student and the siblings to these agencies or listings, newest first; the caller applies `shown`.

    Rows of (id, student_id, record_id, status, waits), without personal data; a backup waits until its turn comes.
    """
    household = select(Student.household_id).where(Student.id == student_id).scalar_subquery()
    related = (Student.id == student_id) | (Student.household_id == household)
    there = Referral.organization_id.in_(organization_ids) | Referral.record_id.in_(record_ids)
    waits = ((Referral.status == ReferralStatus.DRAFT) & Referral.due_on.is_(None)).label("waits")
    query = select(Referral.id, Referral.student_id, Referral.record_id, Referral.status, waits)
    query = query.join(Student, Referral.student_id == Student.id).where(related, there)
    return list(session.execute(query.order_by(Referral.opened_at.desc(), Referral.id)))


def at_records(session: Session, student_ids: Sequence[str], record_ids: Sequence[str]) -> list[Any]:
    """Return the referrals of these students, whom the caller may see, to these listings: newest opening first, in one query.

    Rows of (id, student_id, record_id, status, reason, since, opened_on, due_on, appointment_on), without sealed data.
    """
    columns = ("id", "student_id", "record_id", "status", "reason", "since", "opened_on", "due_on", "appointment_on")
    query = select(*(getattr(Referral, name) for name in columns)).where(
        Referral.student_id.in_(student_ids), Referral.record_id.in_(record_ids)
    )
    return list(session.execute(query.order_by(Referral.opened_at.desc(), Referral.choice)))


def any_referral(session: Session) -> bool:
    return bool(session.scalar(select(exists().where(Referral.id.is_not(None)))))


def reference_taken(session: Session, reference: str) -> bool:
    return bool(session.scalar(select(exists().where(Referral.reference == reference))))


def by_reference(session: Session, scope: Scope, reference: str) -> str | None:
    """Return the id of the referral in scope with this reference number."""
    query = select(Referral.id).join(Student, Student.id == Referral.student_id)
    return session.scalar(query.where(func.upper(Referral.reference) == reference.upper(), shown(scope)))


@dataclass(frozen=True, slots=True, repr=False)
class NewReferralRow(_Opening):
    """A referral to open, as models.Referral describes it; nothing has happened to it yet."""

    owner_id: str | None
    status: ReferralStatus
    since: datetime.date
    due_on: datetime.date | None
    touched_on: datetime.date


def put(session: Session, referral: NewReferralRow) -> None:
    """Add a referral."""
    session.execute(insert(Referral).values(**columns_of(referral), answered=False))


@dataclass(frozen=True, slots=True)
class ReferralChange:
    """What changes in a referral, as models.Referral describes it."""

    status: ReferralStatus | Keep = KEEP
    since: datetime.date | Keep = KEEP
    reason: EndCode | Keep | None = KEEP
    due_on: datetime.date | Keep | None = KEEP
    ask_on: datetime.date | Keep | None = KEEP
    appointment_on: datetime.date | Keep | None = KEEP
    appointment_at: str | Keep | None = KEEP
    outcome: int | Keep | None = KEEP
    answered: bool | Keep = KEEP
    touched_on: datetime.date | Keep = KEEP


def alter(session: Session, referral_id: str, change: ReferralChange) -> None:
    """Change columns of a locked referral."""
    session.execute(update(Referral).where(Referral.id == referral_id).values(**columns_of(change)))


def touch(session: Session, referral_id: str, today: datetime.date) -> None:
    """Record that staff worked on a referral today without an event: a call, a visit."""
    session.execute(update(Referral).where(Referral.id == referral_id).values(touched_on=today))


def _one(session: Session, query: Select[*tuple[Any, ...]]) -> ReferralRow:
    row = session.execute(query).first()
    if row is None:
        raise UnknownError(NO_REFERRAL)
    return ReferralRow(*row)


def _all(session: Session, query: Select[*tuple[Any, ...]]) -> list[ReferralRow]:
    return [ReferralRow(*row) for row in session.execute(query)]
