"""Siblings: tied to one household, untied, and suggested if their guardians look like the same people."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.errors import UsageError
from directory.keys import Keys
from directory.storage.ids import new_id
from directory.storage.people import guardians as stored_guardians
from directory.storage.people import households as stored
from directory.storage.people import students
from directory.storage.scope import Scope
from directory.storage.versions import refuse_stale
from directory.students import separation
from directory.students.caseload import profile_of
from directory.students.changes import touch
from directory.students.profile import GuardianDetails, Profile
from directory.students.seals import unseal
from matching.text import fold_text

SAME_PHONE = "The same phone number of a guardian"
SAME_GUARDIAN = "A guardian of the same name in the same ZIP"


@dataclass(frozen=True, slots=True, repr=False)
class SiblingSuggestion:
    """A student in scope who may be a sibling, and why."""

    student_id: str
    profile: Profile
    school_name: str
    why: str


def link_siblings(
    session: Session,
    keys: Keys,
    scope: Scope,
    student_id: str,
    other_id: str,
    *,
    now: datetime.datetime,
    expected: str | None = None,
) -> None:
    """Make one household of two students and all who are tied to either; raise UnknownError if one is out of scope.

    If an order on one of the files now applies to another, the answer links of the family's letters end.

    `expected`, here and below, is the household_version when the page was opened.
    """
    if student_id == other_id:
        raise UsageError("A student cannot be their own sibling: choose another student.")
    # Lock in one order, so that two users who tie the same siblings at once do not deadlock.
    held = {one: students.lock(session, scope, one) for one in sorted((student_id, other_id))}
    refuse_stale(expected, students.household_version(session, held[student_id]))
    household_id, other = held[student_id].household_id, held[other_id].household_id
    if household_id is not None and household_id == other:
        return
    if household_id is None and other is None:
        household_id = new_id()
        stored.put(session, household_id)
    elif household_id is not None and other is not None:
        stored.join(session, household_id, other)
    household_id = household_id or other
    for one in held:
        students.alter(session, scope, one, students.StudentChange(household_id=household_id))
        touch(session, scope, one, now=now, action="household.tied", subject=f"household:{household_id}")
    separation.end_links(session, keys, scope, student_id, now=now)


def unlink_student(
    session: Session, keys: Keys, scope: Scope, student_id: str, *, now: datetime.datetime, expected: str | None = None
) -> None:
    """Take a student out of the household; do nothing for one without a household.

    An order that applied through a sibling's file is recorded on the student's own file, and the other way around.
    """
    students.hold_household(session, student_id)
    row = students.lock(session, scope, student_id)
    refuse_stale(expected, students.household_version(session, row))
    household_id = row.household_id
    if household_id is not None:
        before = separation.held_by_siblings(session, keys, household_id)
        stored.leave(session, scope, student_id, household_id)
        separation.keep_orders(session, keys, before, household_id, by=scope, now=now)
        touch(session, scope, student_id, now=now, action="household.untied", subject=f"household:{household_id}")


def suggestions(session: Session, keys: Keys, scope: Scope, student_id: str) -> tuple[SiblingSuggestion, ...]:
    """Return enrolled students in scope, not tied yet, who share a guardian's phone, or a guardian's name and the ZIP.

    Opens every guardian in scope: about 20 microseconds each.
    """
    row = students.one(session, scope, student_id)
    own, others = _guardians(session, keys, scope, student_id)
    phones = {phone for guardian in own for phone in guardian.phones}
    names = {name for guardian in own if (name := _folded(guardian.name))}
    by_phone = {one for one, guardian in others if phones.intersection(guardian.phones)}
    by_name = {one for one, guardian in others if _folded(guardian.name) in names} - by_phone
    home_zip = profile_of(keys, row).home_zip
    found: list[SiblingSuggestion] = []
    for other in students.chosen(session, scope, sorted(by_phone | by_name)):
        profile = profile_of(keys, other)
        tied = row.household_id is not None and other.household_id == row.household_id
        alike = other.id in by_phone or (home_zip is not None and profile.home_zip == home_zip)
        if alike and not tied:
            why = SAME_PHONE if other.id in by_phone else SAME_GUARDIAN
            found.append(SiblingSuggestion(other.id, profile, other.school_name, why))
    return tuple(sorted(found, key=lambda one: (fold_text(one.profile.sorted_name), one.student_id)))


def _guardians(
    session: Session, keys: Keys, scope: Scope, student_id: str
) -> tuple[list[GuardianDetails], Iterable[tuple[str, GuardianDetails]]]:
    """Return the guardians of a student, and those of all other enrolled students in scope."""
    own = stored_guardians.of(session, scope, student_id)
    data_key = keys.unwrap(students.one(session, scope, student_id).data_key)
    details = [_details(data_key, guardian) for guardian in own]
    everybody = stored_guardians.of_enrolled(session, scope)
    others = [(one.student_id, _details(keys.unwrap(key), one)) for one, key in everybody if one.student_id != student_id]
    return details, others


def _details(data_key: bytes, row: stored_guardians.GuardianRow) -> GuardianDetails:
    return unseal(GuardianDetails, data_key, row.sealed, row_id=row.id, student_id=row.student_id)


def _folded(name: str) -> tuple[str, ...]:
    """Return the words of a name, sorted, so that "Ruiz, Ana" equals "Ana Ruiz"."""
    return tuple(sorted(fold_text(name).split()))
