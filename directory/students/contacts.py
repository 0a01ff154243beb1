"""Contacts of a student: calls, home visits, meetings and messages, with their results; recorded and retracted."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.errors import KeysError
from directory.form_fields import Form, FormFields
from directory.keys import Keys
from directory.models.codes import ContactKind, ContactResult
from directory.storage.ids import new_id
from directory.storage.people import contacts as stored
from directory.storage.people import students
from directory.storage.people.contacts import ContactRow
from directory.storage.scope import Scope
from directory.students import alarms
from directory.students.changes import touch
from directory.students.seals import kept_in, seal, unseal

KINDS: Mapping[str, str] = {
    ContactKind.CALL: "Call",
    ContactKind.TEXT: "Text",
    ContactKind.EMAIL: "E-mail",
    ContactKind.HOME_VISIT: "Home visit",
    ContactKind.FAMILY_MEETING: "Meeting with the family",
    ContactKind.TEACHER_MEETING: "Meeting with teachers",
    ContactKind.STUDENT_TALK: "Talk with the student",
    ContactKind.MESSAGE: "Message",
}
RESULTS: Mapping[str, str] = {
    ContactResult.REACHED: "Reached",
    ContactResult.NO_ANSWER: "No answer",
    ContactResult.LEFT_MESSAGE: "Left a message",
    ContactResult.NOT_HOME: "Nobody home",
    ContactResult.OTHER: "Something else",
}
OLDEST = datetime.timedelta(days=731)
"""The oldest contact that may be recorded today: two years ago."""


AT_ONCE = datetime.timedelta(minutes=2)
"""Two equal contacts by one user within this time are one that was sent twice."""


@kept_in("student_contact")
@dataclass(frozen=True, slots=True, repr=False)
class ContactDetails:
    """Who was contacted, and what was said."""

    with_whom: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class NewContact:
    """A contact to record."""

    kind: ContactKind
    result: ContactResult
    happened_on: datetime.date
    details: ContactDetails = ContactDetails()


@dataclass(frozen=True, slots=True, repr=False)
class ContactEntry:
    """A contact with its sealed details opened; `gone` if it was retracted."""

    row: ContactRow
    details: ContactDetails

    @property
    def gone(self) -> bool:
        return self.row.retracted_at is not None


def check_contact(form: Form, today: datetime.date) -> tuple[NewContact | None, dict[str, str]]:
    """Return a contact, or None with a sentence for each field that is wrong; an empty day means today."""
    fields = FormFields(form)
    kind = fields.code("kind", KINDS, "Choose what it was.")
    result = fields.code("result", RESULTS, "Choose what came of it.")
    day = fields.day("happened_on", until=today) or today
    if day > today:
        fields.errors["happened_on"] = "This day is still to come: give the day on which it happened."
    elif day < today - OLDEST:
        fields.errors["happened_on"] = "This is more than two years ago: check the year."
    details = ContactDetails(fields.line("with_whom"), fields.words("words"))
    if fields.errors or kind is None or result is None:
        return None, fields.errors
    return NewContact(ContactKind(kind), ContactResult(result), day, details), {}


def add(
    session: Session,
    keys: Keys,
    scope: Scope,
    student_id: str,
    contact: NewContact,
    *,
    referral_id: str | None = None,
    now: datetime.datetime,
) -> str:
    """Record a contact and return its id; raise UnknownError for a student out of scope.

    An identical one, recorded by the same user within AT_ONCE, was sent from two tabs: it is stored once.
    """
    data_key, contact_id = keys.unwrap(students.lock(session, scope, student_id).data_key), new_id()
    if twin := _twin(session, data_key, scope, student_id, contact, referral_id=referral_id, now=now):
        return twin
    stored.put(
        session,
        stored.NewContactRow(
            id=contact_id,
            student_id=student_id,
            referral_id=referral_id,
            kind=contact.kind,
            result=contact.result,
            happened_on=contact.happened_on,
            sealed=seal(data_key, contact.details, row_id=contact_id, student_id=student_id),
            made_by=scope.staff_id,
            made_at=now,
        ),
    )
    alarms.raise_if_danger(
        session,
        contact.details.with_whom,
        contact.details.words,
        student_id=student_id,
        data_key=data_key,
        source="contact",
        source_id=contact_id,
        now=now,
        staff_id=scope.staff_id or None,
        referral_id=referral_id,
    )
    touch(session, scope, student_id, now=now, action="contact.added", subject=f"contact:{contact_id}")
    return contact_id


def _twin(
    session: Session,
    data_key: bytes,
    scope: Scope,
    student_id: str,
    contact: NewContact,
    *,
    referral_id: str | None,
    now: datetime.datetime,
) -> str | None:
    told = (contact.kind, contact.result, contact.happened_on, referral_id)
    for row in stored.recent(session, scope, student_id, since=now - AT_ONCE):
        if (row.kind, row.result, row.happened_on, row.referral_id) == told and _details(data_key, row) == contact.details:
            return row.id
    return None


def take_back(session: Session, scope: Scope, student_id: str, contact_id: str, *, now: datetime.datetime) -> None:
    """Retract a contact, which stays on file as retracted; raise UnknownError if there is none."""
    students.lock(session, scope, student_id)
    stored.take_back(session, scope, student_id, contact_id, now)
    touch(session, scope, student_id, now=now, action="contact.taken_back", subject=f"contact:{contact_id}")


def of_student(session: Session, keys: Keys, scope: Scope, student_id: str) -> tuple[ContactEntry, ...]:
    """Return the contacts of a student, latest first; raise UnknownError for a student out of scope."""
    data_key = keys.unwrap(students.one(session, scope, student_id).data_key)
    return tuple(ContactEntry(row, _details(data_key, row)) for row in stored.of(session, scope, student_id))


def _details(data_key: bytes, row: ContactRow) -> ContactDetails:
    if row.sealed is None:
        return ContactDetails()
    try:
        return unseal(ContactDetails, data_key, row.sealed, row_id=row.id, student_id=row.student_id)
    except KeysError:
        # One damaged note must not hide the whole timeline.
        return ContactDetails(words="What was written here cannot be opened any more.")
