"""Who of the family is at a provider already: told before a referral is opened, and compared when it is.

The page that opens a referral names those it told of. What came in between is found in the transaction that opens, with
the household held: so of two tabs, or of two specialists of two siblings, the second is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from directory.errors import RefusedError, UnknownError
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
class Already:
    """A referral of the student or of a sibling to a chosen provider or its agency; `words` tell it.

    `kind` is already (the student's own), waits (the student's own, as a backup whose turn has not come) or sibling.
    """

    kind: str
    referral_id: str
    record_id: str
    words: str


class DoubledError(RefusedError):
    """Referrals that the page which opens another one did not tell of."""

    def __init__(self, found: Sequence[Already]) -> None:
        super().__init__(DOUBLED)
        self.found = tuple(found)


def there(work: Work, file: StudentFile, choices: Sequence[FrozenProvider]) -> tuple[Already, ...]:
    """The referrals to be told of, by choice, the newest first."""
    into = merges(work.session)
    return tuple(found for choice in choices for found in _at(work, file, choice, into))


def refuse_doubled(work: Work, file: StudentFile, choices: Sequence[FrozenProvider], seen: Collection[str] | None) -> None:
    """Raises DoubledError for a referral that is not among the `seen`; None is an opening that no page asked for.

    Call it with the household held (hold_household), in the transaction that opens.
    """
    if seen is not None and (new := [one for one in there(work, file, choices) if one.referral_id not in seen]):
        raise DoubledError(new)


def refuse_backup(work: Work, file: StudentFile, record_id: str) -> None:
    """Raises RefusedError where the student is referred to this listing by another opening: then it is nothing to fall back on.

    Call it with the household held, in the transaction that adds the backup.
    """
    listings = [record_id, *(away for away, kept in merges(work.session).items() if kept == record_id)]
    rows = stored.of_household_at(work.session, file.id, [], listings)
    if any(row.student_id == file.id and row.status in OPEN for row in rows):
        raise RefusedError(
            f"{file.profile.given_name} has an open referral there already, so nothing was added. Choose another backup, "
            "or go on with that referral."
        )


def row_of(work: Work, found: Already) -> ReferralRow | None:
    """The referral itself, None where it is of a student whom the reader may not see."""
    try:
        return stored.one(work.session, work.scope, found.referral_id)
    except UnknownError:
        return None


def hold_household(work: Work, student_id: str) -> None:
    """Keeps other openings for the student and for all siblings away until the transaction ends."""
    students.hold_household(work.session, student_id)


def _at(work: Work, file: StudentFile, choice: FrozenProvider, into: Mapping[str, str]) -> list[Already]:
    """Those at one provider; of a sibling whom the reader may not see, the newest stands for all, without a name."""
    names: Mapping[str, str] = {one.id: one.profile.given_name for one in file.siblings}
    listings = [choice.record_id, *(away for away, kept in into.items() if kept == choice.record_id)]
    found: list[Already] = []
    for row in stored.of_household_at(work.session, file.id, [choice.organization_id], listings):
        there_itself = row.record_id in listings
        if row.student_id == file.id:
            found += _own(row.id, row.status, file, choice, waits=row.waits, there_itself=there_itself)
        elif row.waits or row.status not in (*OPEN, "completed"):
            continue
        elif row.student_id in names or not choice.confidential:
            # Of another school's students no more than needed, and of a confidential place nothing at all.
            who = names.get(row.student_id, "Somebody of the household")
            words = f"{who} has a referral to {choice.organization} too: ask the family, and maybe go together."
            found.append(Already("sibling", row.id, choice.record_id, words))
    return found


def _own(
    referral_id: str, status: str, file: StudentFile, choice: FrozenProvider, *, waits: bool, there_itself: bool
) -> list[Already]:
    name = file.profile.given_name
    if status not in OPEN or (waits and not there_itself):
        return []
    if waits:
        words = f"{choice.service} waits already as a backup in an open referral of {name}."
        return [Already("waits", referral_id, choice.record_id, words)]
    words = f"{name} has an open referral {'there' if there_itself else f'to {choice.organization}'} already."
    return [Already("already", referral_id, choice.record_id, words)]
