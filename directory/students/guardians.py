"""Guardians of a student: added, corrected, removed and put in order."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from directory.errors import RefusedError
from directory.keys import Keys
from directory.storage.ids import new_id
from directory.storage.people import guardians as stored
from directory.storage.people import students
from directory.storage.scope import Scope
from directory.storage.versions import refuse_stale, version_of
from directory.students import alarms, no_contact
from directory.students.changes import touch
from directory.students.files import StudentFile
from directory.students.profile import GuardianDetails
from directory.students.seals import seal, unseal
from matching.text import fold_text

ORDER_STANDS = (
    "There is a no-contact order about this person, so the file keeps them: everyone who opens it must be warned. If the order has "
    "ended, lift it first, then remove them."
)


class OnFileError(RefusedError):
    """A guardian with this name is on file already."""


def version(details: GuardianDetails) -> str:
    """Return the version of a guardian, for the form that changes or removes one."""
    return version_of(details)


def order_version(file: StudentFile) -> str:
    """Return the version of the order of a student's guardians."""
    return version_of([one.id for one in file.guardians])


def add(
    session: Session,
    keys: Keys,
    scope: Scope,
    student_id: str,
    details: GuardianDetails,
    *,
    now: datetime.datetime,
    knowing: bool = True,
) -> str:
    """Add a guardian after the others and return the id.

    Raise OnFileError if a guardian with this name is on file already, unless the user is `knowing`.
    """
    row, guardian_id = students.lock(session, scope, student_id), new_id()
    data_key = keys.unwrap(row.data_key)
    if not knowing and fold_text(details.name) in _names(session, data_key, scope, student_id):
        raise OnFileError(f"{details.name} is on file already. Look at the file first: somebody may just have added them.")
    stored.put(session, guardian_id, student_id, seal(data_key, details, row_id=guardian_id, student_id=student_id))
    origin = {"student_id": student_id, "source": "guardian", "source_id": guardian_id}
    alarms.raise_if_danger(session, *_words(details), **origin, data_key=data_key, now=now, staff_id=scope.staff_id or None)
    touch(session, scope, student_id, now=now, action="guardian.added", subject=f"guardian:{guardian_id}")
    if details.no_contact:
        no_contact.note_recorded(session, scope, no_contact.LockedGuardian(student_id, guardian_id, details, data_key), now=now)
    return guardian_id


def _names(session: Session, data_key: bytes, scope: Scope, student_id: str) -> set[str]:
    """Return the folded names of the guardians on file."""
    rows = stored.of(session, scope, student_id)
    opened = (unseal(GuardianDetails, data_key, row.sealed, row_id=row.id, student_id=student_id) for row in rows)
    return {fold_text(one.name) for one in opened}


def change(
    session: Session,
    keys: Keys,
    scope: Scope,
    student_id: str,
    guardian_id: str,
    *,
    details: GuardianDetails,
    now: datetime.datetime,
    expected: str | None = None,
) -> None:
    """Replace the details of a guardian; an existing no-contact order is kept, whatever `details` say about it.

    `expected` is the version that the form was opened with. Raise UnknownError if the student has no such guardian, and
    StaleError if there is a newer version.
    """
    held = no_contact.lock(session, keys, scope, student_id, guardian_id)
    refuse_stale(expected, version(held.details))
    if held.details.no_contact:
        details = no_contact.keeping_order(details, held.details)
    no_contact.write(session, scope, held, details)
    if _words(held.details) != _words(details):
        origin = {"student_id": student_id, "source": "guardian", "source_id": guardian_id}
        alarms.raise_if_danger(
            session, *_words(details), **origin, data_key=held.data_key, now=now, staff_id=scope.staff_id or None
        )
    touch(session, scope, student_id, now=now, action="guardian.changed", subject=f"guardian:{guardian_id}")
    if details.no_contact and not held.details.no_contact:
        no_contact.note_recorded(session, scope, replace(held, details=details), now=now)


def remove(
    session: Session,
    keys: Keys,
    scope: Scope,
    student_id: str,
    guardian_id: str,
    *,
    now: datetime.datetime,
    expected: str | None = None,
) -> None:
    """Remove a guardian; raise as `change` does, and RefusedError while a no-contact order is in force."""
    held = no_contact.lock(session, keys, scope, student_id, guardian_id)
    refuse_stale(expected, version(held.details))
    if held.details.no_contact:
        raise RefusedError(ORDER_STANDS)
    stored.drop(session, scope, student_id, guardian_id)
    touch(session, scope, student_id, now=now, action="guardian.removed", subject=f"guardian:{guardian_id}")


def order(
    session: Session,
    scope: Scope,
    student_id: str,
    guardian_ids: Sequence[str],
    *,
    now: datetime.datetime,
    expected: str | None = None,
) -> None:
    """Put all guardians of a student into this order.

    `expected` is the order_version that the page was opened with. Raise StaleError if the order has changed since, and
    RefusedError if the guardians have.
    """
    students.lock(session, scope, student_id)
    before = [guardian.id for guardian in stored.of(session, scope, student_id)]
    refuse_stale(expected, version_of(before))
    if sorted(before) != sorted(guardian_ids):
        raise RefusedError("The guardians were changed meanwhile: load the student's page again.")
    if before != list(guardian_ids):
        stored.order(session, scope, student_id, guardian_ids)
        touch(session, scope, student_id, now=now, action="guardian.changed", subject=None)


def _words(details: GuardianDetails) -> tuple[str | None, ...]:
    return details.relationship, details.way_words, details.no_contact_words
