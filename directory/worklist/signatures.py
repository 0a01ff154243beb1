"""Requests for a signature on the work list.

They appear where sharing rested on a consent that no longer allows it, or soon will not, and where a provider waits for one. A
new signature clears them, and so does the decision that none is needed.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from directory.errors import KeysError, UnknownError
from directory.referrals.work import Work
from directory.storage.referrals import referrals
from directory.storage.referrals import signatures as stored
from directory.storage.referrals.signatures import SharedRow, SignatureChange
from directory.students import caseload
from directory.students.files import ConsentEntry
from directory.students.profile import Profile
from directory.students.seals import unseal
from directory.students.signers import ConsentState

SOON = datetime.timedelta(days=14)
"""How long before its last day a consent has to be renewed."""


class SignatureReason(StrEnum):
    """Why a signature is asked for."""

    BEFORE = "before"
    WANTED = "wanted"
    ENDING = "ending"
    ENDED = "ended"
    HELD = "held"
    OF_AGE = "of_age"


_OF_STATE = {
    ConsentState.ENDED: SignatureReason.ENDED,
    ConsentState.HELD: SignatureReason.HELD,
    ConsentState.OF_AGE: SignatureReason.OF_AGE,
    ConsentState.HISTORY: SignatureReason.BEFORE,
}


@dataclass(frozen=True, slots=True, repr=False)
class SignatureWanted:
    """A referral that waits for a signature.

    `name` is None if the student's record cannot be opened; `until` is the last day of a consent that ends or has ended.
    """

    referral_id: str
    student_id: str
    name: str | None
    service: str
    organization: str
    reason: SignatureReason
    until: datetime.date | None


def wanted(work: Work, owner: str) -> tuple[SignatureWanted, ...]:
    """Return what waits for a signature on an owner's list (as named in storage.referrals.worklist), the oldest referral first."""
    of_student: dict[str, Sequence[tuple[ConsentEntry, ConsentState]]] = {}
    found = []
    for row in stored.shared(work.session, work.scope, owner):
        if row.student_id not in of_student:
            of_student[row.student_id] = _states(work, row.student_id)
        named = [(one, state) for one, state in of_student[row.student_id] if one.names(row.organization_id)]
        if (due := _due(row, named, work.today)) is not None:
            reason, until = due
            found.append(
                SignatureWanted(row.referral_id, row.student_id, _name(work, row), row.service, row.organization, reason, until)
            )
    return tuple(found)


def ask(work: Work, referral_id: str) -> None:
    """Put a referral on the list; raise UnknownError out of scope."""
    row = referrals.lock(work.session, work.scope, referral_id)
    stored.put(work.session, referral_id, SignatureChange(reason=SignatureReason.WANTED, wanted_at=work.now))
    work.changed("signature.asked", student_id=row.student_id, subject=f"referral:{referral_id}")


def settle(work: Work, referral_id: str) -> None:
    """Take a referral off the list, since no signature is needed; raise UnknownError out of scope."""
    row = referrals.lock(work.session, work.scope, referral_id)
    stored.put(work.session, referral_id, SignatureChange(settled_at=work.now, settled_by=work.staff_id))
    work.changed("signature.not_needed", student_id=row.student_id, subject=f"referral:{referral_id}")


def _states(work: Work, student_id: str) -> Sequence[tuple[ConsentEntry, ConsentState]]:
    try:
        return caseload.consent_states(work.session, work.keys, work.scope, student_id, work.today)
    except (KeysError, UnknownError):
        return ()


def _due(
    row: SharedRow, named: Sequence[tuple[ConsentEntry, ConsentState]], today: datetime.date
) -> tuple[SignatureReason, datetime.date | None] | None:
    """Return why this referral waits for a signature, with the last day of the consent in question; None if it does not."""
    begun = max((moment for moment in (row.told_at, row.wanted_at) if moment is not None), default=None)
    latest = max((one.made_at for one, _ in named), default=None)
    if row.settled_at is not None and all(moment is None or moment <= row.settled_at for moment in (begun, latest)):
        return None
    days = [one.until for one, state in named if state is ConsentState.ACTIVE and one.until is not None]
    if days:
        last = max(days)
        return (SignatureReason.ENDING, last) if row.told_at is not None and last <= today + SOON else None
    if named and named[0][1] is ConsentState.WITHDRAWN and not _wanted_since(row, named[0][0].withdrawn_at):
        # The family withdrew its consent: do not nag.
        return None
    for one, state in named:
        if state in _OF_STATE:
            return _OF_STATE[state], one.until
    return (SignatureReason(row.reason) if row.reason else SignatureReason.BEFORE), None


def _wanted_since(row: SharedRow, moment: datetime.datetime | None) -> bool:
    return row.wanted_at is not None and moment is not None and row.wanted_at > moment


def _name(work: Work, row: SharedRow) -> str | None:
    place = {"row_id": row.student_id, "student_id": row.student_id}
    try:
        return unseal(Profile, work.keys.unwrap(row.data_key), row.profile, **place).name
    except KeysError:
        return None
