"""Closing a student's open referrals when the family moves away."""

from __future__ import annotations

from directory.models.codes import EndCode, EventKind, ReferralStatus
from directory.referrals import updates
from directory.referrals.event_checks import NewEvent
from directory.referrals.status import OPEN
from directory.referrals.work import Work
from directory.storage.people import students
from directory.storage.referrals import referrals as stored
from directory.storage.referrals.referrals import ReferralRow


def open_ones(work: Work, student_id: str) -> list[ReferralRow]:
    """Return the open referrals of a student in scope, drafts included."""
    return [one for one in stored.of_student(work.session, work.scope, student_id) if one.status in OPEN]


def close_all(work: Work, student_id: str) -> int:
    """Close them because the family moved, drafts as cancelled; return how many there were."""
    students.lock(work.session, work.scope, student_id)  # before the referrals, like everything that changes both
    rows = open_ones(work, student_id)
    for row in rows:
        if row.status != ReferralStatus.DRAFT:
            updates.record(work, row.id, NewEvent(EventKind.NOT_COMPLETED, reason=EndCode.MOVED))
    # Backups have ended with their opening; the rest were never given.
    for row in open_ones(work, student_id):
        updates.record(work, row.id, NewEvent(EventKind.CANCELLED))
    return len(rows)
