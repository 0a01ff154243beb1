"""Who cares for a student: guardians added, corrected, removed and put in order."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from sqlalchemy.orm import Session

from directory.errors import RefusedError
from directory.keys import Keys
from directory.storage.ids import new_id
from directory.storage.loop import links
from directory.storage.people import guardians as stored
from directory.storage.people import students
from directory.storage.scope import Scope
from directory.students import alarms
from directory.students.changing import touch
from directory.students.profile import GuardianDetails
from directory.students.sealing import seal, unseal


def add(session: Session, keys: Keys, scope: Scope, student_id: str, details: GuardianDetails, *, now: datetime.datetime) -> str:
    """Adds a guardian after the others and returns the id."""
    row, guardian_id = students.hold(session, scope, student_id), new_id()
    sealed = seal(keys.unwrap(row.data_key), details, row_id=guardian_id, student_id=student_id)
    stored.put(session, guardian_id, student_id, sealed)
    origin = {"student_id": student_id, "source": "guardian", "source_id": guardian_id}
    alarms.listen(session, *_words(details), **origin, now=now, staff_id=scope.staff_id or None)
    _shut_out(session, scope, student_id, details, now)
    touch(session, scope, student_id, now=now, action="guardian.added", subject=f"guardian:{guardian_id}")
    return guardian_id


def change(
    session: Session,
    keys: Keys,
    scope: Scope,
    student_id: str,
    guardian_id: str,
    *,
    details: GuardianDetails,
    now: datetime.datetime,
) -> None:
    """Replaces what is known of a guardian; raises UnknownError where the student has no such guardian."""
    row = students.hold(session, scope, student_id)
    data_key = keys.unwrap(row.data_key)
    before = next((one for one in stored.of(session, scope, student_id) if one.id == guardian_id), None)
    sealed = seal(data_key, details, row_id=guardian_id, student_id=student_id)
    stored.alter(session, scope, student_id, guardian_id, sealed)
    known = before and unseal(GuardianDetails, data_key, before.sealed, row_id=guardian_id, student_id=student_id)
    if not known or _words(known) != _words(details):
        origin = {"student_id": student_id, "source": "guardian", "source_id": guardian_id}
        alarms.listen(session, *_words(details), **origin, now=now, staff_id=scope.staff_id or None)
    if not (known and known.no_contact):
        _shut_out(session, scope, student_id, details, now)
    touch(session, scope, student_id, now=now, action="guardian.changed", subject=f"guardian:{guardian_id}")


def remove(session: Session, scope: Scope, student_id: str, guardian_id: str, *, now: datetime.datetime) -> None:
    """Removes a guardian; raises UnknownError where the student has no such guardian."""
    students.hold(session, scope, student_id)
    stored.drop(session, scope, student_id, guardian_id)
    touch(session, scope, student_id, now=now, action="guardian.removed", subject=f"guardian:{guardian_id}")


def order(session: Session, scope: Scope, student_id: str, guardian_ids: Sequence[str], *, now: datetime.datetime) -> None:
    """Puts all guardians of a student into this order; raises RefusedError where they are others by now."""
    students.hold(session, scope, student_id)
    before = [guardian.id for guardian in stored.of(session, scope, student_id)]
    if sorted(before) != sorted(guardian_ids):
        raise RefusedError("The guardians were changed meanwhile: load the student's page again.")
    if before != list(guardian_ids):
        stored.order(session, scope, student_id, guardian_ids)
        touch(session, scope, student_id, now=now, action="guardian.changed", subject=None)


def _words(details: GuardianDetails) -> tuple[str | None, ...]:
    return details.relationship, details.way_words, details.no_contact_words


def _shut_out(session: Session, scope: Scope, student_id: str, details: GuardianDetails, now: datetime.datetime) -> None:
    """Ends the links of every letter that somebody who is shut out may have in hand: the others need new ones."""
    if details.no_contact and links.revoke_all_of_family(session, student_id, now):
        touch(session, scope, student_id, now=now, action="letter.links_ended", subject=None)
