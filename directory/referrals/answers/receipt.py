"""An answer by link, recorded: it moves the referral on, or is kept for the owner to see where it comes late or twice."""

from __future__ import annotations

import datetime

from directory.clock import SLACK
from directory.errors import RefusedError, UnknownError
from directory.referrals.answers.links import Audience, Opened, read_link
from directory.referrals.event_checks import New
from directory.referrals.snapshot import EventWords
from directory.referrals.updates import Recorded, answered
from directory.referrals.work import Work
from directory.storage.people import alarms
from directory.storage.referrals import events, links
from directory.storage.referrals.referrals import ReferralRow, hold_for_holder
from directory.students.alarms import raise_for
from directory.students.seals import unseal
from matching.danger import Danger, Level, read

MOST_A_DAY = 20
"""Answers by link to one referral within a day, of the family and of the provider each: more than either has to say, too few to
bury the owner in, and neither can keep the other from answering.
"""

MOST_UNCERTAIN = 2 * MOST_A_DAY
"""The same of answers whose words may tell of danger: somebody reads them today."""

LONGEST_KEPT = 2_000  # characters
FROM_ENDED = "Sent by a link that had ended.\n"


def take(work: Work, link: Opened, new: New) -> Recorded:
    """Records an answer of whoever holds a link that was just opened.

    Raises UnknownError where the student was deleted meanwhile, RefusedError after MOST_A_DAY, UsageError for what is wrong.
    """
    row = hold_for_holder(work.session, link.referral_id)
    danger = read(new.words)
    if _is_beyond(work, row.id, link.audience, danger):
        _add_to_alarm(work, row, link.audience, new.words or "", danger)
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
    """Keeps words that tell of danger, or may, from an answer that cannot be recorded yet: who wrote them may never finish it.

    Returns whether they are kept now. The same words in the answer that follows raise no second alarm.
    """
    danger = read(words)
    if not words or danger is None:
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
    kept = f"{before}{_gravest(words, danger)}"
    if _stands(work, row, audience, kept):
        return False
    if _is_beyond(work, row.id, audience, danger):
        return _add_to_alarm(work, row, audience, kept, danger)
    answered(work, row, New("note", words=kept), audience)
    work.changed("referral.answered", student_id=row.student_id, subject=f"referral:{row.id}", detail=audience)
    return True


def _gravest(words: str, danger: Danger) -> str:
    """The words, or of too long ones the first part that tells of the danger."""
    words = words.strip()
    parts = [words[at : at + LONGEST_KEPT] for at in range(0, max(len(words), 1), LONGEST_KEPT // 2)]
    return next((part for part in parts if (found := read(part)) and found.level is danger.level), parts[0])


def _stands(work: Work, row: ReferralRow, audience: Audience, words: str) -> bool:
    """Whether these very words came from the same people within a day."""
    since, data_key = work.now - datetime.timedelta(days=1), work.keys.unwrap(row.data_key)
    theirs = [one for one in events.of(work.session, row.id) if one.who == audience and one.recorded_at > since and one.sealed]
    place = {"student_id": row.student_id}
    return any(unseal(EventWords, data_key, one.sealed or b"", row_id=one.id, **place).words == words for one in theirs)


def _is_beyond(work: Work, referral_id: str, audience: Audience, danger: Danger | None) -> bool:
    """Whether there were too many answers of theirs today; no limit keeps away the first words that tell of danger."""
    since, until = work.now - datetime.timedelta(days=1), work.now + SLACK
    many = links.answers_between(work.session, referral_id, audience, since, until)
    if danger is None or danger.level is Level.NOW:
        is_first = danger is not None and not alarms.is_open_of_referral(work.session, referral_id, audience)
        return many >= MOST_A_DAY and not is_first
    return many >= MOST_UNCERTAIN


def _add_to_alarm(work: Work, row: ReferralRow, audience: Audience, words: str, danger: Danger | None) -> bool:
    """Adds words of danger that are one answer too many to the alarm that waits already; returns whether they are kept."""
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
