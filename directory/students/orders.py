"""Whom nobody may contact, as a student's file shows it: the orders on its own guardians, and those on a brother's or sister's file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from directory.errors import KeysError
from directory.keys import Keys
from directory.storage.people import guardians as stored
from directory.storage.people.guardians import SiblingRow
from directory.storage.scope import Scope
from directory.storage.vocabulary import fold_text
from directory.students.profile import GuardianDetails, Profile
from directory.students.sealing import unseal

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
ELSEWHERE = "a brother’s or sister’s file at another school: ask there before you contact this person"


@dataclass(frozen=True, slots=True, repr=False)
class Order:
    """A no-contact order; `on_file` says on whose file it stands where that is a sibling's, and `here` which guardians of the
    student's own file are the same person, by their names there.
    """

    guardian_id: str
    name: str
    relationship: str | None
    no_contact_words: str | None
    on_file: str | None = None
    here: tuple[str, ...] = ()


def own(guardian_id: str, details: GuardianDetails) -> Order:
    return Order(guardian_id, details.name, details.relationship, details.no_contact_words)


def of_siblings(
    session: Session, keys: Keys, scope: Scope, guardians: Mapping[str, Sequence[GuardianDetails]]
) -> dict[str, tuple[Order, ...]]:
    """The orders on the files of siblings, by student; `guardians` are those on the students' own files.

    Of a sibling whom the reader may not see only what concerns a guardian of the student's own file, and no words.
    """
    found: dict[str, list[Order]] = {}
    for row in stored.of_siblings(session, scope, list(guardians)):
        order = _order(keys, row, guardians[row.student_id])
        if order is not None:
            found.setdefault(row.student_id, []).append(order)
    return {student_id: tuple(orders) for student_id, orders in found.items()}


def barring(orders: Iterable[Order], guardians: Sequence[GuardianDetails]) -> list[GuardianDetails]:
    """The guardians of a file, those whom an order on a sibling's file names held like those under an order of their own."""
    barred = {name for one in orders for name in one.here}
    return [replace(one, no_contact=True) if one.name in barred else one for one in guardians]


def same_person(one: GuardianDetails, other: GuardianDetails) -> bool:
    """Whether two files mean one guardian: one name holds all words of the other, or a telephone number is the same."""
    mine, theirs = _words(one.name), _words(other.name)
    return bool(set(one.phones) & set(other.phones) or (mine and theirs and (mine <= theirs or theirs <= mine)))


def _order(keys: Keys, row: SiblingRow, guardians: Sequence[GuardianDetails]) -> Order | None:
    """None where there is no order, or where the sibling's record does not open."""
    try:
        data_key = keys.unwrap(row.data_key)
        told = unseal(GuardianDetails, data_key, row.sealed, row_id=row.id, student_id=row.sibling_id)
        here = tuple(one.name for one in guardians if same_person(one, told))
        if not told.no_contact or not (row.is_seen or here):
            return None
        if not row.is_seen:
            # By the name on the student's own file: how the other school writes it is not for this reader.
            return Order(row.id, here[0], None, None, ELSEWHERE, here)
        sibling = unseal(Profile, data_key, row.profile, row_id=row.sibling_id, student_id=row.sibling_id)
    except KeysError:
        return None
    return Order(row.id, told.name, told.relationship, told.no_contact_words, f"{sibling.given_name}’s file", here)


def _words(name: str) -> frozenset[str]:
    """The words that tell a name from others: no initials, no "Jr."."""
    return frozenset(word for word in fold_text(name).split() if len(word) > 1 and word not in _SUFFIXES)
