"""The Work that the referral packages take, made from a request."""

from __future__ import annotations

from directory.referrals.work import NOBODY, Work, work_of
from directory.storage.scope import Scope
from directory.web.core.request import Asked


def working(asked: Asked) -> Work:
    """Return the work of the signed-in user."""
    return _work(asked, asked.scope)


def by_link(asked: Asked) -> Work:
    """Return work with the scope of nobody: for the holder of a link, or for the service itself during a user's request."""
    return _work(asked, NOBODY)


def _work(asked: Asked, scope: Scope) -> Work:
    return work_of(
        asked.session,
        asked.keys,
        scope,
        asked.district,
        today=asked.today,
        now=asked.now,
        address=asked.address,
        language=asked.language,
    )
