"""Words of danger about a student that no form has kept: sealed in an alarm all the same, since who typed them may not come back.

Once the words are saved, it becomes the alarm of what they were saved in (students.alarms); nothing is raised for words that
another alarm of the student holds.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.errors import UnknownError
from directory.keys import Keys
from directory.storage.people import students
from directory.storage.referrals import referrals
from directory.storage.scope import Scope
from directory.students import alarms
from matching.danger import read

ALL = Scope("", "administrator")
"""Whose student it is makes no difference: who may see them reads the alarm."""


@dataclass(frozen=True, slots=True, repr=False)
class Raising:
    """The transaction, the keys, who typed the words, and when."""

    session: Session
    keys: Keys
    staff_id: str
    now: datetime.datetime


def keep(raising: Raising, texts: Sequence[str], *, student_id: str | None, referral_id: str | None, is_refused: bool) -> None:
    """Raises an alarm for those of the texts that no alarm of the student, or of the referral's, holds yet.

    Of a form that was refused (`is_refused`) an alarm that was seen to holds nothing: the same words may tell of another day.
    What a search repeats, or a form that was carried out, was heard before. Of a student who is not there nothing is kept.
    """
    session = raising.session
    whose = student_id or referrals.student_of(session, referral_id or "")
    try:
        row = students.hold(session, ALL, whose or "")
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
