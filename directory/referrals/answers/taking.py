"""An answer by link, recorded: it moves the referral on, or is kept for the owner to see where it comes late or twice."""

from __future__ import annotations

import datetime

from directory.clock import SLACK
from directory.errors import RefusedError
from directory.referrals.answers.links import Opened
from directory.referrals.loop.checking import New
from directory.referrals.loop.updates import Recorded, answered
from directory.referrals.loop.work import Work
from directory.storage.loop import links
from directory.storage.loop.referrals import hold_for_holder
from directory.storage.people import alarms
from matching.danger import Level, read

MOST_A_DAY = 20
"""Answers by link to one referral within a day, of the family and of the provider each: more than either has to say, too few to
bury the owner in, and neither can keep the other from answering.
"""


def take(work: Work, link: Opened, new: New) -> Recorded:
    """Records an answer of whoever holds a link that was just opened.

    Raises UnknownError where the student was deleted meanwhile, RefusedError after MOST_A_DAY, UsageError for what is wrong.
    """
    row = hold_for_holder(work.session, link.referral_id)
    since, until = work.now - datetime.timedelta(days=1), work.now + SLACK
    many = links.answers_between(work.session, row.id, link.audience, since, until) >= MOST_A_DAY
    if many and not _is_first_alarm(work, link, new):
        raise RefusedError("There were many answers today. Please call the school.")
    recorded = answered(work, row, new, link.audience)
    work.changed("referral.answered", student_id=row.student_id, subject=f"referral:{row.id}", detail=link.audience)
    return recorded


def _is_first_alarm(work: Work, link: Opened, new: New) -> bool:
    """Whether the words tell of danger, and no such words of theirs wait yet: no limit keeps those away."""
    danger = read(new.words)
    waits = alarms.is_open_of_referral(work.session, link.referral_id, link.audience)
    return danger is not None and danger.level is Level.NOW and not waits
