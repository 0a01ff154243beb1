"""A provider's own record in words, where there are enough referrals that nobody is recognized by it.

The ranking counts every referral, shrunk towards the mean of all providers (matching.weights). Words begin at
TOLD_FROM referrals whose outcome is known: of two, somebody at the school might know which family did not get there.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from directory.storage.loop import records

TOLD_FROM = 5
"""As matching.weights.RECORD_TOLD."""


def record_of(session: Session, record_id: str) -> str | None:
    """What came of the referrals to a service at location, None where they are few."""
    connected, known = records.records(session, [record_id]).get(record_id, (0, 0))
    return words(connected, known) if known >= TOLD_FROM else None


def words(connected: int, known: int) -> str:
    """The record as a sentence; of a referral that is still open, or ended for a reason of the family's, nothing is known."""
    return f"Of {known} families referred here, {connected} got there."
