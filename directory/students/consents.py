"""What a family agrees to: a consent given, a consent taken back. Which hold today, a StudentFile says."""

from __future__ import annotations

import datetime

from sqlalchemy.orm import Session

from directory.keys import Keys
from directory.storage.ids import new_id
from directory.storage.people import consents as stored
from directory.storage.people import students
from directory.storage.scope import Scope
from directory.students.changing import touch
from directory.students.profile import ConsentDetails
from directory.students.sealing import seal


def give(
    session: Session,
    keys: Keys,
    scope: Scope,
    student_id: str,
    details: ConsentDetails,
    *,
    until: datetime.date | None,
    now: datetime.datetime,
) -> str:
    """Records a consent and returns its id; `until` is its last day, None where the family named none."""
    row, consent_id = students.hold(session, scope, student_id), new_id()
    stored.put(
        session,
        id=consent_id,
        student_id=student_id,
        sealed=seal(keys.unwrap(row.data_key), details, row_id=consent_id, student_id=student_id),
        until=until,
        made_by=scope.staff_id,
        made_at=now,
    )
    touch(session, scope, student_id, now=now, action="consent.given", subject=f"consent:{consent_id}")
    return consent_id


def withdraw(session: Session, scope: Scope, student_id: str, consent_id: str, *, now: datetime.datetime) -> None:
    """Takes a consent back from this moment on; raises UnknownError where there is none to take back."""
    students.hold(session, scope, student_id)
    stored.withdraw(session, scope, student_id, consent_id, now)
    touch(session, scope, student_id, now=now, action="consent.withdrawn", subject=f"consent:{consent_id}")
