"""Escalation of referrals untouched for two weeks: on the owner's work list, and to administrators on their page and by mail.

Pure, except `by_owner`. A referral with a future day to look at it was not forgotten, such as an appointment in a month, a
waiting list until spring or a letter given before a long break; nor was one whose day has only just come.

>>> day = datetime.date(2026, 3, 31)
>>> untouched_days("sent", datetime.date(2026, 3, 14), datetime.date(2026, 3, 21), day)
17
"""

from __future__ import annotations

import datetime

from directory.models.codes import ReferralStatus
from directory.referrals.due import DUE_DAYS, UNTOUCHED_DAYS
from directory.referrals.status import OPEN
from directory.referrals.work import Work
from directory.storage.referrals import worklist as stored
from directory.storage.referrals.worklist import OwnerCount


def untouched_days(
    status: ReferralStatus, touched_on: datetime.date, due_on: datetime.date | None, today: datetime.date
) -> int | None:
    """Return for how many days nobody has touched it, from UNTOUCHED_DAYS on; None if it is not to be escalated."""
    days = (today - touched_on).days
    due = due_on is not None and (today - due_on).days >= DUE_DAYS
    return days if status in OPEN and due and days >= UNTOUCHED_DAYS else None


def by_owner(work: Work) -> list[OwnerCount]:
    """Return the referrals in scope that `untouched_days` escalates today, counted by owner and school, the most first."""
    since, due_since = (work.today - datetime.timedelta(days=days) for days in (UNTOUCHED_DAYS, DUE_DAYS))
    return stored.untouched(work.session, work.scope, today=work.today, since=since, due_since=due_since)
