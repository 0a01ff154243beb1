"""Text that signals danger but that no form has saved: sealed in an alarm all the same, since its author may not come back.

Once the text is saved, the alarm becomes the alarm of what it was saved in (students.alarms); no alarm is raised for text
that another alarm of the student holds.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.errors import UnknownError
from directory.keys import Keys
from directory.models.codes import Role
from directory.storage.people import students
from directory.storage.referrals import referrals
from directory.storage.scope import Scope
from directory.students import alarms
from matching.danger import read

ALL = Scope("", Role.ADMINISTRATOR)
"""The scope does not matter: those who may see the student read the alarm."""


@dataclass(frozen=True, slots=True, repr=False)
class UnsavedText:
    """The transaction, the keys, who typed the text, and when."""

    session: Session
    keys: Keys
    staff_id: str
    now: datetime.datetime


def keep(
    raising: UnsavedText, texts: Sequence[str], *, student_id: str | None, referral_id: str | None, is_refused: bool
) -> None:
    """Raise an alarm for those of the texts that no alarm of the student, or of the referral's student, holds yet.

    For a refused form (`is_refused`) acknowledged alarms do not count: the same text may be about another day. The text of a
    search, or of a form that was carried out, was checked before. Nothing is kept for an unknown student.
    """
    session = raising.session
    whose = student_id or referrals.student_of(session, referral_id or "")
    try:
        row = students.lock(session, ALL, whose or "")
    except UnknownError:
        return
    data_key = raising.keys.unwrap(row.data_key)
    known = [one.said for one in alarms.words_of(session, data_key, row.id) if one.waits or not is_refused]
    new = [text for text in texts if not any(text in said for said in known)]
    alarms.raise_for(
        session,
        read(*new),
        "\n".join(new),
        student_id=row.id,
        data_key=data_key,
        source=alarms.UNSAVED,
        source_id=row.id,
        now=raising.now,
        staff_id=raising.staff_id,
        referral_id=referral_id,
    )
