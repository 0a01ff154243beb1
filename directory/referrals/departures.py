"""What a family's moving away does to a student's open referrals."""

from __future__ import annotations

from directory.referrals import updates
from directory.referrals.event_checks import New
from directory.referrals.status import OPEN
from directory.referrals.work import Work
from directory.storage.people import students
from directory.storage.referrals import referrals as stored
from directory.storage.referrals.referrals import ReferralRow


def open_ones(work: Work, student_id: str) -> list[ReferralRow]:
    """The open referrals of a student in scope, drafts among them."""
    return [one for one in stored.of_student(work.session, work.scope, student_id) if one.status in OPEN]


def close_all(work: Work, student_id: str) -> int:
    """Closes them because the family moved, drafts as cancelled; returns how many these were."""
    students.hold(work.session, work.scope, student_id)  # before the referrals, as all do who change both
    rows = open_ones(work, student_id)
    for row in rows:
        if row.status != "draft":
            updates.record(work, row.id, New("not_completed", reason="moved"))
    # Backups have ended with their opening; what is left was never given.
    for row in open_ones(work, student_id):
        updates.record(work, row.id, New("cancelled"))
    return len(rows)
