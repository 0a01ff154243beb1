"""Contacts about a referral, and what taking one back does to it."""

from __future__ import annotations

import datetime

import pytest

from directory.errors import UnknownError
from directory.models.codes import Author, ContactKind, ContactResult, EventKind
from directory.referrals import contacts as loop_contacts
from directory.referrals import files, updates
from directory.referrals.event_checks import NewEvent
from directory.storage.referrals import referrals as stored
from directory.students import contacts
from directory.students.contacts import NewContact
from tests.referrals.making import OF_OAK, TODAY, Loop

_DAY = datetime.timedelta(days=1)
CALL = NewContact(ContactKind.CALL, ContactResult.REACHED, TODAY + _DAY)


def _asks_for_a_call(loop: Loop) -> str:
    """A referral whose family asks for a call."""
    (referral_id,) = loop.open(loop.records[:1])
    loop.record(referral_id, "sent")
    with loop.work(days=1) as work:
        held = stored.lock_for_link(work.session, referral_id)
        updates.record_answer(loop.by_link(work), held, NewEvent(EventKind.PLEASE_CALL), Author.FAMILY)
    return referral_id


def _row(loop: Loop, referral_id: str) -> stored.ReferralRow:
    with loop.district.reading() as session:
        return files.open_referral(session, loop.keys, OF_OAK, referral_id).row


def _note(loop: Loop, contact: NewContact, referral_id: str | None, *, days: int = 1) -> str:
    with loop.work(days=days) as work:
        return loop_contacts.note(work, loop.student_id, contact, referral_id)


def test_a_call_sees_the_answer_and_taken_back_it_waits_again(loop: Loop) -> None:
    """A family that was called is off the list; where that call was none, what it asked for is on it as before."""
    referral_id = _asks_for_a_call(loop)
    before = _row(loop, referral_id)
    assert before.answered
    contact_id = _note(loop, CALL, referral_id)
    assert not _row(loop, referral_id).answered
    with loop.work(days=2) as work:
        loop_contacts.take_back(work, loop.student_id, contact_id)
    after = _row(loop, referral_id)
    assert (after.answered, after.due_on) == (True, before.due_on)
    with loop.district.reading() as session:
        kept = contacts.of_student(session, loop.keys, OF_OAK, loop.student_id)
    assert [one.gone for one in kept] == [True]


def test_a_call_that_reached_nobody_is_not_the_one_that_is_asked_for(loop: Loop) -> None:
    """A family that asks for a call stays on the list until somebody was reached; other answers are seen by any contact."""
    referral_id = _asks_for_a_call(loop)
    _note(loop, NewContact(ContactKind.CALL, ContactResult.NO_ANSWER, TODAY), referral_id)
    assert _row(loop, referral_id).answered
    _note(loop, CALL, referral_id, days=2)
    assert not _row(loop, referral_id).answered
    with loop.work(days=3) as work:
        held = stored.lock_for_link(work.session, referral_id)
        updates.record_answer(loop.by_link(work), held, NewEvent(EventKind.REACHED), Author.FAMILY)
    _note(loop, NewContact(ContactKind.TEXT, ContactResult.LEFT_MESSAGE, TODAY), referral_id, days=3)
    assert not _row(loop, referral_id).answered


def test_what_else_was_seen_stays_seen(loop: Loop) -> None:
    """Taking back a call that reached nobody, or one about no referral, changes nothing of a referral."""
    referral_id = _asks_for_a_call(loop)
    loop.record(referral_id, "seen", days=1)
    number = len(_events(loop, referral_id))
    for contact, about in ((NewContact(ContactKind.CALL, ContactResult.NO_ANSWER, TODAY), referral_id), (CALL, None)):
        contact_id = _note(loop, contact, about, days=2)
        with loop.work(days=3) as work:
            loop_contacts.take_back(work, loop.student_id, contact_id)
    assert len(_events(loop, referral_id)) == number
    assert not _row(loop, referral_id).answered


def test_a_contact_is_taken_back_once(loop: Loop) -> None:
    """A second time, or by somebody else's student, there is none."""
    contact_id = _note(loop, CALL, None)
    with loop.work() as work:
        loop_contacts.take_back(work, loop.student_id, contact_id)
    with pytest.raises(UnknownError), loop.work() as work:
        loop_contacts.take_back(work, loop.student_id, contact_id)


def _events(loop: Loop, referral_id: str) -> tuple[files.EventEntry, ...]:
    with loop.district.reading() as session:
        return files.open_referral(session, loop.keys, OF_OAK, referral_id).events
