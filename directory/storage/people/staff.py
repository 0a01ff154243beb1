"""The rows of staff: who works here, in which role, at which schools, and the hash of the password."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Update, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from directory import models
from directory.models import StaffSchool, table
from directory.models.codes import Role
from directory.storage.columns import columns_of
from directory.storage.engine import is_sqlite
from directory.storage.people.schools import COLUMNS, SCHOOL, SchoolRow

STAFF = table(models.Staff)
AT_SCHOOL = table(StaffSchool)


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A staff member as others see them; `invited` until a password is set, `schools` are a specialist's."""

    id: str
    email: str
    name: str
    role: Role
    phone: str | None
    made_at: datetime.datetime
    disabled_at: datetime.datetime | None
    invited: bool
    schools: tuple[SchoolRow, ...] = ()

    @property
    def active(self) -> bool:
        return self.disabled_at is None


@dataclass(frozen=True, slots=True)
class Account:
    """What signing in needs to know about a staff member."""

    id: str
    email: str
    password_hash: str | None = field(repr=False)
    disabled: bool


_ACCOUNT = (STAFF.c.id, STAFF.c.email, STAFF.c.password_hash, STAFF.c.disabled_at.is_not(None))


def members(session: Session) -> list[StaffMember]:
    """Return all staff, by name."""
    return _members(session, None)


def member(session: Session, staff_id: str) -> StaffMember | None:
    """Return one staff member, or None."""
    return next(iter(_members(session, staff_id)), None)


def id_of(session: Session, email: str) -> str | None:
    """Return the id of the account with this e-mail address (in lower case), or None."""
    return session.scalar(select(STAFF.c.id).where(STAFF.c.email == email))


def account(session: Session, email: str) -> Account | None:
    """Return the account with this e-mail address (in lower case), or None."""
    row = session.execute(select(*_ACCOUNT).where(STAFF.c.email == email)).one_or_none()
    return Account(*row) if row else None


def lock(session: Session, staff_id: str) -> Account | None:
    """Return the account as it is now, or None; nobody else changes it until the transaction ends."""
    row = session.execute(select(*_ACCOUNT).where(STAFF.c.id == staff_id).with_for_update()).one_or_none()
    return Account(*row) if row else None


def hold_administrators(session: Session) -> set[str]:
    """Return the ids of the active administrators; nobody else changes one of them until the transaction ends."""
    query = select(STAFF.c.id).where(STAFF.c.role == Role.ADMINISTRATOR, STAFF.c.disabled_at.is_(None)).order_by(STAFF.c.id)
    return set(session.scalars(query.with_for_update()))


@dataclass(frozen=True, slots=True)
class NewStaffRow:
    """An account to add, without a password, as models.Staff describes it."""

    id: str
    email: str
    name: str
    role: Role
    phone: str | None
    made_at: datetime.datetime


def add(session: Session, member: NewStaffRow) -> bool:
    """Add a staff member; return False if the e-mail address has an account."""
    new = sqlite.insert if is_sqlite(session) else postgresql.insert
    statement = new(STAFF).values(**columns_of(member)).on_conflict_do_nothing(index_elements=["email"]).returning(STAFF.c.id)
    return session.scalar(statement) is not None


def rename(session: Session, staff_id: str, *, name: str, phone: str | None) -> None:
    """Set the name and the phone number of a staff member."""
    session.execute(_update(staff_id).values(name=name, phone=phone))


def set_role(session: Session, staff_id: str, role: Role) -> None:
    """Set the role of a staff member."""
    session.execute(_update(staff_id).values(role=role))


def set_password(session: Session, staff_id: str, password_hash: str) -> None:
    """Set the hash of a staff member's password."""
    session.execute(_update(staff_id).values(password_hash=password_hash))


def set_disabled(session: Session, staff_id: str, since: datetime.datetime | None) -> None:
    """Disable a staff member from a time on; None enables the account."""
    session.execute(_update(staff_id).values(disabled_at=since))


def _update(staff_id: str) -> Update:
    return update(STAFF).where(STAFF.c.id == staff_id)


def set_schools(session: Session, staff_id: str, school_ids: Iterable[str]) -> None:
    """Tie a staff member to these schools only."""
    session.execute(delete(AT_SCHOOL).where(AT_SCHOOL.c.staff_id == staff_id))
    if rows := [{"staff_id": staff_id, "school_id": school_id} for school_id in sorted(set(school_ids))]:
        session.execute(insert(AT_SCHOOL), rows)


def _members(session: Session, staff_id: str | None) -> list[StaffMember]:
    people = select(
        STAFF.c.id, STAFF.c.email, STAFF.c.name, STAFF.c.role, STAFF.c.phone, STAFF.c.made_at, STAFF.c.disabled_at,
        STAFF.c.password_hash.is_(None).label("invited"),
    ).order_by(func.lower(STAFF.c.name), STAFF.c.id)  # fmt: skip
    ties = select(AT_SCHOOL.c.staff_id, *COLUMNS).join(SCHOOL, SCHOOL.c.id == AT_SCHOOL.c.school_id).order_by(SCHOOL.c.name)
    if staff_id is not None:
        people, ties = people.where(STAFF.c.id == staff_id), ties.where(AT_SCHOOL.c.staff_id == staff_id)
    schools: dict[str, list[SchoolRow]] = {}
    for owner, *values in session.execute(ties):
        schools.setdefault(owner, []).append(SchoolRow(*values))
    return [
        StaffMember(
            id=row.id,
            email=row.email,
            name=row.name,
            role=row.role,
            phone=row.phone,
            made_at=row.made_at,
            disabled_at=row.disabled_at,
            invited=row.invited,
            schools=tuple(schools.get(row.id, ())),
        )
        for row in session.execute(people)
    ]
