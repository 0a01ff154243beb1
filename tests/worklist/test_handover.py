"""A caseload that goes to a colleague, and what nobody works on."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from directory.errors import RefusedError, UnknownError, UsageError
from directory.models import Staff
from directory.models.codes import Author, EventKind
from directory.referrals import updates
from directory.referrals.event_checks import NewEvent
from directory.storage.referrals import referrals as stored
from directory.storage.referrals import worklist as rows
from directory.worklist import actions, handover
from directory.worklist.work_list import ANSWERED
from tests.referrals.making import NOW, OF_OAK, TODAY, Loop
from tests.students.making import ADMINISTRATOR, COORDINATOR, OF_ELM
from tests.worklist.asking import DAY, MATE, add_mate, listed


def test_a_caseload_goes_to_a_colleague_of_the_school(loop: Loop) -> None:
    """All of it, backups too, is the colleague's; what was answered still waits, and nothing else is changed."""
    add_mate(loop)
    first, *_ = opened = loop.open()
    loop.record(first, "sent")
    with loop.work(days=1) as work:
        updates.record_answer(
            loop.by_link(work), stored.lock_for_link(work.session, first), NewEvent(EventKind.REACHED), Author.FAMILY
        )
    before = listed(loop, days=1)[ANSWERED]
    with loop.work(days=1) as work:
        assert handover.hand_over(work, from_id=OF_OAK.staff_id, to_id=MATE.staff_id) == len(opened)
    (entry,) = listed(loop, MATE, days=1)[ANSWERED]
    assert (entry.answers, entry.due_on) == (before[0].answers, before[0].due_on)
    assert listed(loop, days=1) == {}
    assert "referral.handed_over" in {action for action, *_ in loop.district.actions()}


def test_nobody_is_given_what_they_cannot_see(loop: Loop) -> None:
    """To somebody of another school, who is disabled or no specialist, nothing goes; nor another's caseload, nor a stranger's."""
    add_mate(loop)
    first, *_ = loop.open()
    with (
        pytest.raises(RefusedError, match="does not work at Oak Elementary: add the school first"),
        loop.work(ADMINISTRATOR) as work,
    ):
        handover.hand_over(work, from_id=OF_OAK.staff_id, to_id=OF_ELM.staff_id)
    for to_id in (OF_ELM.staff_id, COORDINATOR.staff_id, OF_OAK.staff_id, "nobody"):
        with pytest.raises(RefusedError), loop.work() as work:
            handover.hand_over(work, from_id=OF_OAK.staff_id, to_id=to_id)
    with pytest.raises(UnknownError), loop.work(MATE) as work:
        handover.hand_over(work, from_id=OF_OAK.staff_id, to_id=MATE.staff_id)
    for chosen, error in (((), UsageError), (("no-such",), RefusedError)):
        with pytest.raises(error), loop.work() as work:
            handover.hand_over(work, from_id=OF_OAK.staff_id, to_id=MATE.staff_id, chosen=chosen)
    with loop.work() as work:
        assert handover.hand_over(work, from_id=OF_OAK.staff_id, to_id=MATE.staff_id, chosen=[first]) == 1


def test_what_nobody_works_on_can_be_taken(loop: Loop) -> None:
    """A referral of somebody who left stands in a list of its own for the school, and one click makes it one's own."""
    add_mate(loop)
    first, *_ = loop.open([loop.records[0]])
    with pytest.raises(RefusedError, match="works on this referral"), loop.work(MATE) as work:
        actions.take_over(work, first)
    with loop.district.writing() as session:
        session.execute(update(Staff).where(Staff.id == OF_OAK.staff_id).values(disabled_at=NOW))
    assert [one.id for one in listed(loop, MATE, owner=rows.NOBODY, days=1)[TODAY + 2 * DAY]] == [first]
    with loop.work(MATE) as work:
        actions.take_over(work, first)
    assert [one.id for one in listed(loop, MATE, days=1)[TODAY + 2 * DAY]] == [first]
