"""Automatic effects of a move on the other choices: turns start and stop, backups end with their opening, listings are flagged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from directory.models.codes import Author, EndCode, EventKind, ReferralStatus
from directory.referrals.reasons import REASONS
from directory.referrals.status import State
from directory.referrals.turns import asks_for_another, ends_opening, has_choice_under_way, last_without_backup, next_in_turn
from directory.referrals.work import Work
from directory.storage.ids import new_id
from directory.storage.referrals import events, flags
from directory.storage.referrals import referrals as stored
from directory.storage.referrals.referrals import ReferralChange, ReferralRow


@dataclass(frozen=True, slots=True)
class Actor:
    """The service's own actions: record an event of a kind, and write the state that the events add up to into a row."""

    record: Callable[[ReferralRow, EventKind], object]
    refold: Callable[[ReferralRow], object]


def apply_consequences(work: Work, row: ReferralRow, state: State, actor: Actor) -> str | None:
    """Apply the consequences of a move of `row` (as it was before) to `state`; return the backup whose turn has come."""
    _update_flag(work, row, state)
    others = [one for one in stored.hold_request(work.session, row.request_id) if one.id != row.id]
    was_over, is_over = (
        ends_opening(ReferralStatus.SENT, row.status, row.reason),
        ends_opening(row.status, state.status, state.reason),
    )
    if is_over and not was_over:
        for one in others:
            if one.status == ReferralStatus.DRAFT:
                actor.record(one, EventKind.CANCELLED)
        return None
    if was_over and state.open:
        for one in others:
            if one.status == ReferralStatus.CANCELLED and _by_service(work, one):
                actor.record(one, EventKind.REOPENED)
    _schedule_new_choice(work, row, state, actor)
    return _start_next_turn(work, row)


def _start_next_turn(work: Work, row: ReferralRow) -> str | None:
    choices = stored.hold_request(work.session, row.request_id)
    due, begun = next_in_turn(choices), None
    for one in choices:
        if (
            one.status == ReferralStatus.DRAFT
            and one.due_on is not None
            and (has_choice_under_way(choices) or due not in (None, one.id))
        ):
            stored.alter(work.session, one.id, ReferralChange(due_on=None))
        elif one.id == due and one.due_on is None:
            # Days without any work count from here: before, it was not its turn.
            stored.alter(work.session, one.id, ReferralChange(due_on=work.calendar.after(work.today, 0), touched_on=work.today))
            begun = None if one.id == row.id else one.id
    return begun


def _schedule_new_choice(work: Work, row: ReferralRow, state: State, actor: Actor) -> None:
    """Where no backup is left, make choosing another provider due the next school day, until staff have recorded something."""
    choices = stored.hold_request(work.session, row.request_id)
    last = last_without_backup(choices)
    for one in choices:
        if one.id not in (last, row.id) and one.due_on is not None and asks_for_another(one):
            actor.refold(one)
    lone = next((one for one in choices if one.id == last), None)
    new = state.status != row.status and not _by_service(work, row)
    if lone is None or (state.followed if lone.id == row.id else not new):
        return
    day = work.calendar.after(work.today, 1)
    if lone.due_on is None or lone.due_on > day:
        stored.alter(work.session, lone.id, ReferralChange(due_on=day))


def _by_service(work: Work, row: ReferralRow) -> bool:
    """Whether the service closed the referral, at the end of its opening."""
    return bool(events.of(work.session, row.id)[-1].who == Author.SYSTEM)


def _update_flag(work: Work, row: ReferralRow, state: State) -> None:
    """Flag a listing that was found wrong, once; drop the flag when that is taken back."""
    was, now = _wrong(row.status, row.reason), _wrong(state.status, state.reason)
    if was and not now:
        flags.drop(work.session, row.id)
    if now is not None and not was:
        flag(work, row, now)


def flag(work: Work, row: ReferralRow, reason: EndCode, words: str | None = None) -> None:
    """Flag the listing of a referral for the coordinator, unless the reason code is flagged already; `words` must name nobody."""
    if _flagged(flags.open_ones(work.session, row.record_id), reason):
        return
    flags.put(
        work.session,
        flags.NewFlagRow(
            id=new_id(),
            record_id=row.record_id,
            kind=reason,
            words=words,
            referral_id=row.id,
            made_by=work.staff_id,
            made_at=work.now,
        ),
    )
    work.changed("listing.flagged", subject=f"provider:{row.record_id}")


def _wrong(status: ReferralStatus, reason: EndCode | None) -> EndCode | None:
    """Return the reason of this status if it flags the listing."""
    return reason if status == ReferralStatus.NOT_COMPLETED and reason is not None and REASONS[reason].flags else None


def _flagged(found: Sequence[flags.FlagRow], kind: EndCode) -> bool:
    return any(flag.kind == kind for flag in found)
