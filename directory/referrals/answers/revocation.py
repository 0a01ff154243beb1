"""Ending a provider's links after one went to a wrong address or the family withdrew its consent.

Nobody can answer by them, and no mail goes there again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from directory.models.codes import Author, EventKind, Recipient
from directory.referrals import updates
from directory.referrals.answers import links
from directory.referrals.status import HEARD, Event, retracted
from directory.referrals.work import Work
from directory.storage.people import students
from directory.storage.referrals import events as stored_events
from directory.storage.referrals import referrals as stored
from directory.students import caseload, consents
from directory.students.profile import Withdrawal

WHY = "The link was ended."
WITHDRAWN = "The family withdrew its consent."


def withdraw_consent(work: Work, student_id: str, consent_id: str, withdrawal: Withdrawal, *, also: Collection[str] = ()) -> int:
    """Withdraw a consent and end every link of the providers it names; return how many links still worked.

    `also` are other consents of the student that the same words withdraw. A provider that another consent names loses its links
    too: they are made again on purpose, or not at all. Raises UnknownError out of scope, or if there is no such consent to
    withdraw.
    """
    students.lock(work.session, work.scope, student_id)  # before the referrals, like everything that changes both
    file = caseload.open_student(work.session, work.keys, work.scope, student_id)
    meant = [one for one in file.consents if one.id == consent_id or one.id in also]
    rows = stored.of_student(work.session, work.scope, student_id)
    named = [row.id for row in rows if any(one.names(row.organization_id) for one in meant)]
    ended = sum(_end(work, referral_id, WITHDRAWN) for referral_id in sorted(named))
    for one in dict.fromkeys((consent_id, *also)):
        consents.withdraw(work.session, work.keys, work.scope, student_id, one, withdrawal=withdrawal, now=work.now)
    return ended


def end_for_provider(work: Work, referral_id: str) -> int:
    """End the provider's links and stop its waiting mail; return how many links still worked.

    Messages to the provider that it never answered are taken back, or a reminder would bring a new link to the same address. The
    disclosure record stays, since the message went out. Raises UnknownError out of scope.
    """
    return _end(work, referral_id, WHY)


def _end(work: Work, referral_id: str, why: str) -> int:
    row = stored.lock(work.session, work.scope, referral_id)
    ended = links.revoke(work, referral_id, Recipient.PROVIDER)
    if not ended:
        return 0
    for event in _unanswered(updates.as_events(stored_events.of(work.session, referral_id))):
        updates.take_back(work, referral_id, event.id, why)
    work.changed("provider.links_ended", student_id=row.student_id, subject=f"referral:{referral_id}")
    return ended


def _unanswered(events: Sequence[Event]) -> list[Event]:
    """Return the messages to the provider without a response since, the latest first."""
    gone = retracted(events)
    standing = [event for event in events if event.id not in gone]
    heard = max((event.number for event in standing if event.who == Author.PROVIDER or event.kind in HEARD), default=0)
    told = [event for event in standing if event.kind == EventKind.PROVIDER_TOLD and event.number > heard]
    return sorted(told, key=lambda event: -event.number)
