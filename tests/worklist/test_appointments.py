"""What the work list says before, on and after the day of an appointment."""

from __future__ import annotations

import pytest

from directory.models.codes import EventKind, ReferralStatus
from directory.referrals import updates
from directory.referrals.event_checks import EarlyError, NewEvent
from directory.storage.referrals import events as stored_events
from directory.storage.referrals import referrals as stored
from directory.worklist import actions, escalation
from directory.worklist.work_list import LATE, work_list
from tests.referrals.making import OF_OAK, TODAY, Loop
from tests.students.making import ADMINISTRATOR
from tests.worklist.asking import DAY, listed


def test_an_appointment_rules_what_is_due(loop: Loop) -> None:
    """Before its day somebody reminds the family, on two school days; on its day nothing is due; after it somebody asks."""
    first, *_ = loop.open(loop.records[:1])
    loop.record(first, "scheduled", on_date=TODAY + 9 * DAY)  # a Monday
    recalling = "Remind the family of the appointment on Monday, March 23."
    assert [one.todo for one in listed(loop, days=4)[TODAY + 4 * DAY]] == [recalling]
    assert [(one.todo, one.days_late) for one in listed(loop, days=5)[LATE]] == [(recalling, 1)]
    loop.record(first, "seen", days=5)
    assert [one.todo for one in listed(loop, days=6)[TODAY + 6 * DAY]] == [recalling]
    assert listed(loop, days=9).keys() == {TODAY + 10 * DAY}, "nobody is reminded on the day itself"
    with loop.work(days=9) as work:
        assert work_list(work, owner=OF_OAK.staff_id).today == 0
    asked = listed(loop, days=10)[TODAY + 10 * DAY]
    assert [(one.todo, one.days_late) for one in asked] == [("Did they go on Monday, March 23?", 0)]


def test_what_mail_reminded_of_is_off_the_list(loop: Loop) -> None:
    """A reminder that went out by mail stands for the call; the next one has its day."""
    first, *_ = loop.open(loop.records[:1])
    loop.record(first, "scheduled", on_date=TODAY + 9 * DAY)
    with loop.work(days=4) as work:
        updates.by_system(work, stored.lock_for_link(work.session, first), NewEvent(EventKind.REMINDED))
    assert listed(loop, days=4).keys() == {TODAY + 6 * DAY}


@pytest.mark.parametrize("kind", ["connected", "missed_appointment"])
def test_a_click_before_the_appointment_asks_first(loop: Loop, kind: str) -> None:
    """What an appointment led to is asked about before its day, and on its day before its time; yes records it."""
    first, *_ = loop.open(loop.records[:1])
    loop.record(first, "scheduled", on_date=TODAY + 9 * DAY, at_time="23:59")
    offered = (
        actions.at_one_click
        if kind == "connected"
        else lambda *how, **more: updates.record(how[0], first, NewEvent(EventKind(kind), **more))
    )
    for days in (5, 9):
        with pytest.raises(EarlyError, match=r"on Monday, March 23 at 11:59 pm\. .*\?$"), loop.work(days=days) as work:
            offered(work, first, kind)
    with loop.work(days=5) as work:
        assert offered(work, first, kind, earlier=True).event_id
    assert len(loop_events(loop, first)) == 3


def loop_events(loop: Loop, referral_id: str) -> list[str]:
    with loop.work() as work:
        return [one.kind for one in stored_events.of(work.session, referral_id)]


def test_no_question_is_asked_from_the_appointment_on(loop: Loop) -> None:
    """On its day, where no time is known or the time has come, and after it, one click is enough."""
    for days, at_time in ((9, None), (9, "00:00"), (10, "23:59")):
        first, *_ = loop.open(loop.records[:1])
        loop.record(first, "scheduled", on_date=TODAY + 9 * DAY, at_time=at_time)
        with loop.work(days=days) as work:
            assert actions.at_one_click(work, first, ReferralStatus.CONNECTED).state.status == ReferralStatus.CONNECTED
        loop.record(first, "entered_in_error", days=days)


def test_a_referral_is_not_forgotten_on_the_day_that_it_comes_up(loop: Loop) -> None:
    """An appointment in a month is escalated when it has been due for some days, not when its first reminder is."""
    first, *_ = loop.open(loop.records[:1])
    loop.record(first, "scheduled", on_date=TODAY + 37 * DAY)
    for days, number in ((34, []), (38, []), (43, [1])):
        with loop.work(ADMINISTRATOR, days=days) as work:
            assert [one.number for one in escalation.by_owner(work)] == number


def test_a_day_without_school_is_no_day_to_look(loop: Loop) -> None:
    """What was put off to a Saturday, or is to be looked at again on one, is due on the Monday after it."""
    first, second, _ = loop.open()
    with loop.work() as work:
        actions.later(work, first, TODAY + 7 * DAY)
    loop.record(second, "not_completed", reason="no_capacity", on_date=TODAY + 14 * DAY)
    assert listed(loop, days=7).keys() >= {TODAY + 9 * DAY}
    assert TODAY + 16 * DAY in listed(loop, days=14)
