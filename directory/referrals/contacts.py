"""Contacts about a referral: noting one on the student's timeline, which counts as work on the referral, and undoing it."""

from __future__ import annotations

from directory.errors import UnknownError
from directory.models.codes import Author, ContactResult, EventKind
from directory.referrals import updates
from directory.referrals.event_checks import NewEvent
from directory.referrals.status import retracted, state_of
from directory.referrals.updates import as_events
from directory.referrals.work import Work
from directory.storage.people import students
from directory.storage.referrals import events as stored_events
from directory.storage.referrals import referrals as stored
from directory.students import contacts
from directory.students.contacts import NewContact


def note(work: Work, student_id: str, contact: NewContact, referral_id: str | None = None) -> str:
    """Note a contact and return its id; it marks waiting answers of its referral as seen.

    A family that was reached counts as asked. Where the family asks for a call, that waits until somebody was reached.

    Raises UnknownError for a student out of scope and for a referral of another student.
    """
    students.lock(work.session, work.scope, student_id)  # before the referral, as when a student is deleted
    row = stored.lock(work.session, work.scope, referral_id) if referral_id else None
    if row is not None and row.student_id != student_id:
        raise UnknownError(stored.NO_REFERRAL)
    contact_id = contacts.add(work.session, work.keys, work.scope, student_id, contact, referral_id=referral_id, now=work.now)
    if row is not None:
        # A person who was reached was asked: the day to look again counts from here. A call that reached nobody is not the call
        # that the family asks for.
        if contact.result == ContactResult.REACHED or (row.answered and not _asks_for_call(work, row.id)):
            updates.record(work, row.id, NewEvent(EventKind.SEEN))
        stored.touch(work.session, row.id, work.today)
    return contact_id


def _asks_for_call(work: Work, referral_id: str) -> bool:
    rows = stored_events.of(work.session, referral_id)
    unseen = state_of(as_events(rows)).unseen
    return any(one.kind == EventKind.PLEASE_CALL and one.id in unseen for one in rows)


def take_back(work: Work, student_id: str, contact_id: str) -> None:
    """Take a contact back, keeping it as taken back; an answer that it marked as seen waits again.

    Raises UnknownError if there is none to take back.
    """
    students.lock(work.session, work.scope, student_id)
    found = contacts.of_student(work.session, work.keys, work.scope, student_id)
    contacts.take_back(work.session, work.scope, student_id, contact_id, now=work.now)
    row = next(one.row for one in found if one.row.id == contact_id)
    if row.referral_id is None:
        return
    stored.lock(work.session, work.scope, row.referral_id)
    rows = stored_events.of(work.session, row.referral_id)
    gone = retracted(as_events(rows))
    # A contact and its "seen" event are written at the same moment.
    for one in rows:
        if one.kind == EventKind.SEEN and one.who == Author.STAFF and one.recorded_at == row.made_at and one.id not in gone:
            updates.take_back(work, row.referral_id, one.id)
