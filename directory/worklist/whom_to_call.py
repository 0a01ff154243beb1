"""Whom to call about a referral: the family's first safe number, or the provider's as it was frozen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from directory.errors import KeysError
from directory.i18n.languages import LANGUAGES
from directory.models.codes import Recipient
from directory.referrals.snapshot import Snapshot
from directory.referrals.work import Work
from directory.storage.referrals.worklist import DueRow
from directory.students.contact_ways import first_by_phone, only_by_text
from directory.students.profile import GuardianDetails
from directory.students.seals import unseal


@dataclass(frozen=True, slots=True, repr=False)
class Call:
    """Whom to call: a number (E.164), whose it is, and the language to speak if it is not English.

    `by_text` means that only texts are safe.
    """

    number: str
    who: str
    language: str | None = None
    by_text: bool = False


def call_for(work: Work, row: DueRow, party: Recipient | None, cared: Sequence[GuardianDetails]) -> Call | None:
    """Return whom to call about a referral; None if nobody, if no number is known to be safe, or if the record cannot be opened.

    `cared` are all guardians, with those barred by orders marked. It is empty if one of them cannot be opened, since that may be
    the one whose number is barred.
    """
    try:
        if party == Recipient.PROVIDER:
            return _provider(work, row)
        return _family(cared) if party == Recipient.FAMILY else None
    except KeysError:
        return None


def _provider(work: Work, row: DueRow) -> Call | None:
    snapshot = unseal(Snapshot, work.keys.unwrap(row.data_key), row.sealed, row_id=row.id, student_id=row.student_id)
    phone = next((one for one in snapshot.provider.phones if one.kind != "fax"), None)
    return Call(phone.number, snapshot.provider.organization) if phone else None


def _family(cared: Sequence[GuardianDetails]) -> Call | None:
    """Return the first safe number: nobody whom a court has ruled out, and no call where only texts are safe."""
    found = first_by_phone(cared)
    if found is None:
        return None
    details, numbers = found
    return Call(numbers[0], _who(details), _speaks(details), only_by_text(details))


def _who(details: GuardianDetails) -> str:
    return f"{details.name} ({details.relationship.lower()})" if details.relationship else details.name


def _speaks(details: GuardianDetails) -> str | None:
    spoken = LANGUAGES.get(details.language or "en")
    return None if details.language in (None, "en") else spoken.english if spoken else details.language
