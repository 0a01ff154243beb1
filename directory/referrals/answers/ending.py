"""A provider's links ended because one went to a wrong address: nobody answers by them, and no mail goes there again."""

from __future__ import annotations

from collections.abc import Sequence

from directory.referrals.answers import links
from directory.referrals.loop import updates
from directory.referrals.loop.status import Event, retracted
from directory.referrals.loop.work import Work
from directory.storage.loop import events as stored_events
from directory.storage.loop import referrals as stored

WHY = "The link was ended."


def end_for_provider(work: Work, referral_id: str) -> int:
    """Ends the provider's links and stops its mail that waits; returns how many links still worked.

    A telling after which nothing was heard of the provider is taken back: else a reminder would bring a new link to the same
    address. The disclosure record stays, for it went out. Raises UnknownError out of scope.
    """
    row = stored.hold(work.session, work.scope, referral_id)
    ended = links.revoke(work, referral_id, "provider")
    if not ended:
        return 0
    for event in _unanswered(updates.as_events(stored_events.of(work.session, referral_id))):
        updates.take_back(work, referral_id, event.id, WHY)
    work.changed("provider.links_ended", student_id=row.student_id, subject=f"referral:{referral_id}")
    return ended


def _unanswered(events: Sequence[Event]) -> list[Event]:
    """The tellings after which nothing came from the provider, the latest first."""
    gone = retracted(events)
    standing = [event for event in events if event.id not in gone]
    heard = max((event.number for event in standing if event.who == "provider" or event.kind == "received"), default=0)
    told = [event for event in standing if event.kind == "provider_told" and event.number > heard]
    return sorted(told, key=lambda event: -event.number)
