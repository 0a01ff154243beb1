"""A student who moves to another school: whose the referral is from then on."""

from __future__ import annotations

import pytest
from sqlalchemy import insert

from directory.errors import UnknownError
from directory.models import StaffSchool
from directory.models.codes import ReferralStatus
from directory.referrals import files
from directory.storage.referrals import worklist as stored
from directory.students import caseload, changes
from directory.worklist import actions
from directory.worklist.work_list import without_owner, work_list
from tests.referrals.making import OF_OAK, Loop
from tests.students.making import ADMINISTRATOR, ELM, LATER, OAK, OF_ELM


def test_a_referral_moves_with_its_student(loop: Loop) -> None:
    """The old school sees it no more; at the new one it waits for somebody, who takes it over and goes on with it."""
    referral_id = loop.open(loop.records[:1])[0]
    loop.record(referral_id, "sent")
    with loop.work(ADMINISTRATOR) as work:
        tied = [{"staff_id": one.staff_id, "school_id": school} for one, school in ((OF_OAK, OAK), (OF_ELM, ELM))]
        work.session.execute(insert(StaffSchool), tied)
        profile = caseload.open_student(work.session, loop.keys, ADMINISTRATOR, loop.student_id).profile
        changes.change(work.session, loop.keys, ADMINISTRATOR, loop.student_id, profile, school_id=ELM, now=LATER)
    with loop.work(days=10) as work:
        assert work_list(work, owner=OF_OAK.staff_id).groups == ()
        with pytest.raises(UnknownError):
            files.open_referral(work.session, loop.keys, OF_OAK, referral_id)
    with loop.work(OF_ELM, days=10) as work:
        assert without_owner(work) == 1
        (entry,) = [one for group in work_list(work, owner=stored.NOBODY).groups for one in group.entries]
        assert (entry.id, entry.cared_for) == (referral_id, False)
        actions.take_over(work, referral_id)
        assert without_owner(work) == 0
        assert work_list(work, owner=OF_ELM.staff_id).late == 1
        assert actions.at_one_click(work, referral_id, ReferralStatus.REACHED).state.status == ReferralStatus.REACHED
