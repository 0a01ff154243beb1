"""A provider's own record in words, as in its matches: shrunk to the mean, and in tenths.

A specialist knows the referrals of some schools exactly, and could derive the few of other schools from an exact record of all
of them; a tenth of a share that leans toward the mean does not allow that (matching.weights).
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from directory.finding.matches import record_reason
from directory.finding.reason_words import in_words
from directory.storage.referrals import provider_records


def record_of(session: Session, record_id: str, language: str) -> str | None:
    """Return what came of the referrals to a service at location, in a language; None if there are few.

    Referrals that are still open, or that ended for a reason on the family's side, have no known outcome.
    """
    reason = record_reason(*provider_records.records(session, [record_id]).get(record_id, (0, 0)))
    return f"{in_words(reason, language)}." if reason else None
