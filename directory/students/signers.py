"""The right to sign a consent, and whether a signed one still opens sharing (pure).

The right belongs to parents, and guardians who act as parents, until the student's 18th birthday; from that day it is
the student's alone (34 CFR 99.3, 99.5). A person under a no-contact order signs nothing, and what that person signed before
is on hold.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from directory.students.profile import ConsentDetails, GuardianDetails, Profile, age_on
from matching.text import fold_text

ADULT = 18
"""The age in years from which the right is the student's own."""


class ConsentKind(StrEnum):
    """What a consent rests on: a signature, speech, or neither, if it is older than the requirement to sign."""

    SIGNED = "signed"
    SPOKEN = "spoken"
    HISTORY = "history"


class ConsentState(StrEnum):
    """What a consent allows on a day; only an active one opens sharing."""

    ACTIVE = "active"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    HELD = "held"
    OF_AGE = "of_age"
    SPOKEN = "spoken"
    HISTORY = "history"


STATE_WORDS: Mapping[ConsentState, str] = {
    ConsentState.ACTIVE: "Signed: sharing is open",
    ConsentState.ENDED: "Its last day is over",
    ConsentState.WITHDRAWN: "Withdrawn",
    ConsentState.HELD: "On hold: who signed may not be contacted, or is not on file any more",
    ConsentState.OF_AGE: "On hold: the student is 18, and signs alone now",
    ConsentState.SPOKEN: "Spoken: the school may call or write to the family, and share nothing",
    ConsentState.HISTORY: "Recorded before signatures were asked for: it opens no sharing",
}

NO_CONTACT = "A no-contact order is on file."
DECEASED = "Noted as deceased."
NO_PARENT = "Not a parent or guardian by the relationship on file; if this person acts as the parent, correct it first."

# Relationships of people who are contacts for a child but have no parental rights, folded.
_NO_PARENT = re.compile(
    r"\b(?:emergenc\w+|neighbou?r|(?:girl|boy)?friend|roommate|landlord|pastor|sitter|babysitter|nanny|brother|sister|sibling|cousin"
    r"|teacher|coach|counselor|social worker|case ?worker|school|agency|interpreter|driver|vecin[oa]|amig[oa]|novi[oa]|niner[oa]"
    r"|herman[oa]|prim[oa])\b"
)
_DECEASED = re.compile(r"\b(?:deceased|died|dead)\b")
_PARENT = r"(?:guardian|foster(?! (?:sister|brother|sibling|child))|(?:step ?)?(?:parent|mother|mom|father|dad)|madre|padre|tutora?|custod\w+)"
_STANDS_FOR_PARENT = re.compile(rf"\b{_PARENT}\b")
# Another person's relationship, or one that is denied: "mother's friend", "friend of the father", "no custody", "not a guardian".
_NOT_THEIRS = re.compile(
    rf"\b{_PARENT} ?s\b|\b(?:of|to|de|del|for) (?:the |his |her |la |el |su )?{_PARENT}\b"
    rf"|\b(?:no|not|non|sin|without)(?: (?:an?|the|legal|physical|has|have|joint|sole|es|la|el|tiene))* ?{_PARENT}\b"
)


@dataclass(frozen=True, slots=True, repr=False)
class ConsentSigner:
    """Somebody who may sign: `id` is a guardian's, or the student's own."""

    id: str
    name: str
    relationship: str | None


def is_adult(profile: Profile, today: datetime.date) -> bool:
    """Whether the right is the student's alone; False if no birth date is on file."""
    return profile.birth_date is not None and age_on(profile.birth_date, today) >= ADULT


def why_not(details: GuardianDetails) -> str | None:
    """Return why a guardian on file may not sign a consent, as a sentence; None for one who may."""
    if details.no_contact:
        return NO_CONTACT
    relationship = fold_text(details.relationship or "")
    if _DECEASED.search(f"{relationship} {details.name.casefold()}"):
        return DECEASED
    if _NO_PARENT.search(relationship) and not _STANDS_FOR_PARENT.search(_NOT_THEIRS.sub(" ", relationship)):
        return NO_PARENT
    return None


def signers(
    student_id: str, profile: Profile, guardians: Mapping[str, GuardianDetails], today: datetime.date
) -> tuple[ConsentSigner, ...]:
    """Return who may sign on a day, in the family's order: the entitled guardians, or from 18 on the student."""
    if is_adult(profile, today):
        return (ConsentSigner(student_id, profile.name, None),)
    return tuple(ConsentSigner(key, one.name, one.relationship) for key, one in guardians.items() if why_not(one) is None)


def state_of(
    kind: str,
    details: ConsentDetails,
    until: datetime.date | None,
    *,
    withdrawn: bool,
    student_id: str,
    profile: Profile,
    guardians: Mapping[str, GuardianDetails],
    today: datetime.date,
) -> ConsentState:
    """Return what a consent allows on a day; an unknown kind allows nothing."""
    if withdrawn:
        return ConsentState.WITHDRAWN
    if kind != ConsentKind.SIGNED:
        return ConsentState.SPOKEN if kind == ConsentKind.SPOKEN else ConsentState.HISTORY
    if until is None or until < today:
        return ConsentState.ENDED
    if details.signer == student_id:
        return ConsentState.ACTIVE if is_adult(profile, today) else ConsentState.HELD
    if is_adult(profile, today):
        return ConsentState.OF_AGE
    return ConsentState.ACTIVE if _stands(details, guardians) else ConsentState.HELD


def _stands(details: ConsentDetails, guardians: Mapping[str, GuardianDetails]) -> bool:
    """Whether the signer is on file with the right to sign.

    A roster may replace a guardian by another entry with the same name; nobody with that name may then be under an order.
    """
    name = name_words(details.given_by)
    entries = [one for key, one in guardians.items() if key == details.signer or name_words(one.name) == name]
    return bool(entries) and all(why_not(one) is None for one in entries)


def is_signed_as(typed: str, name: str) -> bool:
    """Whether a typed signature matches the name on file: its first and last word, in any order, and no word beyond it.

    Middle names may be left out and initials added: "Ana Ruiz" and "Ana M. Ruiz" sign for "Ana Maria Ruiz"; neither
    "Ana" nor "Ruiz" alone does, and "Ana Ruiz Soto" is another person.

    >>> [is_signed_as(typed, "Ana Maria Ruiz") for typed in ("ana ruiz", "Ruiz, Ana M.", "Ana", "Ana Ruiz Soto")]
    [True, True, False, False]
    """
    on_file, words = fold_text(name).split(), fold_text(typed).split()
    if not on_file:
        return False
    full = {word for word in words if len(word) > 1}
    return {on_file[0], on_file[-1]} <= set(words) and full <= set(on_file)


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, sorted: "Ruiz, Ana" equals "Ana Ruiz"."""
    return tuple(sorted(fold_text(name).split()))
