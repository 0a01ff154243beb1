"""The record of disclosures about a student outside the school, each made only under a signed consent."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.errors import KeysError, RefusedError, UnknownError
from directory.keys import Keys
from directory.models.codes import DisclosureWay, MailState
from directory.referrals.work import SERVICE, Work
from directory.storage.ids import new_id
from directory.storage.people import students
from directory.storage.referrals import disclosures as stored
from directory.storage.referrals.disclosures import DisclosureRow
from directory.storage.referrals.referrals import ReferralRow
from directory.students import caseload
from directory.students.files import ConsentEntry
from directory.students.seals import kept_in, seal, unseal

HOW: Mapping[str, str] = {
    DisclosureWay.PHONE: "By phone or in person",
    DisclosureWay.EMAIL: "By e-mail",
    DisclosureWay.LINK: "By a link",
    DisclosureWay.PDF: "On paper",
}
MAIL: Mapping[str, str] = {
    MailState.WAITING: "It has not gone out yet.",
    MailState.STOPPED: "It was stopped and did not go out.",
    MailState.FAILED: "It could not be delivered.",
}
"""What happened to mail that has not arrived, by its state."""

NO_CONSENT = "This consent does not open sharing with this provider today: nothing was shared. Ask the family for a signature."
NOT_COVERED = "The consent does not cover this part of the record: nothing was shared."


@kept_in("disclosure")
@dataclass(frozen=True, slots=True, repr=False)
class DisclosureDetails:
    """The recipient of a disclosure, and what it contained."""

    recipient: str
    what: str


@dataclass(frozen=True, slots=True, repr=False)
class DisclosureEntry:
    """A disclosure with its sealed details, and the consent under which it was made, while that is kept."""

    row: DisclosureRow
    details: DisclosureDetails | None
    consent: ConsentEntry | None


def consents_for(work: Work, row: ReferralRow) -> tuple[ConsentEntry, ...]:
    """Return the consents that allow sharing with a referral's provider today; none if the student's record cannot be opened.

    No scope is checked, since a provider's link and the outbox ask too: do not show the result on a page on its own.
    """
    return _naming(work.session, work.keys, row.student_id, row.organization_id, work.today)


def may_go_to_provider(session: Session, keys: Keys, student_id: str, organization_id: str, today: datetime.date) -> bool:
    """Whether a signed consent that names this organization is active today; asked each time a link is used or mail goes out."""
    return bool(_naming(session, keys, student_id, organization_id, today))


def may_still_be_mailed(work: Work, row: ReferralRow, made_at: datetime.datetime) -> bool:
    """Whether the consent under which a disclosure was made at this moment is still active.

    Where nothing about the student was disclosed, any active consent that names the provider will do.
    """
    consent_id, active = stored.consent_of(work.session, row.id, made_at), {one.id for one in consents_for(work, row)}
    return consent_id in active if consent_id is not None else bool(active)


def _naming(
    session: Session, keys: Keys, student_id: str, organization_id: str, today: datetime.date
) -> tuple[ConsentEntry, ...]:
    try:
        active = caseload.consents_on(session, keys, SERVICE, student_id, today)
    except (KeysError, UnknownError):
        return ()
    return tuple(one for one in active if one.names(organization_id))


def disclose(
    work: Work,
    row: ReferralRow,
    details: DisclosureDetails,
    *,
    how: DisclosureWay,
    consent_id: str,
    records: Collection[str] = (),
) -> str:
    """Record a disclosure about a referral and return its id; `records` are keys of RECORDS.

    Raises RefusedError if the consent is not active, names another recipient or does not cover these records, UnknownError for a
    student out of scope.
    """
    students.one(work.session, work.scope, row.student_id)
    consent = next((one for one in consents_for(work, row) if one.id == consent_id), None)
    if consent is None:
        raise RefusedError(NO_CONSENT)
    if not set(records) <= set(consent.details.records):
        raise RefusedError(NOT_COVERED)
    disclosure_id = new_id()
    data_key = work.keys.unwrap(row.data_key)
    stored.put(
        work.session,
        stored.NewDisclosureRow(
            id=disclosure_id,
            student_id=row.student_id,
            referral_id=row.id,
            consent_id=consent_id,
            how=how,
            sealed=seal(data_key, details, row_id=disclosure_id, student_id=row.student_id),
            made_by=work.staff_id,
            made_at=work.now,
        ),
    )
    work.changed("disclosure.made", student_id=row.student_id, subject=f"referral:{row.id}", detail=how)
    return disclosure_id


def of_student(work: Work, student_id: str) -> tuple[DisclosureEntry, ...]:
    """Return the disclosures of a student in scope, the latest first; raise UnknownError if there is no such student."""
    file = caseload.open_student(work.session, work.keys, work.scope, student_id)
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
