"""Consents of a family: signed, spoken, withdrawn. StudentFile says which are active."""

from __future__ import annotations

import datetime

from sqlalchemy.orm import Session

from directory.errors import RefusedError
from directory.keys import Keys
from directory.storage.ids import new_id
from directory.storage.people import consents as stored
from directory.storage.people import students
from directory.storage.scope import Scope
from directory.students import alarms, caseload
from directory.students.changes import touch
from directory.students.profile import ConsentDetails, Withdrawal
from directory.students.seals import seal
from directory.students.signers import ConsentKind

NOT_A_SIGNER = "This person may not sign for the student today: look at the student’s page again."
NO_FUTURE = "The last day must be after today."


class SignedAlreadyError(RefusedError):
    """The same consent is on file already; `consent_id` is its id."""

    def __init__(self, consent_id: str) -> None:
        super().__init__(
            "This consent is on file already, signed on the same day by the same person: nothing was recorded twice."
        )
        self.consent_id = consent_id


def sign(
    session: Session,
    keys: Keys,
    scope: Scope,
    student_id: str,
    details: ConsentDetails,
    *,
    until: datetime.date,
    today: datetime.date,
    now: datetime.datetime,
) -> str:
    """Record a signed consent and return its id; `until` is its last day.

    Raise RefusedError if the signer may not sign on this day or the consent would be over, and SignedAlreadyError if the same
    consent is on file: after a withdrawal, a second copy would keep sharing open.
    """
    students.lock(session, scope, student_id)
    file = caseload.open_student(session, keys, scope, student_id)
    if details.signer not in {one.id for one in file.signers_on(today)}:
        raise RefusedError(NOT_A_SIGNER)
    if until < today:
        raise RefusedError(NO_FUTURE)
    for one in file.consents_on(today):
        if one.until == until and _terms(one.details) == _terms(details):
            raise SignedAlreadyError(one.id)
    return _put(session, keys, scope, student_id, kind=ConsentKind.SIGNED, details=details, until=until, now=now)


def _terms(details: ConsentDetails) -> tuple[object, ...]:
    """Return what was agreed to, by whom, when and how, without the strokes: nobody signs twice alike."""
    return (
        details.signer,
        details.signed_on,
        details.how,
        set(details.recipients),
        set(details.records),
        details.what.split(),
        (details.purpose or "").split(),
    )


def note_spoken(
    session: Session, keys: Keys, scope: Scope, student_id: str, details: ConsentDetails, *, now: datetime.datetime
) -> str:
    """Record a spoken consent, which opens no sharing; return its id."""
    return _put(session, keys, scope, student_id, kind=ConsentKind.SPOKEN, details=details, until=None, now=now)


def withdraw(
    session: Session,
    keys: Keys,
    scope: Scope,
    student_id: str,
    consent_id: str,
    *,
    withdrawal: Withdrawal,
    now: datetime.datetime,
) -> None:
    """Withdraw a consent from now on; raise UnknownError if there is none to withdraw.

    referrals.answers.revocation.withdraw_consent ends what rests on it.
    """
    row = students.lock(session, scope, student_id)
    data_key = keys.unwrap(row.data_key)
    sealed = seal(data_key, withdrawal, row_id=consent_id, student_id=student_id)
    stored.withdraw(session, scope, student_id, consent_id, withdrawal=sealed, now=now)
    origin = {"student_id": student_id, "source": "consent", "source_id": consent_id}
    alarms.raise_if_danger(session, withdrawal.words, **origin, data_key=data_key, now=now, staff_id=scope.staff_id or None)
    touch(session, scope, student_id, now=now, action="consent.withdrawn", subject=f"consent:{consent_id}")


def _put(
    session: Session,
    keys: Keys,
    scope: Scope,
    student_id: str,
    *,
    kind: ConsentKind,
    details: ConsentDetails,
    until: datetime.date | None,
    now: datetime.datetime,
) -> str:
    data_key, consent_id = keys.unwrap(students.lock(session, scope, student_id).data_key), new_id()
    stored.put(
        session,
        stored.NewConsentRow(
            id=consent_id,
            student_id=student_id,
            kind=kind,
            sealed=seal(data_key, details, row_id=consent_id, student_id=student_id),
            until=until,
            made_by=scope.staff_id or None,
            made_at=now,
        ),
    )
    words = (details.what, details.recipient, details.purpose)
    origin = {"student_id": student_id, "source": "consent", "source_id": consent_id}
    alarms.raise_if_danger(session, *words, **origin, data_key=data_key, now=now, staff_id=scope.staff_id or None)
    touch(session, scope, student_id, now=now, action="consent.given", subject=f"consent:{consent_id}")
    return consent_id
