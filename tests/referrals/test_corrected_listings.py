"""Who is told that a listing was mended."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from directory.errors import UnknownError
from directory.models import Student
from directory.referrals.corrected_listings import record_correction
from directory.referrals.work import NOBODY
from directory.storage.referrals import flags
from directory.worklist import actions
from directory.worklist.entries import WorkItem
from directory.worklist.work_list import ANSWERED, work_list
from tests.referrals.making import OF_OAK, Loop
from tests.students.making import COORDINATOR


def mend(loop: Loop) -> str:
    with loop.work(NOBODY) as work:
        return record_correction(work, flags.open_ones(work.session)[0].id, by=COORDINATOR.staff_id)


def read(loop: Loop) -> list[WorkItem]:
    """What waits to be read."""
    with loop.work() as work:
        groups = work_list(work, owner=OF_OAK.staff_id).groups
        return [entry for group in groups if group.key == ANSWERED for entry in group.entries]


def wrong(loop: Loop) -> tuple[str, ...]:
    """An opening whose first choice had a wrong number."""
    opened = loop.open(loop.records[:2])
    loop.record(opened[0], "sent")
    loop.record(opened[0], "not_completed", reason="wrong_contact_details")
    return opened


def test_whose_family_has_the_wrong_number_is_told(loop: Loop) -> None:
    """The letter that is out to the same listing, and all referrals that found it; reading it takes it off the list."""
    (found, _), (again, _) = wrong(loop), wrong(loop)
    (out,) = loop.open(loop.records[:1])
    loop.record(out, "sent")
    assert mend(loop) == loop.records[0]
    waiting = {entry.id: entry for entry in read(loop)}
    assert waiting.keys() == {found, again, out}
    assert all(entry.answers[0].words.startswith("The listing was corrected") for entry in waiting.values())
    assert waiting[found].todo == "Open it again, if the family still wants to go there."
    with loop.work() as work:
        actions.at_one_click(work, out, "seen")
        actions.at_one_click(work, found, "reopened")
    assert [entry.id for entry in read(loop)] == [again]
    with loop.work(NOBODY) as work, pytest.raises(UnknownError):
        record_correction(work, "gone", by=COORDINATOR.staff_id)


def test_where_the_backup_goes_on_nobody_is_told(loop: Loop) -> None:
    """The family has another letter in hand, and needs the old one no more."""
    _, backup = wrong(loop)
    loop.record(backup, "sent")
    mend(loop)
    assert read(loop) == []


def test_a_record_that_does_not_open_keeps_nobody_from_mending(loop: Loop) -> None:
    """The flag is taken off all the same."""
    wrong(loop)
    with loop.district.writing() as session:
        session.execute(update(Student).values(data_key=b"damaged"))
    mend(loop)
    with loop.work(NOBODY) as work:
        assert flags.count_open(work.session) == 0
