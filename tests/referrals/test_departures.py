"""What a student's leaving does to the referrals."""

from __future__ import annotations

from directory.models.codes import EndCode, ReferralStatus
from directory.referrals import departures, files
from tests.referrals.making import OF_OAK, Loop


def test_a_family_that_moved_away_has_no_open_referrals(loop: Loop) -> None:
    """What was given ends with the reason that the family moved, what was only prepared is cancelled, and no backup's turn comes."""
    first, second, third = loop.open()
    loop.record(first, "sent")
    with loop.work(days=1) as work:
        assert departures.close_all(work, loop.student_id) == 3
        assert departures.open_ones(work, loop.student_id) == []
    with loop.district.reading() as session:
        rows = [files.open_referral(session, loop.keys, OF_OAK, one).row for one in (first, second, third)]
    assert [(row.status, row.reason, row.due_on, row.outcome) for row in rows] == [
        (ReferralStatus.NOT_COMPLETED, EndCode.MOVED, None, None),
        (ReferralStatus.CANCELLED, None, None, None),
        (ReferralStatus.CANCELLED, None, None, None),
    ]
