"""Whom nobody may contact, as a student's file shows it: the orders on its own guardians, and those on a brother's or sister's file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from directory.errors import KeysError
from directory.keys import Keys
from directory.storage.people import guardians as stored
from directory.storage.people.guardians import SiblingRow
from directory.storage.scope import Scope
from directory.storage.vocabulary import fold_text
from directory.students.profile import GuardianDetails, Profile
from directory.students.seals import unseal

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
ELSEWHERE = "a brother’s or sister’s file at another school: ask there before you contact this person"


@dataclass(frozen=True, slots=True, repr=False)
class Order:
    """A no-contact order; `on_file` says on whose file it stands where that is a sibling's, and `here` which guardians of the
    student's own file are the same person, by their names there. At `phones` and `email` this person may answer.
    """

    guardian_id: str
    name: str
    relationship: str | None
    no_contact_words: str | None
    on_file: str | None = None
    here: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    email: str | None = None


def own(guardian_id: str, details: GuardianDetails) -> Order:
    return Order(guardian_id, details.name, details.relationship, details.no_contact_words)


def of_siblings(
    session: Session, keys: Keys, scope: Scope, guardians: Mapping[str, Sequence[GuardianDetails]]
) -> dict[str, tuple[Order, ...]]:
    """The orders on the files of siblings, by student; `guardians` are those on the students' own files.

    Of a sibling whom the reader may not see only what concerns a guardian of the student's own file, and no words.
    """
    files: dict[tuple[str, str], list[tuple[SiblingRow, GuardianDetails]]] = {}
    for row in stored.of_siblings(session, scope, list(guardians)):
        with suppress(KeysError):
            told = unseal(GuardianDetails, keys.unwrap(row.data_key), row.sealed, row_id=row.id, student_id=row.sibling_id)
            files.setdefault((row.student_id, row.sibling_id), []).append((row, told))
    found: dict[str, list[Order]] = {}
    for (student_id, _), file in files.items():
        cleared = [told for _, told in file if not told.no_contact]
        for row, told in file:
            if told.no_contact and (order := _order(keys, row, told, guardians[student_id], cleared)) is not None:
                found.setdefault(student_id, []).append(order)
    return {student_id: tuple(orders) for student_id, orders in found.items()}


def barring(orders: Iterable[Order], guardians: Sequence[GuardianDetails]) -> list[GuardianDetails]:
    """The guardians of a file, those whom an order on a sibling's file names held like those under an order of their own.

    After them stands each person under such an order, for the numbers and the address that are on the sibling's file alone.
    """
    told = list(orders)
    barred = {name for one in told for name in one.here}
    held = [replace(one, no_contact=True) if one.name in barred else one for one in guardians]
    return [*held, *(GuardianDetails(one.name, phones=one.phones, email=one.email, no_contact=True) for one in told)]


def same_person(one: GuardianDetails, other: GuardianDetails) -> bool:
    """Whether two files mean one guardian: one name holds all words of the other, or a telephone number is the same.

    A mother and a father who share a telephone are two.
    """
    mine, theirs = _words(one.name), _words(other.name)
    if mine and theirs and (mine <= theirs or theirs <= mine):
        return True
    relationships = {fold_text(told.relationship) for told in (one, other) if told.relationship}
    return bool(set(one.phones) & set(other.phones)) and len(relationships) < 2


def _order(
    keys: Keys,
    row: SiblingRow,
    told: GuardianDetails,
    guardians: Sequence[GuardianDetails],
    cleared: Sequence[GuardianDetails],
) -> Order | None:
    """An order on a sibling's file; None where it is not for this reader, or where the record does not open.

    `cleared` are those on the same file who are under no order: who has such a name is not the one whom the order means.
    """
    names = {_words(one.name) for one in cleared} - {_words(told.name)}
    here = tuple(one.name for one in guardians if same_person(one, told) and _words(one.name) not in names)
    if not row.is_seen:
        # By the name on the student's own file: how the other school writes it is not for this reader.
        return Order(row.id, here[0], None, None, ELSEWHERE, here, told.phones, told.email) if here else None
    try:
        data_key = keys.unwrap(row.data_key)
        sibling = unseal(Profile, data_key, row.profile, row_id=row.sibling_id, student_id=row.sibling_id)
    except KeysError:
        return None
    on_file = f"{sibling.given_name}’s file"
    return Order(row.id, told.name, told.relationship, told.no_contact_words, on_file, here, told.phones, told.email)


def _words(name: str) -> frozenset[str]:
    """The words that tell a name from others: no initials, no "Jr."."""
    return frozenset(word for word in fold_text(name).split() if len(word) > 1 and word not in _SUFFIXES)
