"""The record of what of a student went outside the school: written with each disclosure, and only under a consent in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from directory.errors import KeysError, RefusedError
from directory.referrals.loop.work import Work
from directory.storage.ids import new_id
from directory.storage.loop import disclosures as stored
from directory.storage.loop.disclosures import DisclosureRow
from directory.storage.loop.referrals import ReferralRow
from directory.storage.people import students
from directory.students import caseload
from directory.students.files import ConsentEntry
from directory.students.sealing import kept_in, seal, unseal

HOW: Mapping[str, str] = {
    "phone": "By phone or in person",
    "email": "By e-mail",
    "link": "By a link",
    "pdf": "On paper",
}
MAIL: Mapping[str, str] = {
    "waiting": "It has not gone out yet.",
    "stopped": "It was stopped and did not go out.",
    "failed": "It could not be delivered.",
}
"""What became of a mail that has not arrived, by its state."""

NO_CONSENT = "This consent is not in force any more: nothing was shared. Ask the family first."


@kept_in("disclosure")
@dataclass(frozen=True, slots=True, repr=False)
class DisclosureDetails:
    """To whom it went, and what was told."""

    recipient: str
    what: str


@dataclass(frozen=True, slots=True, repr=False)
class DisclosureEntry:
    """A disclosure with what was sealed of it, and the consent under which it was made, while that is kept."""

    row: DisclosureRow
    details: DisclosureDetails | None
    consent: ConsentEntry | None


def disclose(work: Work, row: ReferralRow, details: DisclosureDetails, *, how: str, consent_id: str) -> str:
    """Records a disclosure about a referral and returns its id; `how` is a key of HOW.

    Raises RefusedError where the consent is not in force, UnknownError for a student out of scope.
    """
    file = caseload.look(work.session, work.keys, work.scope, row.student_id)
    if consent_id not in {consent.id for consent in file.consents_on(work.today)}:
        raise RefusedError(NO_CONSENT)
    disclosure_id = new_id()
    data_key = work.keys.unwrap(row.data_key)
    stored.put(
        work.session,
        id=disclosure_id,
        student_id=row.student_id,
        referral_id=row.id,
        consent_id=consent_id,
        how=how,
        sealed=seal(data_key, details, row_id=disclosure_id, student_id=row.student_id),
        made_by=work.staff_id,
        made_at=work.now,
    )
    work.changed("disclosure.made", student_id=row.student_id, subject=f"referral:{row.id}", detail=how)
    return disclosure_id


def of_student(work: Work, student_id: str) -> tuple[DisclosureEntry, ...]:
    """The disclosures of a student in scope, the latest first; raises UnknownError where there is no such student."""
    file = caseload.look(work.session, work.keys, work.scope, student_id)
    consents = {consent.id: consent for consent in file.consents}
    data_key = work.keys.unwrap(students.one(work.session, work.scope, student_id).data_key)
    return tuple(
        DisclosureEntry(row, _details(data_key, row), consents.get(row.consent_id or ""))
        for row in stored.of(work.session, work.scope, student_id)
    )


def _details(data_key: bytes, row: DisclosureRow) -> DisclosureDetails | None:
    if row.sealed is None:
        return None
    try:
        return unseal(DisclosureDetails, data_key, row.sealed, row_id=row.id, student_id=row.student_id)
    except KeysError:
        return None
