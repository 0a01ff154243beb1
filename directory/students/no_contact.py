"""No-contact orders about a guardian: recorded, reworded and lifted, each by an act that the file keeps.

The order itself is stored in the guardian's details, where everything that writes to a family reads it. An ordinary save of
the guardian never changes it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy.orm import Session

from directory.errors import RefusedError, UnknownError
from directory.form_fields import Form, FormFields
from directory.keys import Keys
from directory.storage.ids import new_id
from directory.storage.people import guardians as stored_guardians
from directory.storage.people import no_contact as stored
from directory.storage.people import students
from directory.storage.referrals import links
from directory.storage.scope import Scope
from directory.storage.versions import refuse_stale, version_of
from directory.students import alarms
from directory.students.changes import touch
from directory.students.profile import GuardianDetails
from directory.students.seals import kept_in, seal, unseal

NO_ORDER = "There is no order about this person: it may already have been lifted. Look at the student's page."
NO_REASON = "Say who ordered it and what it forbids: an order of a court, a rule of the school."
NO_LIFTING = "Say why the order has ended and who said so. It stays in the file."


class Act(StrEnum):
    """What is done with an order."""

    RECORDED = "recorded"
    REWORDED = "reworded"
    LIFTED = "lifted"
    DROPPED = "dropped"
    """Custody notes that somebody removed (students.custody); not about a guardian."""


@kept_in("no_contact_act")
@dataclass(frozen=True, slots=True, repr=False)
class ActWords:
    """The name of the person whom an order is about, and its text: what is ordered, or why it was lifted."""

    name: str
    words: str


@dataclass(frozen=True, slots=True, repr=False)
class ActEntry:
    """An act as the file shows it; `made_by` is the staff member's name, None if a roster did it."""

    guardian_id: str
    act: Act
    name: str
    words: str
    made_by: str | None
    made_at: datetime.datetime


@dataclass(frozen=True, slots=True, repr=False)
class LockedGuardian:
    """A guardian locked against other writers until the transaction ends, with the student's key."""

    student_id: str
    guardian_id: str
    details: GuardianDetails
    data_key: bytes


def version(details: GuardianDetails) -> str:
    """Return the version of the order about a guardian, or of the absence of one."""
    return version_of(details.no_contact, details.no_contact_words)


def check_words(form: Form, missing: str) -> tuple[str | None, dict[str, str]]:
    """Return the text of an order, or the reason for lifting it; `missing` is the error for an empty field."""
    fields = FormFields(form)
    words = fields.words("words", missing)
    return (None if fields.errors else words), fields.errors


def record(
    session: Session,
    keys: Keys,
    scope: Scope,
    student_id: str,
    guardian_id: str,
    *,
    words: str,
    now: datetime.datetime,
    expected: str | None = None,
) -> None:
    """Record an order about a guardian, or reword the one in force.

    `expected` is the version of the order that the form was opened with. Raise UnknownError if the student has no such guardian,
    and StaleError if there is a newer version.
    """
    held = lock(session, keys, scope, student_id, guardian_id)
    refuse_stale(expected, version(held.details))
    details = replace(held.details, no_contact=True, no_contact_words=words, ways=())
    if details == held.details:
        return
    write(session, scope, held, details)
    _listen(session, scope, held, words, now=now)
    if held.details.no_contact:
        _note(session, scope, held, Act.REWORDED, words, now=now)
    else:
        note_recorded(session, scope, replace(held, details=details), now=now)


def lift(
    session: Session,
    keys: Keys,
    scope: Scope,
    student_id: str,
    guardian_id: str,
    *,
    reason: str,
    now: datetime.datetime,
    expected: str | None = None,
) -> None:
    """Lift the order about a guardian, for a reason; raise as `record` does, and RefusedError if there is none."""
    held = lock(session, keys, scope, student_id, guardian_id)
    refuse_stale(expected, version(held.details))
    if not held.details.no_contact:
        raise RefusedError(NO_ORDER)
    write(session, scope, held, replace(held.details, no_contact=False, no_contact_words=None))
    _listen(session, scope, held, reason, now=now)
    _note(session, scope, held, Act.LIFTED, reason, now=now)


