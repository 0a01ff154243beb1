"""The audit log: who did what to which student or thing and when, in plain sentences without personal data of students."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.storage.people import audit as rows

ACTIONS: Mapping[str, str] = {
    "staff.signed_in": "signed in",
    "staff.sign_in_failed": "a sign-in failed",
    "staff.sign_in_throttled": "was blocked from signing in for a while, after too many failed attempts",
    "staff.old_password_failed": "typed the wrong current password",
    "staff.signed_out": "signed out",
    "staff.added": "added a member of staff",
    "staff.changed": "changed a member of staff",
    "staff.disabled": "disabled an account",
    "staff.enabled": "enabled an account",
    "staff.link_made": "made an invitation or reset link",
    "staff.password_set": "set a new password",
    "school.added": "added a school",
    "school.changed": "changed a school",
    "school.removed": "removed a school",
    "school.dismissal_changed": "changed when a school lets out",
    "setting.changed": "changed a setting of the district",
    "access.refused": "was refused a page",
    "student.looked_at": "looked at a student",
    "student.listed": "looked at a list of students",
    "student.found": "looked a student up by number",
    "student.number_refused": "typed a student number that another student has",
    "student.added": "added a student",
    "student.changed": "changed a student",
    "student.deleted": "deleted a student for good",
    "student.left": "marked a student as having left",
    "student.returned": "enrolled a student again",
    "guardian.added": "added a guardian",
    "guardian.changed": "changed a guardian",
    "guardian.removed": "removed a guardian",
    "no_contact.recorded": "recorded a no-contact order",
    "no_contact.reworded": "reworded a no-contact order",
    "no_contact.lifted": "lifted a no-contact order",
    "need.added": "added a need",
    "need.changed": "changed a need",
    "need.closed": "closed a need",
    "need.reopened": "reopened a need",
    "consent.given": "recorded a consent",
    "consent.withdrawn": "recorded that a consent was withdrawn",
    "consent.printed": "printed a consent form",
    "signature.asked": "noted that a signature must be requested",
    "signature.not_needed": "decided that no signature is needed",
    "attachment.added": "attached a photo or a scan",
    "attachment.looked_at": "looked at a photo or a scan",
    "danger.raised": "typed words about a student that raised a danger alarm",
    "danger.acknowledged": "acknowledged a danger alarm",
    "household.tied": "linked siblings as a household",
    "household.untied": "removed a student from a household",
    "roster.imported": "imported a roster",
    "match.made": "searched on behalf of a student",
    "referral.looked_at": "looked at a referral",
    "referral.opened": "opened a referral",
    "referral.recorded": "recorded what happened to a referral",
    "referral.taken_back": "undid an entry on a referral",
    "referral.answered": "an answer came by link",
    "referral.handed_over": "transferred referrals to a colleague",
    "letter.given": "gave a letter",
    "letter.looked_at": "looked at a letter",
    "letter.links_ended": "ended the links of a letter",
    "provider.links_ended": "ended the links of a provider",
    "contact.added": "noted a call, a visit or a meeting",
    "contact.taken_back": "removed a note of a call, a visit or a meeting",
    "disclosure.made": "shared information about a student outside the school",
    "mail.queued": "queued an e-mail",
    "mail.stopped": "a recipient stopped e-mails",
    "listing.flagged": "flagged a listing as wrong",
    "listing.mended": "cleared the flag on a listing",
    "outcomes.looked_at": "looked at the outcomes",
    "counts.imported": "imported a school's monthly counts",
    "directory.added": "added a provider",
    "directory.corrected": "corrected a provider",
    "directory.confirmed": "confirmed a provider's details",
    "directory.hidden": "hid a provider",
    "directory.shown": "showed a hidden provider again",
    "directory.merged": "merged two providers",
    "directory.taken_back": "undid a correction",
    "import.published": "published a provider list",
    "import.undone": "undid the import of a provider list",
    "import.decided": "decided on a row that an import held back",
    "keys.rotated": "changed the service's keys",
    "backup.made": "made a backup",
}
"""Every action code with its sentence; nothing else is ever recorded."""

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """An entry; `staff_name` is None if nobody was signed in or the command line was used, `words` is the action's sentence.

    The staff member of a failed sign-in is the account that was tried, regardless of who tried it. `school_name` is the school
    of the student concerned, even after the student was deleted for good.
    """

    id: int
    at: datetime.datetime
    staff_id: str | None
    staff_name: str | None
    action: str
    words: str
    student_id: str | None
    subject: str | None
    detail: str | None
    address: str | None
    school_name: str | None


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One page of entries, newest first; pages count from 1."""

    entries: tuple[AuditRecord, ...]
    number: int
    more: bool


def record(
    session: Session,
    *,
    now: datetime.datetime,
    staff_id: str | None,
    action: str,
    student_id: str | None = None,
    subject: str | None = None,
    detail: str | None = None,
    address: str | None = None,
) -> None:
    """Write an entry: `subject` is "kind:id", `detail` is plain text without anything about a student.

    Raise ValueError for an action that is not in ACTIONS.
    """
    if action not in ACTIONS:
        raise ValueError(f"{action!r} is not an action of the audit log: add it to ACTIONS.")
    rows.add(session, rows.NewAuditRow(now, staff_id, action, student_id, subject, detail, address))


def search(
    session: Session,
    *,
    staff_id: str | None = None,
    student_id: str | None = None,
    action: str | None = None,
    since: datetime.datetime | None = None,
    until: datetime.datetime | None = None,
    page: int = 1,
    size: int = PER_PAGE,
) -> EntryPage:
    """Return a page of the entries that match all criteria; `until` is exclusive."""
    wanted = rows.AuditFilter(staff_id, student_id, action, since, until)
    found = rows.rows(session, wanted, offset=(page - 1) * size, limit=size + 1)
    return EntryPage(tuple(_entry(row) for row in found[:size]), page, more=len(found) > size)


def last(
    session: Session,
    actions: Collection[str],
    *,
    since: datetime.datetime,
    student_id: str | None = None,
    subject: str | None = None,
) -> AuditRecord | None:
    """Return the newest entry of one of these actions about a subject, or else about a student, from a time on."""
    found = rows.last(session, actions, since=since, student_id=student_id, subject=subject)
    return _entry(found) if found else None


def _entry(row: rows.AuditRow) -> AuditRecord:
    return AuditRecord(
        id=row.id,
        at=row.at,
        staff_id=row.staff_id,
        staff_name=row.staff_name,
        action=row.action,
        words=ACTIONS.get(row.action, row.action),  # a code that only an older version knew is shown as it is
        student_id=row.student_id,
        subject=row.subject,
        detail=row.detail,
        address=row.address,
        school_name=row.school_name,
    )
