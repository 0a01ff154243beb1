"""A code typed in: with the matching reference number it opens a short link, so that neither ever appears in an address."""

from __future__ import annotations

from dataclasses import dataclass, field

from directory.referrals.answers import guess_limits
from directory.referrals.answers.codes import code_hash
from directory.referrals.answers.links import ClosedLink, make_short_link, opened
from directory.referrals.work import Work
from directory.storage.referrals import links as stored

PAGE = "/a"


@dataclass(frozen=True, slots=True)
class EnteredCode:
    """A code that fitted: the token of the short link to go on to."""

    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class MissedCode:
    """No link was opened; `wait` if there were too many misses, so that this attempt was not even checked.

    Commit the session anyway: it contains the miss.
    """

    wait: bool


def enter_code(work: Work, code: str, reference: str, *, address: str) -> EnteredCode | ClosedLink | MissedCode:
    """Open a short link for this code and reference number; return Closed where the link they belong to has ended."""
    buckets = guess_limits.of_codes(work.keys, address)
    guess_limits.lock(work.session, buckets)
    if guess_limits.full(work.session, buckets, work.now):
        return MissedCode(wait=True)
    row = stored.by_code(work.session, code_hash(work.keys, code, reference))
    if row is None:
        guess_limits.miss(work.session, buckets, work.now, page=PAGE, address=address)
        return MissedCode(wait=False)
    found = opened(work.session, work.keys, row, now=work.now, today=work.today)
    return found if isinstance(found, ClosedLink) else EnteredCode(make_short_link(work, row))