def history(session: Session, keys: Keys, scope: Scope, student_id: str) -> tuple[ActEntry, ...]:
    """Return all acts on a student's file, newest first; raise UnknownError for a student out of scope."""
    data_key = keys.unwrap(students.one(session, scope, student_id).data_key)
    found = []
    for row in stored.of(session, scope, student_id):
        told = unseal(ActWords, data_key, row.sealed, row_id=row.id, student_id=student_id)
        found.append(ActEntry(row.guardian_id, Act(row.act), told.name, told.words, row.made_by, row.made_at))
    return tuple(found)


def lock(session: Session, keys: Keys, scope: Scope, student_id: str, guardian_id: str) -> LockedGuardian:
    """Return a guardian, locked against other writers; raise UnknownError if the student has no such guardian."""
    data_key = keys.unwrap(students.lock(session, scope, student_id).data_key)
    row = next((one for one in stored_guardians.of(session, scope, student_id) if one.id == guardian_id), None)
    if row is None:
        raise UnknownError(stored_guardians.NO_GUARDIAN)
    details = unseal(GuardianDetails, data_key, row.sealed, row_id=row.id, student_id=student_id)
    return LockedGuardian(student_id, guardian_id, details, data_key)


def write(session: Session, scope: Scope, held: LockedGuardian, details: GuardianDetails) -> None:
    """Write new details of a guardian who is held."""
    sealed = seal(held.data_key, details, row_id=held.guardian_id, student_id=held.student_id)
    stored_guardians.alter(session, scope, held.student_id, held.guardian_id, sealed)


def keeping_order(details: GuardianDetails, before: GuardianDetails) -> GuardianDetails:
    """Return these details with the earlier order, under which no way is safe."""
    return replace(details, no_contact=True, no_contact_words=before.no_contact_words, ways=())


def note_recorded(session: Session, scope: Scope, held: LockedGuardian, *, now: datetime.datetime) -> None:
    """Record a new order, and end the links of every letter that this person may have; the others need new ones."""
    _note(session, scope, held, Act.RECORDED, held.details.no_contact_words or "", now=now)
    if links.revoke_all_of_family(session, held.student_id, now):
        touch(session, scope, held.student_id, now=now, action="letter.links_ended", subject=None)


def row_of(held: LockedGuardian, act: Act, words: str, *, made_by: str | None, now: datetime.datetime) -> stored.NewActRow:
    """Return the row that stores an act, with its text sealed."""
    told = ActWords(held.details.name, words)
    return act_row(held.student_id, held.guardian_id, held.data_key, act, told, made_by=made_by, now=now)


def act_row(
    student_id: str, about: str, data_key: bytes, act: Act, told: ActWords, *, made_by: str | None, now: datetime.datetime
) -> stored.NewActRow:
    """Return the row of an act about a guardian, or about the student (`about` is the id)."""
    act_id = new_id()
    sealed = seal(data_key, told, row_id=act_id, student_id=student_id)
    return stored.NewActRow(act_id, student_id, about, act, sealed, made_by, now)


def _listen(session: Session, scope: Scope, held: LockedGuardian, words: str, *, now: datetime.datetime) -> None:
    origin = {"student_id": held.student_id, "source": "guardian", "source_id": held.guardian_id}
    alarms.raise_if_danger(session, words, **origin, data_key=held.data_key, now=now, staff_id=scope.staff_id or None)


def _note(session: Session, scope: Scope, held: LockedGuardian, act: Act, words: str, *, now: datetime.datetime) -> None:
    stored.put(session, row_of(held, act, words, made_by=scope.staff_id, now=now))
    subject = f"guardian:{held.guardian_id}"
    touch(session, scope, held.student_id, now=now, action=f"no_contact.{act}", subject=subject)
