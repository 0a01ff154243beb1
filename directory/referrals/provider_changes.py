"""What has changed about a chosen provider since: gone, closed, not to be referred to, or confidential now."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from directory.errors import UnknownError
from directory.finding.reason_codes import ListingCode, ReasonNote
from directory.referrals.choices import RuledOutError, as_of_today, chosen_today, frozen, referable, without_place
from directory.referrals.snapshot import FrozenProvider, FrozenReason, Snapshot, place_of
from directory.storage.listings.edits import merged_into

GONE = ReasonNote(ListingCode.GONE_SINCE)
CONFIDENTIAL_NOW = ReasonNote(ListingCode.CONFIDENTIAL_NOW)
TELLS_WHERE = frozenset({"distance", "preference", "area"})
"""Criteria whose sentences may reveal a place."""


@dataclass(frozen=True, slots=True)
class ChangedProvider:
    """The provider and the reasons as they may be shown today, the warnings, and the current listing, if any.

    `ruled_out` is the warning that says why no family may be sent there.
    """

    provider: FrozenProvider
    reasons: tuple[FrozenReason, ...]
    miles: float | None
    warnings: tuple[ReasonNote, ...] = ()
    record_id: str | None = None
    ruled_out: ReasonNote | None = None


def since(session: Session, snapshot: Snapshot, today: datetime.date) -> ChangedProvider:
    """Return a frozen choice against today's directory; where it is confidential now, without anything that reveals its place."""
    kept = merged_into(session, snapshot.provider.record_id)
    record_id = kept or snapshot.provider.record_id
    try:
        now = frozen(session, record_id, today)
    except UnknownError:
        gone = _seen(snapshot, (GONE,), None, hidden=snapshot.provider.confidential)
        return replace(gone, ruled_out=GONE)
    merged = ReasonNote(ListingCode.MERGED_INTO, {"service": now.service, "organization": now.organization})
    warnings = [merged] if kept else []
    ruled_out = None
    try:
        referable(session, record_id, today)
    except RuledOutError as error:
        ruled_out = error.why
        warnings.append(ruled_out)
    if now.confidential and not snapshot.provider.confidential:
        warnings.append(CONFIDENTIAL_NOW)
    told = chosen_today(snapshot, as_of_today(snapshot.provider, now))
    seen = _seen(told, tuple(warnings), record_id, hidden=now.confidential or snapshot.provider.confidential)
    return replace(seen, ruled_out=ruled_out)


def _seen(snapshot: Snapshot, warnings: tuple[ReasonNote, ...], record_id: str | None, *, hidden: bool) -> ChangedProvider:
    if not hidden:
        # The distance to a P.O. box, or to a town alone, is unknown.
        miles = snapshot.miles if place_of(snapshot.provider) else None
        return ChangedProvider(snapshot.provider, snapshot.reasons, miles, warnings, record_id)
    reasons = tuple(one for one in snapshot.reasons if one.criterion not in TELLS_WHERE)
    return ChangedProvider(without_place(snapshot.provider), reasons, None, warnings, record_id)
