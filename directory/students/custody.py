"""Words of custody that no longer stand on a file: what was dropped, and the entry in the history that keeps it."""

from __future__ import annotations

import datetime

from sqlalchemy.orm import Session

from directory.keys import Keys
from directory.storage.people import no_contact as stored
from directory.storage.people import students
from directory.storage.scope import Scope
from directory.students.no_contact import Act, ActWords, act_row


def dropped(before: str | None, after: str | None) -> tuple[str, ...]:
    """The lines that stood before and stand in the new words no more, however these are spaced."""
    kept = " ".join((after or "").split()).casefold()
    return tuple(line.strip() for line in (before or "").splitlines() if " ".join(line.split()).casefold() not in kept)


def keep_dropped(
    session: Session, keys: Keys, scope: Scope, student_id: str, lines: tuple[str, ...], *, now: datetime.datetime
) -> None:
    """Notes in the file's history that somebody took these lines away."""
    data_key = keys.unwrap(students.one(session, scope, student_id).data_key)
    words = ActWords("Custody and court", "\n".join(lines))
    stored.put(session, [act_row(student_id, student_id, data_key, Act.DROPPED, words, made_by=scope.staff_id, now=now)])
