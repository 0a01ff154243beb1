"""The providers' track record: of the referrals with a known outcome, how many were connected, by service at location."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from directory.storage.engine import is_sqlite
from directory.storage.listings.edits import merges

# One index look-up for each id, whatever their number; an IN list is parsed again for each length.
_SQLITE = text(
    """SELECT w.value, sum(r.outcome), count(*) FROM json_each(:ids) AS w
       CROSS JOIN referral AS r ON r.record_id = w.value WHERE r.outcome IS NOT NULL GROUP BY w.value"""
)
_POSTGRESQL = text(
    """SELECT w.id, sum(r.outcome), count(*) FROM unnest(CAST(:ids AS text[])) AS w (id)
       JOIN referral AS r ON r.record_id = w.id WHERE r.outcome IS NOT NULL GROUP BY w.id"""
)


def records(session: Session, record_ids: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return how many were connected and how many outcomes are known, by the ids that have any.

    Referrals to a listing that was merged into another count for that one.
    """
    wanted = dict.fromkeys(record_ids)
    if not wanted:
        return {}
    stands_for = {away: kept for away, kept in merges(session).items() if kept in wanted}
    ids = [*wanted, *(away for away in stands_for if away not in wanted)]
    query, given = (_SQLITE, json.dumps(ids)) if is_sqlite(session) else (_POSTGRESQL, ids)
    found: dict[str, tuple[int, int]] = {}
    for record_id, connected, known in session.execute(query, {"ids": given}):
        kept = stands_for.get(record_id, record_id)
        before = found.get(kept, (0, 0))
        found[kept] = (before[0] + int(connected), before[1] + int(known))
    return found
