"""Recording an answer by link: it moves the referral on, or is kept for the owner to see where it comes late or twice."""

from __future__ import annotations

import datetime

from directory.clock import SLACK
from directory.errors import RefusedError, UnknownError
from directory.models.codes import Author, EventKind, Recipient
from directory.referrals.answers.links import OpenedLink, read_link
from directory.referrals.event_checks import NewEvent
from directory.referrals.snapshot import EventWords
from directory.referrals.updates import RecordedEvent, record_answer
from directory.referrals.work import Work
from directory.storage.people import alarms
from directory.storage.referrals import events, links
from directory.storage.referrals.referrals import ReferralRow, lock_for_link
from directory.students.alarms import raise_for
from directory.students.seals import unseal
from matching.danger import Danger, Level, read

MOST_A_DAY = 20
"""Answers by link to one referral within a day, for the family and for the provider each.

More than either has to say and too few to bury the owner, and neither can keep the other from answering.
"""

MOST_UNCERTAIN = 2 * MOST_A_DAY
"""The same limit for answers whose words may indicate danger: somebody reads them today."""

LONGEST_KEPT = 2_000  # characters
FROM_ENDED = "Sent by a link that had ended.\n"


def record(work: Work, link: OpenedLink, new: NewEvent) -> RecordedEvent:
    """Record an answer by a link that was just opened.

    Raises UnknownError if the student was deleted meanwhile, RefusedError after MOST_A_DAY, UsageError for invalid fields.
    """
    row = lock_for_link(work.session, link.referral_id)
    danger = read(new.words)
    if _is_beyond(work, row.id, link.audience, danger):
        _add_to_alarm(work, row, link.audience, new.words or "", danger)
        raise RefusedError("There were many answers today. Please call the school.")
    recorded = record_answer(work, row, new, Author(link.audience))
    work.changed("referral.answered", student_id=row.student_id, subject=f"referral:{row.id}", detail=link.audience)
    return recorded


def keep_from_ended(work: Work, referral_id: str, audience: Recipient, words: str) -> bool:
    """Keep words that indicate danger, or may, from a link that has ended; return whether they are kept.

    Nothing else that arrives by such a link is kept.
    """
    if (danger := read(words)) is None:
        return False
    return _keep(work, referral_id, audience, words, danger, before=FROM_ENDED)


def keep_from_unfinished(work: Work, link: OpenedLink, words: str | None) -> bool:
    """Keep words that indicate danger, or may, from an answer that cannot be recorded yet, since its writer may never finish it.

    Return whether they are kept now. The same words in the answer that follows raise no second alarm.
    """
    danger = read(words)
    if not words or danger is None:
        return False
    return _keep(work, link.referral_id, link.audience, words, danger)


def keep_from_refused(work: Work, token: str, words: str) -> None:
    """Keep words of danger from an answer that was refused unread: its page was open for too long, or the service failed."""
    link = read_link(work.session, work.keys, token, now=work.now, today=work.today)
    if isinstance(link, OpenedLink):
        keep_from_unfinished(work, link, words)
    elif link.referral_id is not None:
        keep_from_ended(work, link.referral_id, link.audience, words)


def _keep(work: Work, referral_id: str, audience: Recipient, words: str, danger: Danger, *, before: str = "") -> bool:
    """Add a note by the family or the provider to the referral; it moves nothing and waits on the work list."""
    try:
        row = lock_for_link(work.session, referral_id)
    except UnknownError:
        # The student was deleted meanwhile.
        return False
    kept = f"{before}{_gravest(words, danger)}"
    if _stands(work, row, audience, kept):
        return False
    if _is_beyond(work, row.id, audience, danger):
        return _add_to_alarm(work, row, audience, kept, danger)
    record_answer(work, row, NewEvent(EventKind.NOTE, words=kept), Author(audience))
    work.changed("referral.answered", student_id=row.student_id, subject=f"referral:{row.id}", detail=audience)
    return True


def _gravest(words: str, danger: Danger) -> str:
    """Return the words or, where they are too long, the first part that indicates the danger."""
    words = words.strip()
    parts = [words[at : at + LONGEST_KEPT] for at in range(0, max(len(words), 1), LONGEST_KEPT // 2)]
    return next((part for part in parts if (found := read(part)) and found.level is danger.level), parts[0])


def _stands(work: Work, row: ReferralRow, audience: Recipient, words: str) -> bool:
    """Whether these very words came from the same audience within a day."""
    since, data_key = work.now - datetime.timedelta(days=1), work.keys.unwrap(row.data_key)
    theirs = [
        one for one in events.of(work.session, row.id) if one.who == Author(audience) and one.recorded_at > since and one.sealed
    ]
    place = {"student_id": row.student_id}
    return any(unseal(EventWords, data_key, one.sealed or b"", row_id=one.id, **place).words == words for one in theirs)


def _is_beyond(work: Work, referral_id: str, audience: Recipient, danger: Danger | None) -> bool:
    """Whether this audience sent too many answers today; the first words that indicate danger are never too many."""
    since, until = work.now - datetime.timedelta(days=1), work.now + SLACK
    many = links.answers_between(work.session, referral_id, audience, since, until)
    if danger is None or danger.level is Level.NOW:
        is_first = danger is not None and not alarms.is_open_of_referral(work.session, referral_id, audience)
        return many >= MOST_A_DAY and not is_first
    return many >= MOST_UNCERTAIN


def _add_to_alarm(work: Work, row: ReferralRow, audience: Recipient, words: str, danger: Danger | None) -> bool:
    """Add words of danger beyond the daily limit to the alarm that already waits; return whether they are kept."""
    if danger is None or danger.level is not Level.NOW:
        return False
    raise_for(
        work.session,
        danger,
        words.strip(),
        student_id=row.student_id,
        data_key=work.keys.unwrap(row.data_key),
        source=audience,
        source_id=alarms.newest_of_referral(work.session, row.id, audience),
        now=work.now,
        referral_id=row.id,
    )
    return True
