"""The Work that the referral packages take, made from a request."""

from __future__ import annotations

from directory.district_settings.school_calendar import calendar_or_weekends
from directory.referrals.work import NOBODY, Work
from directory.storage.scope import Scope
from directory.web.core.request import Asked


def working(asked: Asked) -> Work:
    """Return the work of the signed-in user."""
    return _work(asked, asked.scope)


def by_link(asked: Asked) -> Work:
    """Return work with the scope of nobody: for the holder of a link, or for the service itself during a user's request."""
    return _work(asked, NOBODY)


def _work(asked: Asked, scope: Scope) -> Work:
    calendar = calendar_or_weekends(asked.settings.calendar)
    return Work(asked.session, asked.keys, scope, calendar, asked.today, asked.now, asked.address, asked.settings.remind_before)
