"""Views of students: one file opened, the list of those in scope, and the look-up of a number.

They run in reading transactions; the pages that call them record the access in the audit.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from directory.errors import KeysError
from directory.keys import Keys
from directory.models.codes import StudentStatus
from directory.storage.people import consents, guardians, needs, students
from directory.storage.people.students import ENROLLED, EVERY_STUDENT, StudentFilter, StudentRow
from directory.storage.scope import Scope
from directory.students.files import ConsentEntry, GuardianEntry, NeedEntry, Sibling, StudentFile, consent_state
from directory.students.orders import Order, barring, of_siblings
from directory.students.profile import ConsentDetails, GuardianDetails, NeedWords, Profile, Withdrawal
from directory.students.seals import unseal
from directory.students.signers import ConsentState
from matching.text import fold_text

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True, repr=False)
class OpenedStudent:
    """A student in a list: the row as stored, and its profile unsealed."""

    row: StudentRow
    profile: Profile


@dataclass(frozen=True, slots=True, repr=False)
class CaseloadRow:
    """A student in the list; `urgency` is the highest of the open needs, 0 if there are none."""

    id: str
    profile: Profile
    school_name: str
    status: StudentStatus
    left_at: datetime.date | None
    open_needs: int
    urgency: int


@dataclass(frozen=True, slots=True)
class CaseloadPage:
    """A page of the list, counted from 1; `total` is over all pages, `unreadable` counts records that did not open."""

    rows: tuple[CaseloadRow, ...]
    total: int
    page: int
    pages: int
    unreadable: int


def open_student(session: Session, keys: Keys, scope: Scope, student_id: str) -> StudentFile:
    """Return a student's whole file; raise UnknownError if there is no such student in scope."""
    row = students.one(session, scope, student_id)
    data_key = keys.unwrap(row.data_key)
    siblings, elsewhere = _siblings(session, keys, scope, row)
    cared = tuple(_guardian(data_key, guardian) for guardian in guardians.of(session, scope, student_id))
    all_needs = [_need(data_key, need) for need in needs.of(session, scope, student_id)]
    return StudentFile(
        id=row.id,
        profile=profile_of(keys, row),
        school_id=row.school_id,
        school_name=row.school_name,
        status=row.status,
        left_at=row.left_at,
        made_at=row.made_at,
        changed_at=row.changed_at,
        guardians=cared,
        open_needs=tuple(need for need in all_needs if need.closed_at is None),
        closed_needs=tuple(need for need in all_needs if need.closed_at is not None),
        consents=tuple(_consent(data_key, consent) for consent in consents.of(session, scope, student_id)),
        siblings=siblings,
        siblings_elsewhere=elsewhere,
        household_version=students.household_version(session, row),
        orders_of_siblings=_orders_of_siblings(session, keys, scope, row, cared),
    )


def consents_on(session: Session, keys: Keys, scope: Scope, student_id: str, today: datetime.date) -> tuple[ConsentEntry, ...]:
    """Return the consents of a student that open sharing on a day; raise as `open_student` does, but open only what this needs."""
    states = consent_states(session, keys, scope, student_id, today)
    return tuple(one for one, state in states if state is ConsentState.ACTIVE)


def consent_states(
    session: Session, keys: Keys, scope: Scope, student_id: str, today: datetime.date
) -> tuple[tuple[ConsentEntry, ConsentState], ...]:
    """Return the consents of a student, latest first, each with what it allows on a day."""
    row = students.one(session, scope, student_id)
    data_key, profile = keys.unwrap(row.data_key), profile_of(keys, row)
    cared = tuple(_guardian(data_key, guardian) for guardian in guardians.of(session, scope, student_id))
    held = barring(_orders_of_siblings(session, keys, scope, row, cared), [one.details for one in cared])
    cared = tuple(replace(one, details=details) for one, details in zip(cared, held, strict=False))
    entries = [_consent(data_key, consent) for consent in consents.of(session, scope, student_id)]
    return tuple((one, consent_state(row.id, profile, cared, one, today)) for one in entries)


