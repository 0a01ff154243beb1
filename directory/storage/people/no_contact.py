"""The rows of acts on no-contact orders: appended, and never changed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from directory.models import NoContactAct, Staff, table
from directory.storage.columns import columns_of
from directory.storage.people.students import ids_shown
from directory.storage.scope import Scope

ACT = table(NoContactAct)


@dataclass(frozen=True, slots=True)
class ActRow:
    """An act as stored; `made_by` is the name of who did it."""

    id: str
    guardian_id: str
    act: str
    sealed: bytes
    made_by: str | None
    made_at: datetime.datetime


def of(session: Session, scope: Scope, student_id: str) -> list[ActRow]:
    """Return the acts on the file of a student in scope, newest first."""
    query = select(ACT.c.id, ACT.c.guardian_id, ACT.c.act, ACT.c.sealed, Staff.name, ACT.c.made_at)
    query = query.outerjoin(Staff, Staff.id == ACT.c.made_by).where(ACT.c.student_id == student_id)
    mine = ACT.c.student_id.in_(ids_shown(scope))
    return [ActRow(*row) for row in session.execute(query.where(mine).order_by(ACT.c.made_at.desc(), ACT.c.id.desc()))]


@dataclass(frozen=True, slots=True, repr=False)
class NewActRow:
    """An act to record, as models.NoContactAct describes it."""

    id: str
    student_id: str
    guardian_id: str
    act: str
    sealed: bytes
    made_by: str | None
    made_at: datetime.datetime


def put(session: Session, act: NewActRow) -> None:
    """Add an act."""
    session.execute(insert(ACT).values(**columns_of(act)))


def drop_all(session: Session, scope: Scope, student_id: str) -> None:
    """Remove all acts of a student in scope, whose text is lost with the student's key."""
    session.execute(delete(ACT).where(ACT.c.student_id == student_id, ACT.c.student_id.in_(ids_shown(scope))))
