"""Pure: what the end of one choice means for the other choices of its opening.

A backup's turn comes when the choice before it did not work for a reason that asks for another provider, when the talk that it
asked for is done, or when it was cancelled before its letter was given. While one choice is under way no other is due, and when
the opening ends, backups that were not given end with it. Where another provider is needed and none is left, staff are to choose
one.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Protocol

from directory.models.codes import EndCode, ReferralStatus
from directory.referrals.reasons import REASONS
from directory.referrals.status import FORWARD

UNDER_WAY = frozenset(FORWARD[1:-1])
BACKUP_STEPS = frozenset({"next_match", "backup", "recheck"})


class TurnChoice(Protocol):
    """A choice of an opening: the fields of a referral's row that matter here."""

    @property
    def id(self) -> str: ...
    @property
    def choice(self) -> int: ...
    @property
    def status(self) -> ReferralStatus: ...
    @property
    def reason(self) -> EndCode | None: ...
    @property
    def due_on(self) -> datetime.date | None: ...


def has_choice_under_way(choices: Sequence[TurnChoice]) -> bool:
    """Whether a choice is under way or was completed, so that no other is due."""
    return any(one.status in UNDER_WAY or one.status == ReferralStatus.COMPLETED for one in choices)


def next_in_turn(choices: Sequence[TurnChoice]) -> str | None:
    """Return the id of the draft whose letter is to be given now, or None if no draft's turn has come."""
    ordered = sorted(choices, key=lambda one: one.choice)
    waiting = next((one for one in ordered if one.status == ReferralStatus.DRAFT), None)
    if waiting is None or has_choice_under_way(choices):
        return None
    before = [
        one
        for one in ordered
        if one.choice < waiting.choice and one.status in (ReferralStatus.NOT_COMPLETED, ReferralStatus.ENTERED_IN_ERROR)
    ]
    if not before:
        # It is the first, or those before it were cancelled and somebody kept it or reopened it: it must not be forgotten.
        return waiting.id
    last = before[-1]
    # Where a talk comes first, the backup waits until it is done.
    asks = (
        last.status == ReferralStatus.ENTERED_IN_ERROR
        or REASONS[last.reason or EndCode.OTHER].step in BACKUP_STEPS
        or last.due_on is None
    )
    return waiting.id if asks else None


def last_without_backup(choices: Sequence[TurnChoice]) -> str | None:
    """Return the id of the last choice that did not work, if it asks for another provider and none waits or is under way."""
    if has_choice_under_way(choices) or any(
        one.status == ReferralStatus.DRAFT or ends_opening(ReferralStatus.DRAFT, one.status, one.reason) for one in choices
    ):
        return None
    failed = sorted((one for one in choices if one.status == ReferralStatus.NOT_COMPLETED), key=lambda one: one.choice)
    return failed[-1].id if failed and asks_for_another(failed[-1]) else None


def asks_for_another(one: TurnChoice) -> bool:
    """Whether a choice did not work for a reason that asks for another provider."""
    return one.status == ReferralStatus.NOT_COMPLETED and REASONS[one.reason or EndCode.OTHER].step in BACKUP_STEPS


def ends_opening(before: ReferralStatus, status: ReferralStatus, reason: EndCode | None) -> bool:
    """Whether this move of one choice ends its whole opening: the student got all the help, or nothing more is wanted.

    A backup that is cancelled before it was given ends only itself.
    """
    if status == ReferralStatus.NOT_COMPLETED:
        return REASONS[reason or EndCode.OTHER].step == "none"
    return status == ReferralStatus.COMPLETED or (status == ReferralStatus.CANCELLED and before in UNDER_WAY)
