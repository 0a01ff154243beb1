"""A provider's own record in words, as its matches tell it: shrunk to the mean, and in tenths.

A specialist knows the referrals of some schools exactly. From an exact record of all of them it would follow what came of
the few of other schools; from a tenth of a share that leans on the mean it does not (matching.weights).
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from directory.finding.matches import record_words
from directory.storage.referrals import provider_records


def record_of(session: Session, record_id: str) -> str | None:
    """What came of the referrals to a service at location, None where they are few.

    Of one that is still open, or ended for a reason of the family's, nothing is known.
    """
    words = record_words(*provider_records.records(session, [record_id]).get(record_id, (0, 0)))
    return words and f"{words}."