def caseload(
    session: Session,
    keys: Keys,
    scope: Scope,
    *,
    among: StudentFilter = ENROLLED,
    words: str = "",
    page: int = 1,
    size: int = PAGE_SIZE,
) -> CaseloadPage:
    """Return the students in scope whose name or number matches `words`, sorted by name; without words, all of them."""
    found, unreadable = opened(session, keys, scope, among)
    means = meant(words)
    found = sorted((one for one in found if means(one.profile)), key=by_name)
    counts = needs.open_counts(session, scope)
    pages = max(1, -(-len(found) // size))
    page = min(max(page, 1), pages)
    rows = tuple(_listed(one, *counts.get(one.row.id, (0, 0))) for one in found[(page - 1) * size : page * size])
    return CaseloadPage(rows, len(found), page, pages, unreadable)


def opened(session: Session, keys: Keys, scope: Scope, among: StudentFilter = EVERY_STUDENT) -> tuple[list[OpenedStudent], int]:
    """Return the students in scope with their profiles, unordered, and how many records did not open.

    One damaged record must not hide a whole caseload; raise KeysError if none opens, for then the keys are wrong.
    """
    found: list[OpenedStudent] = []
    unreadable = 0
    broken: KeysError | None = None
    for row in students.listed(session, scope, among):
        try:
            found.append(OpenedStudent(row, profile_of(keys, row)))
        except KeysError as error:
            unreadable, broken = unreadable + 1, error
    if broken and not found:
        raise broken
    return found, unreadable


def by_number(session: Session, keys: Keys, scope: Scope, number: str) -> str | None:
    """Return the id of the student in scope with this number, or None."""
    if not normal_number(number):
        return None
    return students.by_number_hash(session, scope, number_hash(keys, number))


def number_hash(keys: Keys, number: str) -> str:
    """Return the keyed hash under which a number is looked up."""
    return keys.digest("student number", normal_number(number))


def normal_number(number: str) -> str:
    """Return a number as it is compared: without spaces, dashes, and the leading zeros that spreadsheets lose."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", number).casefold() if c.isalnum())
    return (plain.lstrip("0") or plain[:1]) if plain.isdigit() else plain


def profile_of(keys: Keys, row: StudentRow) -> Profile:
    """Return the profile of a row; raise KeysError if it does not open."""
    return unseal(Profile, keys.unwrap(row.data_key), row.sealed, row_id=row.id, student_id=row.id)


def _siblings(session: Session, keys: Keys, scope: Scope, row: StudentRow) -> tuple[tuple[Sibling, ...], int]:
    if row.household_id is None:
        return (), 0
    mine = [one for one in students.of_household(session, scope, row.household_id) if one.id != row.id]
    elsewhere = students.household_size(session, row.household_id) - 1 - len(mine)
    siblings = [Sibling(one.id, profile_of(keys, one), one.school_name, one.status) for one in mine]
    return tuple(sorted(siblings, key=lambda one: (fold_text(one.profile.sorted_name), one.id))), elsewhere


def _orders_of_siblings(
    session: Session, keys: Keys, scope: Scope, row: StudentRow, cared: Sequence[GuardianEntry]
) -> tuple[Order, ...]:
    if row.household_id is None:
        return ()
    return of_siblings(session, keys, scope, {row.id: [one.details for one in cared]}).get(row.id, ())


def _guardian(data_key: bytes, row: guardians.GuardianRow) -> GuardianEntry:
    return GuardianEntry(row.id, unseal(GuardianDetails, data_key, row.sealed, row_id=row.id, student_id=row.student_id))


def _need(data_key: bytes, row: needs.NeedRow) -> NeedEntry:
    words = None
    if row.sealed is not None:
        words = unseal(NeedWords, data_key, row.sealed, row_id=row.id, student_id=row.student_id).words
    return NeedEntry(row.id, row.term, row.urgency, words, row.made_by, row.made_at, row.closed_at, row.version)


def _consent(data_key: bytes, row: consents.ConsentRow) -> ConsentEntry:
    place = {"row_id": row.id, "student_id": row.student_id}
    details = unseal(ConsentDetails, data_key, row.sealed, **place)
    withdrawal = unseal(Withdrawal, data_key, row.withdrawal, **place) if row.withdrawal is not None else None
    return ConsentEntry(row.id, row.kind, details, row.until, row.made_by, row.made_at, row.withdrawn_at, withdrawal)


def _listed(one: OpenedStudent, open_needs: int, urgency: int) -> CaseloadRow:
    row = one.row
    return CaseloadRow(row.id, one.profile, row.school_name, row.status, row.left_at, open_needs, urgency)


def by_name(one: OpenedStudent) -> tuple[str, str, str]:
    return fold_text(one.profile.family_name), fold_text(one.profile.given_name), one.row.id


def meant(words: str) -> Callable[[Profile], bool]:
    """Return a test for profiles: each word begins a word of the name, in any order, or the words are the number.

    Nothing that was typed means everyone, but signs without a letter or a digit mean nobody.
    """
    if not words.strip():
        return lambda _: True
    number, wanted = normal_number(words), fold_text(words).split()
    if not wanted:
        return lambda _: False

    def means(profile: Profile) -> bool:
        if normal_number(profile.number) == number:
            return True
        names = [fold_text(profile.given_name), fold_text(profile.family_name)]
        # "OBrien" finds O'Brien as well.
        parts = [*" ".join(names).split(), *(name.replace(" ", "") for name in names)]
        return all(any(part.startswith(word) for part in parts) for word in wanted)

    return means
