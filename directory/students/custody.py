"""Custody notes that were removed from a file: the dropped lines, and the entry in the history that keeps them."""

from __future__ import annotations

import datetime
from collections import Counter

from sqlalchemy.orm import Session

from directory.keys import Keys
from directory.storage.people import no_contact as stored
from directory.storage.people import students
from directory.storage.scope import Scope
from directory.students.no_contact import Act, ActWords, act_row


def dropped(before: str | None, after: str | None) -> tuple[str, ...]:
    """Return the lines of `before` that are missing from `after`, ignoring spacing and case.

    A line that occurred twice counts twice.
    """
    kept, gone = Counter(map(_plain, (after or "").splitlines())), []
    for line in filter(str.strip, (before or "").splitlines()):
        if kept[_plain(line)] > 0:
            kept[_plain(line)] -= 1
        else:
            gone.append(line.strip())
    return tuple(gone)


def _plain(line: str) -> str:
    return " ".join(line.split()).casefold()


def keep_dropped(
    session: Session, keys: Keys, scope: Scope, student_id: str, lines: tuple[str, ...], *, now: datetime.datetime
) -> None:
    """Record in the file's history that somebody removed these lines."""
    data_key = keys.unwrap(students.one(session, scope, student_id).data_key)
    words = ActWords("Custody and court", "\n".join(lines))
    stored.put(session, act_row(student_id, student_id, data_key, Act.DROPPED, words, made_by=scope.staff_id, now=now))
