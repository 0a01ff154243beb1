"""Whom nobody may contact, as a student's file shows it: the orders on its own guardians, and those on a brother's or sister's file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.errors import KeysError
from directory.keys import Keys
from directory.storage.people import guardians as stored
from directory.storage.people.guardians import SiblingRow
from directory.storage.scope import Scope
from directory.storage.vocabulary import fold_text
from directory.students.profile import GuardianDetails, Profile
from directory.students.sealing import unseal

ELSEWHERE = "a brother’s or sister’s file at another school: ask there before you contact this person"


@dataclass(frozen=True, slots=True, repr=False)
class Order:
    """A no-contact order; `on_file` says on whose file it stands where that is a sibling's."""

    guardian_id: str
    name: str
    relationship: str | None
    no_contact_words: str | None
    on_file: str | None = None


def own(guardian_id: str, details: GuardianDetails) -> Order:
    return Order(guardian_id, details.name, details.relationship, details.no_contact_words)


def of_siblings(
    session: Session, keys: Keys, scope: Scope, guardians: Mapping[str, Sequence[GuardianDetails]]
) -> dict[str, tuple[Order, ...]]:
    """The orders on the files of siblings, by student; `guardians` are those on the students' own files.

    Of a sibling whom the reader may not see only what concerns a guardian of the same name, and no words.
    """
    found: dict[str, list[Order]] = {}
    for row in stored.of_siblings(session, scope, list(guardians)):
        order = _order(keys, row, _names(guardians[row.student_id]))
        if order is not None:
            found.setdefault(row.student_id, []).append(order)
    return {student_id: tuple(orders) for student_id, orders in found.items()}


def _order(keys: Keys, row: SiblingRow, names: frozenset[str]) -> Order | None:
    """None where there is no order, or where the sibling's record does not open."""
    try:
        data_key = keys.unwrap(row.data_key)
        told = unseal(GuardianDetails, data_key, row.sealed, row_id=row.id, student_id=row.sibling_id)
        if not told.no_contact or not (row.is_seen or fold_text(told.name) in names):
            return None
        if not row.is_seen:
            return Order(row.id, told.name, told.relationship, None, ELSEWHERE)
        sibling = unseal(Profile, data_key, row.profile, row_id=row.sibling_id, student_id=row.sibling_id)
    except KeysError:
        return None
    return Order(row.id, told.name, told.relationship, told.no_contact_words, f"{sibling.given_name}’s file")


def _names(guardians: Iterable[GuardianDetails]) -> frozenset[str]:
    return frozenset(fold_text(one.name) for one in guardians)
