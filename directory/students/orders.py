"""No-contact orders as a student's file shows them: those on its own guardians, and those on a sibling's file."""

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
from directory.students.profile import GuardianDetails, Profile
from directory.students.seals import unseal
from matching.text import fold_text

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
ELSEWHERE = "a brother’s or sister’s file at another school: ask there before you contact this person"


@dataclass(frozen=True, slots=True, repr=False)
class Order:
    """A no-contact order, and the phones and e-mail address at which the person may answer.

    `on_file` says whose file has the order if that is a sibling's, and `here` names the guardians on the student's own file who
    are the same person.
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
    """Return the orders on the files of siblings, by student; `guardians` are those on the students' own files.

    For a sibling whom the reader may not see, only what concerns a guardian of the student's own file, without the text.
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
    """Return the guardians of a file; those whom an order on a sibling's file names are marked as under an order of their own.

    Each person under such an order follows, for the numbers and the address that only the sibling's file has.
    """
    told = list(orders)
    barred = {name for one in told for name in one.here}
    held = [replace(one, no_contact=True) if one.name in barred else one for one in guardians]
    return [*held, *(GuardianDetails(one.name, phones=one.phones, email=one.email, no_contact=True) for one in told)]


def same_person(one: GuardianDetails, other: GuardianDetails) -> bool:
    """Whether two files mean one guardian: one name holds all words of the other, or they share a phone number.

    A mother and a father who share a phone are two.
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
    """Return an order on a sibling's file, or None if it is not for this reader or the record does not open.

    `cleared` are the guardians on the same file without an order: a person with such a name is not the one under the order.
    """
    names = {_words(one.name) for one in cleared} - {_words(told.name)}
    here = tuple(one.name for one in guardians if same_person(one, told) and _words(one.name) not in names)
    if not row.is_seen:
        # Use the name on the student's own file: this reader may not learn how the other school writes it.
        return Order(row.id, here[0], None, None, ELSEWHERE, here, told.phones, told.email) if here else None
    try:
        data_key = keys.unwrap(row.data_key)
        sibling = unseal(Profile, data_key, row.profile, row_id=row.sibling_id, student_id=row.sibling_id)
    except KeysError:
        return None
    on_file = f"{sibling.given_name}’s file"
    return Order(row.id, told.name, told.relationship, told.no_contact_words, on_file, here, told.phones, told.email)


def _words(name: str) -> frozenset[str]:
    """Return the words that distinguish a name: no initials, no "Jr."."""
    return frozenset(word for word in fold_text(name).split() if len(word) > 1 and word not in _SUFFIXES)
