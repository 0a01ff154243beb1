"""A contact about a referral: written down on the student's timeline, and the referral is looked after; and taken back."""

from __future__ import annotations

from directory.errors import UnknownError
from directory.referrals import updates
from directory.referrals.event_checks import New
from directory.referrals.status import fold, retracted
from directory.referrals.updates import as_events
from directory.referrals.work import Work
from directory.storage.people import students
from directory.storage.referrals import events as stored_events
from directory.storage.referrals import referrals as stored
from directory.students import contacts
from directory.students.contacts import NewContact


def note(work: Work, student_id: str, contact: NewContact, referral_id: str | None = None) -> str:
    """Writes a contact down and returns its id; answers that waited in its referral are seen by it, and so is a
    family that was reached. Where the family asks for a call, that waits until somebody was reached.

    Raises UnknownError for a student out of scope, and for a referral of another student.
    """
    students.hold(work.session, work.scope, student_id)  # before the referral, as deleting a student does
    row = stored.hold(work.session, work.scope, referral_id) if referral_id else None
    if row is not None and row.student_id != student_id:
        raise UnknownError(stored.NO_REFERRAL)
    contact_id = contacts.add(work.session, work.keys, work.scope, student_id, contact, referral_id=referral_id, now=work.now)
    if row is not None:
        # Whoever was reached was asked: the day to look again counts from here. A call that reached nobody is not the one
        # that the family asks for.
        if contact.result == "reached" or (row.answered and not _asks_for_call(work, row.id)):
            updates.record(work, row.id, New("seen"))
        stored.touch(work.session, row.id, work.today)
    return contact_id


def _asks_for_call(work: Work, referral_id: str) -> bool:
    rows = stored_events.of(work.session, referral_id)
    unseen = fold(as_events(rows)).unseen
    return any(one.kind == "please_call" and one.id in unseen for one in rows)


def take_back(work: Work, student_id: str, contact_id: str) -> None:
    """Takes a contact back, which stays as taken back, and with it that its referral was seen by it: an answer waits again.

    Raises UnknownError where there is none to take back.
    """
    students.hold(work.session, work.scope, student_id)
    found = contacts.of_student(work.session, work.keys, work.scope, student_id)
    contacts.take_back(work.session, work.scope, student_id, contact_id, now=work.now)
    row = next(one.row for one in found if one.row.id == contact_id)
    if row.referral_id is None:
        return
    stored.hold(work.session, work.scope, row.referral_id)
    rows = stored_events.of(work.session, row.referral_id)
    gone = retracted(as_events(rows))
    # A contact and the event that says so are written at one moment.
    for one in rows:
        if one.kind == "seen" and one.who == "staff" and one.recorded_at == row.made_at and one.id not in gone:
            updates.take_back(work, row.referral_id, one.id)
