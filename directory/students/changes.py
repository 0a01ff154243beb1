"""Changes to students: added, corrected, left, returned, deleted for good; each is recorded in the audit."""

from __future__ import annotations

import datetime

from sqlalchemy.orm import Session

from directory.accounts import audit
from directory.errors import RefusedError
from directory.keys import Keys
from directory.models.codes import Role, StudentStatus
from directory.storage.ids import new_id
from directory.storage.people import attachments, consents, guardians, households, needs, no_contact, students
from directory.storage.referrals import erasure
from directory.storage.scope import Scope
from directory.storage.versions import refuse_stale, version_of
from directory.students import alarms
from directory.students.caseload import number_hash, profile_of
from directory.students.files import StudentFile
from directory.students.profile import Profile
from directory.students.seals import new_data_key, seal


def add(
    session: Session,
    keys: Keys,
    scope: Scope,
    profile: Profile,
    *,
    school_id: str,
    now: datetime.datetime,
    roster: str | None = None,
) -> str:
    """Add a student to a school in scope and return the id; `roster` names the roster that lists the student.

    Raise UnknownError for a school out of scope and RefusedError if the number is taken.
    """
    students.school_of(session, scope, school_id)
    student_id, data_key = new_id(), new_data_key()
    students.refuse_taken(session, number_hash(keys, profile.number), student_id)
    student = students.NewStudentRow(
        id=student_id,
        number_hash=number_hash(keys, profile.number),
        school_id=school_id,
        grade=profile.grade,
        language=_language(profile),
        data_key=keys.wrap(data_key),
        sealed=seal(data_key, profile, row_id=student_id, student_id=student_id),
        roster=roster,
        made_at=now,
        changed_at=now,
    )
    students.put(session, student)
    audit.record(session, now=now, staff_id=scope.staff_id, action="student.added", student_id=student_id)
    _listen(session, scope, student_id, data_key, profile, now=now)
    return student_id


def change(
    session: Session,
    keys: Keys,
    scope: Scope,
    student_id: str,
    profile: Profile,
    *,
    now: datetime.datetime,
    school_id: str | None = None,
    roster: str | None = None,
    expected: str | None = None,
) -> None:
    """Replace a student's profile, and the school or roster if one is given; raise as `add` does.

    `expected` is the profile_version that the form was opened with; raise StaleError if there is a newer one.
    """
    row = students.lock(session, scope, student_id)
    refuse_stale(expected, version_of(profile_of(keys, row), row.school_id))
    if school_id is not None and school_id != row.school_id:
        students.school_of(session, scope, school_id)
    students.refuse_taken(session, number_hash(keys, profile.number), student_id)
    data_key = keys.unwrap(row.data_key)
    before = profile_of(keys, row)
    if (profile.preference_words, profile.custody_words) != (before.preference_words, before.custody_words):
        _listen(session, scope, student_id, data_key, profile, now=now)
    changes = students.StudentChange(
        number_hash=number_hash(keys, profile.number),
        school_id=school_id or row.school_id,
        grade=profile.grade,
        language=_language(profile),
        sealed=seal(data_key, profile, row_id=student_id, student_id=student_id),
        roster=roster or row.roster,
        changed_at=now,
    )
    students.alter(session, scope, student_id, changes)
    audit.record(session, now=now, staff_id=scope.staff_id, action="student.changed", student_id=student_id)


def profile_version(file: StudentFile) -> str:
    """Return the version of what a student's form edits: the profile and the school."""
    return version_of(file.profile, file.school_id)


def file_version(file: StudentFile) -> str:
    """Return the version of a student's whole file, which every change to the file or to what belongs to it raises."""
    return version_of(file.status, file.changed_at)


def mark_left(
    session: Session,
    scope: Scope,
    student_id: str,
    *,
    today: datetime.date,
    now: datetime.datetime,
    expected: str | None = None,
) -> None:
    """Record that a student has left; a student who has left already keeps the first date."""
    row = students.lock(session, scope, student_id)
    refuse_stale(expected, version_of(row.status, row.changed_at))
    if row.status == StudentStatus.LEFT:
        return
    students.alter(session, scope, student_id, students.StudentChange(status=StudentStatus.LEFT, left_at=today, changed_at=now))
    audit.record(session, now=now, staff_id=scope.staff_id, action="student.left", student_id=student_id)


def mark_returned(
    session: Session, scope: Scope, student_id: str, *, now: datetime.datetime, expected: str | None = None
) -> None:
    """Enroll a student who had left."""
    row = students.lock(session, scope, student_id)
    refuse_stale(expected, version_of(row.status, row.changed_at))
    if row.status == StudentStatus.ENROLLED:
        return
    students.alter(
        session, scope, student_id, students.StudentChange(status=StudentStatus.ENROLLED, left_at=None, changed_at=now)
    )
    audit.record(session, now=now, staff_id=scope.staff_id, action="student.returned", student_id=student_id)


def delete_for_good(
    session: Session,
    scope: Scope,
    student_id: str,
    *,
    today: datetime.date,
    now: datetime.datetime,
    expected: str | None = None,
) -> None:
    """Destroy a student's key and all that was sealed under it, and cancel open referrals.

    The row, the terms of needs and the events of referrals stay for the counts. Raise RefusedError unless the user is an
    administrator.
    """
    row = students.lock(session, scope, student_id)
    if scope.role != Role.ADMINISTRATOR:
        raise RefusedError("Only an administrator deletes a student for good: ask one of yours.")
    refuse_stale(expected, version_of(row.status, row.changed_at))
    students.blank_what_goes(session)
    guardians.drop_all(session, scope, student_id)
    no_contact.drop_all(session, scope, student_id)
    attachments.drop_all(session, scope, student_id)
    consents.drop_all(session, scope, student_id)
    needs.forget_words(session, scope, student_id)
    erasure.forget(session, student_id, today=today, now=now)
    if row.household_id is not None:
        households.leave(session, scope, student_id, row.household_id)
    emptied = students.StudentChange(
        number_hash=None,
        data_key=None,
        sealed=None,
        roster_sealed=None,
        status=StudentStatus.LEFT,
        left_at=row.left_at or today,
        changed_at=now,
    )
    students.alter(session, scope, student_id, emptied)
    audit.record(session, now=now, staff_id=scope.staff_id, action="student.deleted", student_id=student_id)


def touch(session: Session, scope: Scope, student_id: str, *, now: datetime.datetime, action: str, subject: str | None) -> None:
    """Record in the audit, and on the student, that something belonging to the student has changed."""
    students.alter(session, scope, student_id, students.StudentChange(changed_at=now))
    audit.record(session, now=now, staff_id=scope.staff_id, action=action, student_id=student_id, subject=subject)


def _listen(
    session: Session, scope: Scope, student_id: str, data_key: bytes, profile: Profile, *, now: datetime.datetime
) -> None:
    origin = {"student_id": student_id, "source": "preference", "source_id": student_id}
    alarms.raise_if_danger(
        session,
        profile.preference_words,
        profile.custody_words,
        **origin,
        data_key=data_key,
        now=now,
        staff_id=scope.staff_id or None,
    )


def _language(profile: Profile) -> str | None:
    """Return the language that counts go by: the first one of the family."""
    return profile.languages[0] if profile.languages else None
