"""An answer by link, recorded: it moves the referral on, or is kept for the owner to see where it comes late or twice."""

from __future__ import annotations

import datetime

from directory.clock import SLACK
from directory.errors import RefusedError, UnknownError
from directory.referrals.answers.links import Audience, Opened, read_link
from directory.referrals.loop.checking import New
from directory.referrals.loop.updates import Recorded, answered
from directory.referrals.loop.work import Work
from directory.storage.loop import links
from directory.storage.loop.referrals import hold_for_holder
from directory.storage.people import alarms
from matching.danger import Danger, Level, read

MOST_A_DAY = 20
"""Answers by link to one referral within a day, of the family and of the provider each: more than either has to say, too few to
bury the owner in, and neither can keep the other from answering.
"""

LONGEST_KEPT = 2_000  # characters
FROM_ENDED = "Sent by a link that had ended.\n"


def take(work: Work, link: Opened, new: New) -> Recorded:
    """Records an answer of whoever holds a link that was just opened.

    Raises UnknownError where the student was deleted meanwhile, RefusedError after MOST_A_DAY, UsageError for what is wrong.
    """
    row = hold_for_holder(work.session, link.referral_id)
    if _are_many(work, row.id, link.audience) and not _is_first_alarm(work, link.referral_id, link.audience, new.words):
        raise RefusedError("There were many answers today. Please call the school.")
    recorded = answered(work, row, new, link.audience)
    work.changed("referral.answered", student_id=row.student_id, subject=f"referral:{row.id}", detail=link.audience)
    return recorded


def keep_from_ended(work: Work, referral_id: str, audience: Audience, words: str) -> bool:
    """Keeps words that tell of danger, or may, though they were sent by a link that has ended; returns whether they are kept.

    Nothing else that comes by such a link is kept.
    """
    if (danger := read(words)) is None:
        return False
    return _keep(work, referral_id, audience, words, danger, before=FROM_ENDED)


def keep_from_unfinished(work: Work, link: Opened, words: str | None) -> bool:
    """Keeps words of danger from an answer that cannot be recorded yet: who wrote them may never finish it.

    Returns whether they are kept. The same words in the answer that follows raise no second alarm.
    """
    danger = read(words)
    if not words or danger is None or danger.level is not Level.NOW:
        return False
    if alarms.is_open_of_referral(work.session, link.referral_id, link.audience):
        return False
    return _keep(work, link.referral_id, link.audience, words, danger)


def keep_from_refused(work: Work, token: str, words: str) -> None:
    """Keeps words of danger from an answer that was refused unread: its page was open for too long, or the desk failed."""
    link = read_link(work.session, work.keys, token, now=work.now, today=work.today)
    if isinstance(link, Opened):
        keep_from_unfinished(work, link, words)
    elif link.referral_id is not None:
        keep_from_ended(work, link.referral_id, link.audience, words)


def _keep(work: Work, referral_id: str, audience: Audience, words: str, danger: Danger, *, before: str = "") -> bool:
    """Adds a note of the family's or the provider's to the referral, which moves nothing and waits on the work list."""
    try:
        row = hold_for_holder(work.session, referral_id)
    except UnknownError:
        # The student was deleted meanwhile.
        return False
    if _are_many(work, row.id, audience) and not _is_first_alarm(work, row.id, audience, words):
        return False
    answered(work, row, New("note", words=f"{before}{_gravest(words, danger)}"), audience)
    work.changed("referral.answered", student_id=row.student_id, subject=f"referral:{row.id}", detail=audience)
    return True


def _gravest(words: str, danger: Danger) -> str:
    """The words, or of too long ones the first part that tells of the danger."""
    words = words.strip()
    parts = [words[at : at + LONGEST_KEPT] for at in range(0, max(len(words), 1), LONGEST_KEPT // 2)]
    return next((part for part in parts if (found := read(part)) and found.level is danger.level), parts[0])


def _are_many(work: Work, referral_id: str, audience: Audience) -> bool:
    since, until = work.now - datetime.timedelta(days=1), work.now + SLACK
    return links.answers_between(work.session, referral_id, audience, since, until) >= MOST_A_DAY


def _is_first_alarm(work: Work, referral_id: str, audience: Audience, words: str | None) -> bool:
    """Whether the words tell of danger, and no such words of theirs wait yet: no limit keeps those away."""
    danger = read(words)
    waits = alarms.is_open_of_referral(work.session, referral_id, audience)
    return danger is not None and danger.level is Level.NOW and not waits
