"""Students who will soon be too old for their provider: told of on the list 60 days ahead, once, until somebody has worked on it."""

from __future__ import annotations

import datetime

from sqlalchemy import update

from directory.models import Service
from directory.models.codes import EventKind
from directory.worklist import actions
from directory.worklist.entries import WorkItem, WorkList
from directory.worklist.work_list import work_list
from tests.referrals.making import OF_OAK, TODAY, Loop
from tests.students.making import ANA, OF_ELM

BIRTHDAY = datetime.date(2027, 3, 14)
WORDS = "They take the student until March 14, who turns 12 then: look for what comes next."


def days_until(before: int) -> int:
    return (BIRTHDAY - TODAY).days - before


def connected(loop: Loop, before: int) -> str:
    """A referral whose student is connected, that many days before the birthday, with a provider that takes ages up to 11."""
    assert ANA.birth_date == BIRTHDAY.replace(year=2015)
    with loop.district.writing() as session:
        session.execute(update(Service).values(minimum_age=6, maximum_age=11))
    (referral_id,) = loop.open(loop.records[:1], days=days_until(before))
    loop.record(referral_id, "sent", days=days_until(before))
    loop.record(referral_id, "connected", days=days_until(before))
    return referral_id


def the_list(loop: Loop, before: int) -> WorkList:
    with loop.work(OF_OAK, days=days_until(before)) as work:
        return work_list(work, owner=OF_OAK.staff_id)


def due(found: WorkList) -> list[WorkItem]:
    return [entry for group in found.groups for entry in group.entries]


def test_the_list_tells_sixty_days_ahead(loop: Loop) -> None:
    """Not a day earlier, though nothing else is due; with what can be recorded about a connected referral."""
    connected(loop, 70)
    assert (the_list(loop, 61).too_old_soon, due(the_list(loop, 61))) == ((), [])
    (entry,) = the_list(loop, 60).too_old_soon
    assert entry.todo == f"Are they still going? {WORDS}"
    assert EventKind.SEEN in {one.kind for one in entry.outcomes}
    with loop.work(OF_ELM, days=days_until(60)) as work:
        assert work_list(work, owner=OF_ELM.staff_id).too_old_soon == ()


def test_it_is_told_once_until_somebody_has_worked_on_it(loop: Loop) -> None:
    """One click takes it off the list; when the referral is due by itself, its own entry tells of the day, and nothing else does."""
    referral_id = connected(loop, 70)
    (entry,) = the_list(loop, 58).too_old_soon
    with loop.work(OF_OAK, days=days_until(58)) as work:
        actions.at_one_click(work, referral_id, "seen", expected=entry.newest)
    assert (the_list(loop, 57).too_old_soon, due(the_list(loop, 57))) == ((), [])
    found = the_list(loop, 20)
    assert found.too_old_soon == ()
    assert [entry.todo for entry in due(found)] == [f"Are they still going? {WORDS}"]


def test_it_can_be_put_off(loop: Loop) -> None:
    """Until the day that somebody chose, and then it is told with the referral's own entry."""
    referral_id = connected(loop, 70)
    with loop.work(OF_OAK, days=days_until(58)) as work:
        actions.later(work, referral_id, BIRTHDAY - datetime.timedelta(days=40))
    assert the_list(loop, 55).too_old_soon == ()
    assert [entry.todo for entry in due(the_list(loop, 40))] == [f"Are they still going? {WORDS}"]
    assert the_list(loop, 0).too_old_soon == ()
