"""What a reason does by itself when a referral did not work: the listing is flagged, the backup's turn comes."""

from __future__ import annotations

from dataclasses import dataclass

from directory.referrals.loop.reasons import REASONS
from directory.referrals.loop.status import State
from directory.referrals.loop.work import Work
from directory.storage.ids import new_id
from directory.storage.loop import flags
from directory.storage.loop import referrals as stored
from directory.storage.loop.referrals import ReferralRow

BACKUP_STEPS = frozenset({"next_match", "backup", "recheck"})


@dataclass(frozen=True, slots=True)
class Step:
    """The backup whose turn it is, and whether the listing was flagged."""

    backup_id: str | None = None
    flagged: bool = False


def take(work: Work, row: ReferralRow, state: State) -> Step:
    """The next step after a referral closed as not completed."""
    reason = REASONS[state.reason or "other"]
    if reason.flags:
        _flag(work, row, state.reason or "other")
    backup = _backup(work, row) if reason.step in BACKUP_STEPS else None
    if backup is not None:
        # The days on which nobody touched it count from here: before, it was not its turn.
        stored.alter(work.session, backup.id, due_on=work.calendar.after(work.today, 0), touched_on=work.today)
    return Step(backup.id if backup else None, reason.flags)


def step_back(work: Work, row: ReferralRow) -> None:
    """A referral was opened again: the backups that nobody gave yet wait as before."""
    for other in stored.hold_request(work.session, row.request_id):
        if other.choice > row.choice and other.status == "draft":
            stored.alter(work.session, other.id, due_on=None)


def _backup(work: Work, row: ReferralRow) -> ReferralRow | None:
    """The next choice that waits, unless another of the same opening is under way."""
    others = [one for one in stored.hold_request(work.session, row.request_id) if one.id != row.id]
    if any(one.status not in ("draft", "not_completed", "cancelled", "entered_in_error") for one in others):
        return None
    return next((one for one in others if one.status == "draft"), None)


def _flag(work: Work, row: ReferralRow, kind: str) -> None:
    """One flag of a kind for a listing is enough."""
    if any(flag.kind == kind for flag in flags.open_ones(work.session, row.record_id)):
        return
    flags.put(
        work.session,
        id=new_id(),
        record_id=row.record_id,
        kind=kind,
        words=None,
        referral_id=row.id,
        made_by=work.staff_id,
        made_at=work.now,
    )
    work.changed("listing.flagged", subject=f"provider:{row.record_id}")
