"""Family members who are already at a provider: shown before a referral is opened, and checked again when it is.

The page that opens a referral lists those it showed. The transaction that opens, with the household locked, finds any added
meanwhile: of two tabs, or two specialists of two siblings, the second is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from directory.errors import RefusedError, UnknownError
from directory.finding.reason_codes import ReasonNote, WarningCode
from directory.models.codes import ReferralStatus
from directory.referrals.snapshot import FrozenProvider
from directory.referrals.status import OPEN
from directory.referrals.work import Work
from directory.storage.listings.edits import merges
from directory.storage.people import students
from directory.storage.referrals import referrals as stored
from directory.storage.referrals.referrals import ReferralRow
from directory.students.files import StudentFile

DOUBLED = "Somebody opened a referral there while you were on this page, so nothing was opened yet."


@dataclass(frozen=True, slots=True)
class ExistingReferral:
    """A referral of the student or of a sibling to a chosen provider or its agency; `note` describes it.

    `kind` is already (the student's own), waits (the student's own, as a backup whose turn has not come) or sibling.
    """

    kind: str
    referral_id: str
    record_id: str
    note: ReasonNote


class DoubledError(RefusedError):
    """Raised for referrals that the opening page did not show."""

    def __init__(self, found: Sequence[ExistingReferral]) -> None:
        super().__init__(DOUBLED)
        self.found = tuple(found)


def existing_referrals(work: Work, file: StudentFile, choices: Sequence[FrozenProvider]) -> tuple[ExistingReferral, ...]:
    """Return the referrals to show, by choice, the newest first."""
    into = merges(work.session)
    return tuple(found for choice in choices for found in _at(work, file, choice, into))


def refuse_doubled(work: Work, file: StudentFile, choices: Sequence[FrozenProvider], seen: Collection[str] | None) -> None:
    """Raise DoubledError for a referral that is not among the `seen`; None means an opening without a page.

    Call it with the household locked (hold_household), in the transaction that opens.
    """
    if seen is not None and (new := [one for one in existing_referrals(work, file, choices) if one.referral_id not in seen]):
        raise DoubledError(new)


def refuse_backup(work: Work, file: StudentFile, record_id: str) -> None:
    """Raise RefusedError if another opening already refers the student to this listing: it cannot serve as a backup then.

    Call it with the household locked, in the transaction that adds the backup.
    """
    listings = [record_id, *(away for away, kept in merges(work.session).items() if kept == record_id)]
    rows = stored.of_household_at(work.session, file.id, [], listings)
    if any(row.student_id == file.id and row.status in OPEN for row in rows):
        raise RefusedError(
            f"{file.profile.given_name} has an open referral there already, so nothing was added. Choose another backup, "
            "or go on with that referral."
        )


def row_of(work: Work, found: ExistingReferral) -> ReferralRow | None:
    """Return the referral itself, or None if it belongs to a student whom the reader may not see."""
    try:
        return stored.one(work.session, work.scope, found.referral_id)
    except UnknownError:
        return None


def hold_household(work: Work, student_id: str) -> None:
    """Block other openings for the student and all siblings until the transaction ends."""
    students.hold_household(work.session, student_id)


def _at(work: Work, file: StudentFile, choice: FrozenProvider, into: Mapping[str, str]) -> list[ExistingReferral]:
    """Return those at one provider; siblings whom the reader may not see are not named."""
    names: Mapping[str, str] = {one.id: one.profile.given_name for one in file.siblings}
    listings = [choice.record_id, *(away for away, kept in into.items() if kept == choice.record_id)]
    found: list[ExistingReferral] = []
    for row in stored.of_household_at(work.session, file.id, [choice.organization_id], listings):
        there_itself = row.record_id in listings
        if row.student_id == file.id:
            found += _own(row.id, row.status, file, choice, waits=row.waits, there_itself=there_itself)
        elif row.waits or row.status not in (*OPEN, ReferralStatus.COMPLETED):
            continue
        elif row.student_id in names or not choice.confidential:
            # Say no more than needed about students of another school, and nothing at all about a confidential place.
            note = _of_sibling(names.get(row.student_id), choice.organization)
            found.append(ExistingReferral("sibling", row.id, choice.record_id, note))
    return found


def _of_sibling(name: str | None, organization: str) -> ReasonNote:
    if name is None:
        return ReasonNote(WarningCode.HOUSEHOLD_THERE, {"organization": organization})
    return ReasonNote(WarningCode.SIBLING_THERE, {"name": name, "organization": organization})


def _own(
    referral_id: str, status: ReferralStatus, file: StudentFile, choice: FrozenProvider, *, waits: bool, there_itself: bool
) -> list[ExistingReferral]:
    name = file.profile.given_name
    if status not in OPEN or (waits and not there_itself):
        return []
    if waits:
        note = ReasonNote(WarningCode.WAITS_THERE, {"name": name, "service": choice.service})
        return [ExistingReferral("waits", referral_id, choice.record_id, note)]
    if there_itself:
        note = ReasonNote(WarningCode.OPEN_THERE, {"name": name})
    else:
        note = ReasonNote(WarningCode.OPEN_AT_ORGANIZATION, {"name": name, "organization": choice.organization})
    return [ExistingReferral("already", referral_id, choice.record_id, note)]
