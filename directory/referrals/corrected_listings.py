"""Corrections of flagged listings: staff who sent a family there with the wrong details learn of the correction.

Only letters that are out count, and referrals that ended because of it and have no replacement.
"""

from __future__ import annotations

import datetime

from directory.errors import KeysError, UnknownError
from directory.models.codes import EndCode, EventKind, ReferralStatus
from directory.referrals import updates
from directory.referrals.event_checks import NewEvent
from directory.referrals.turns import UNDER_WAY
from directory.referrals.work import Work
from directory.storage.listings.edits import same_listings
from directory.storage.referrals import flags
from directory.storage.referrals import referrals as stored

WRONG = EndCode.WRONG_CONTACT_DETAILS
_DAY = datetime.timedelta(days=1)
"""Margin for the moment of a flag, which is in UTC, while the day of a referral is local."""


def record_correction(work: Work, flag_id: str, *, by: str) -> str:
    """Record that a member of staff has corrected a listing; return its id, or that of the listing that has replaced it.

    Raises UnknownError if no such flag is open.
    """
    record_id, since = flags.about(work.session, flag_id)
    # The referrals before the flag: everything that locks both uses this order.
    for one in stored.misled_by(work.session, record_id, WRONG, since - _DAY):
        _record_in(work, one)
    flags.close(work.session, flag_id, staff_id=by, now=work.now)
    return same_listings(work.session, [record_id])[record_id]


def _record_in(work: Work, referral_id: str) -> None:
    """Record the correction in one referral; one that cannot be opened must not keep anybody from correcting the listing."""
    try:
        row = stored.lock_for_link(work.session, referral_id)
        if row.status == ReferralStatus.SENT or (
            row.status == ReferralStatus.NOT_COMPLETED and not _is_replaced(work, row.request_id)
        ):
            updates.by_system(work, row, NewEvent(EventKind.LISTING_MENDED))
    except (KeysError, UnknownError):
        return


def _is_replaced(work: Work, request_id: str) -> bool:
    """Whether another choice of the opening is under way."""
    return any(one.status in UNDER_WAY for one in stored.hold_request(work.session, request_id))
