"""A contact about a referral: written down on the student's timeline, and the referral is looked after."""

from __future__ import annotations

from directory.errors import UnknownError
from directory.referrals.loop import updates
from directory.referrals.loop.checking import New
from directory.referrals.loop.work import Work
from directory.storage.loop import referrals as stored
from directory.storage.people import students
from directory.students import contacts
from directory.students.contacts import NewContact


def note(work: Work, student_id: str, contact: NewContact, referral_id: str | None = None) -> str:
    """Writes a contact down and returns its id; answers that waited in its referral are seen by it, and so is a
    family that was reached.

    Raises UnknownError for a student out of scope, and for a referral of another student.
    """
    students.hold(work.session, work.scope, student_id)  # before the referral, as deleting a student does
    row = stored.hold(work.session, work.scope, referral_id) if referral_id else None
    if row is not None and row.student_id != student_id:
        raise UnknownError(stored.NO_REFERRAL)
    contact_id = contacts.add(work.session, work.keys, work.scope, student_id, contact, referral_id=referral_id, now=work.now)
    if row is not None:
        # Whoever was reached was asked: the day to look again counts from here.
        if row.answered or contact.result == "reached":
            updates.record(work, row.id, New("seen"))
        stored.touch(work.session, row.id, work.today)
    return contact_id
