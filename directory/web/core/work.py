"""What the rooms of referrals are handed, made of a request."""

from __future__ import annotations

from directory.referrals.school_calendar import calendar_or_weekends
from directory.referrals.work import NOBODY, Work
from directory.storage.scope import Scope
from directory.web.core.request import Asked


def working(asked: Asked) -> Work:
    """The work of whoever is signed in."""
    return _work(asked, asked.scope)


def by_link(asked: Asked) -> Work:
    """The work of whoever is nobody to us: the holder of a link, or the service itself beside somebody's own work."""
    return _work(asked, NOBODY)


def _work(asked: Asked, scope: Scope) -> Work:
    calendar = calendar_or_weekends(asked.settings.calendar)
    return Work(asked.session, asked.keys, scope, calendar, asked.today, asked.now, asked.address, asked.settings.remind_before)
