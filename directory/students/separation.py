"""Households formed and separated: an order on one file applies to new siblings at once, and to former ones from then on.

A brother is linked to a sister whose father is under an order -> the links of his letters end: the father may have one
He is unlinked, or her file is deleted for good                -> the order about the father is recorded on his own file
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from sqlalchemy.orm import Session

from directory.errors import KeysError
from directory.keys import Keys
from directory.models.codes import Role
from directory.storage.people import students
from directory.storage.referrals import links
from directory.storage.scope import Scope
from directory.students import caseload, changes, no_contact
from directory.students.changes import touch
from directory.students.files import StudentFile

KEPT = "This order stood on the file of a brother or sister when the household was parted. Ask who ordered it; lift it if it has ended."

Held = Mapping[str, Mapping[str, str]]
"""By student, and by guardian on the student's own file: the text of the order that a sibling's file has."""


def held_by_siblings(session: Session, keys: Keys, household_id: str) -> Held:
    """Return the guardians in a household who are under an order only through a sibling's file.

    The text is copied only between files of one school: staff here may not read another school's.
    """
    everybody = Scope("", Role.ADMINISTRATOR)
    members = students.of_household(session, everybody, household_id)
    found = {}
    for row in members:
        readers = Scope("", Role.SPECIALIST, frozenset({row.school_id}))
        with suppress(KeysError):
            found[row.id] = _held(caseload.open_student(session, keys, readers, row.id))
    return found


def _held(file: StudentFile) -> dict[str, str]:
    found: dict[str, str] = {}
    own = {one.details.name: one for one in file.guardians if not one.details.no_contact}
    for order in file.orders_of_siblings:
        for name in order.here:
            if name in own:
                found.setdefault(own[name].id, f"{order.no_contact_words} ({KEPT})" if order.no_contact_words else KEPT)
    return found


def keep_orders(session: Session, keys: Keys, before: Held, household_id: str, *, by: Scope, now: datetime.datetime) -> None:
    """Record on the students' own files the orders that applied `before` and no longer do through a sibling's file."""
    now_held = held_by_siblings(session, keys, household_id)
    everybody = replace(by, role=Role.ADMINISTRATOR)
    for student_id, orders in before.items():
        for guardian_id in orders.keys() - now_held.get(student_id, {}).keys():
            no_contact.record(session, keys, everybody, student_id, guardian_id, words=orders[guardian_id], now=now)


def end_links(session: Session, keys: Keys, scope: Scope, student_id: str, *, now: datetime.datetime) -> None:
    """End the answer links of a family's letters if an order on one file applies to another of the household."""
    household_id = students.one(session, scope, student_id).household_id
    if household_id is None or not any(held_by_siblings(session, keys, household_id).values()):
        return
    if links.revoke_all_of_family(session, student_id, now):
        touch(session, scope, student_id, now=now, action="letter.links_ended", subject=None)


def delete_for_good(
    session: Session,
    keys: Keys,
    scope: Scope,
    student_id: str,
    *,
    today: datetime.date,
    now: datetime.datetime,
    expected: str | None = None,
) -> None:
    """Delete a student as `changes.delete_for_good` does, and raise as it does, without losing a sibling's order."""
    students.hold_household(session, student_id)
    row = students.one(session, scope, student_id)
    before = held_by_siblings(session, keys, row.household_id) if row.household_id else {}
    changes.delete_for_good(session, scope, student_id, today=today, now=now, expected=expected)
    # The original text may name the child whose file is gone.
    before = {of: dict.fromkeys(orders, KEPT) for of, orders in before.items() if of != student_id}
    if row.household_id:
        keep_orders(session, keys, before, row.household_id, by=scope, now=now)
