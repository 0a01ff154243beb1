"""What happened with a student, day by day: contacts and the events of all referrals, the latest first."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from directory.models.codes import EventKind
from directory.referrals.files import EventEntry, entries
from directory.referrals.work import Work
from directory.storage.referrals import events as stored_events
from directory.storage.referrals import letters as stored_letters
from directory.storage.referrals.referrals import ReferralRow
from directory.students import contacts
from directory.students.contacts import ContactEntry

LETTERS = frozenset({EventKind.SENT, EventKind.LETTER_GIVEN})
"""Kinds of event that come with a letter."""


@dataclass(frozen=True, slots=True, repr=False)
class TimelineEntry:
    """A contact or an event with its referral; `letter_id` is the letter that the event gave, `number` the event's own number."""

    on: datetime.date
    recorded_at: datetime.datetime
    contact: ContactEntry | None = None
    event: EventEntry | None = None
    referral: ReferralRow | None = None
    letter_id: str | None = None
    number: int = 0


def timeline(work: Work, student_id: str, rows: list[ReferralRow]) -> tuple[TimelineEntry, ...]:
    """Return everything that happened with a student in scope; raise UnknownError out of scope. `rows` are the student's
    referrals.
    """
    by_id = {row.id: row for row in rows}
    events = stored_events.of_many(work.session, list(by_id))
    # A letter and its event are written at the same moment.
    letters = {(one.referral_id, one.made_at): one.id for one in stored_letters.of_student(work.session, work.scope, student_id)}
    found = [
        TimelineEntry(
            entry.row.happened_on,
            entry.row.recorded_at,
            event=entry,
            referral=row,
            number=entry.row.number,
            letter_id=letters.get((row.id, entry.row.recorded_at)) if entry.row.kind in LETTERS else None,
        )
        for row in rows
        # A backup that nobody has turned to yet has no history.
        if row.choice == 1 or len(events[row.id]) > 1
        for entry in entries(work.keys, row, events[row.id])
    ]
    for contact in contacts.of_student(work.session, work.keys, work.scope, student_id):
        referral = by_id.get(contact.row.referral_id or "")
        found.append(TimelineEntry(contact.row.happened_on, contact.row.made_at, contact=contact, referral=referral))
    return tuple(sorted(found, key=lambda one: (one.on, one.recorded_at, one.number), reverse=True))
