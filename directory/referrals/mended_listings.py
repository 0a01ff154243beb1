"""A flagged listing that was mended: whoever works on a referral whose family was sent there with what was wrong reads so.

Told are the letters that are out, and the referrals that ended because of it where nothing has taken their place.
"""

from __future__ import annotations

import datetime

from directory.errors import KeysError, UnknownError
from directory.referrals import updates
from directory.referrals.event_checks import New
from directory.referrals.turns import UNDER_WAY
from directory.referrals.work import Work
from directory.storage.listings.edits import same_listings
from directory.storage.referrals import flags
from directory.storage.referrals import referrals as stored

WRONG = "wrong_contact_details"
_DAY = datetime.timedelta(days=1)
"""The moment of a flag is in UTC, the day of a referral that of the place."""


def mended(work: Work, flag_id: str, *, by: str) -> str:
    """Notes that a member of staff has mended a listing, and returns its id, or that of the one which stands for it now.

    Raises UnknownError where no such flag waits.
    """
    record_id, since = flags.about(work.session, flag_id)
    # The referrals before the flag, in the order of all who hold both.
    for one in stored.misled_by(work.session, record_id, WRONG, since - _DAY):
        _tell(work, one)
    flags.close(work.session, flag_id, staff_id=by, now=work.now)
    return same_listings(work.session, [record_id])[record_id]


def _tell(work: Work, referral_id: str) -> None:
    """Says so in one referral; one whose record does not open keeps nobody from mending the listing."""
    try:
        row = stored.hold_for_holder(work.session, referral_id)
        if row.status == "sent" or (row.status == "not_completed" and not _is_replaced(work, row.request_id)):
            updates.by_system(work, row, New("listing_mended"))
    except (KeysError, UnknownError):
        return


def _is_replaced(work: Work, request_id: str) -> bool:
    """Whether another choice of the opening is under way."""
    return any(one.status in UNDER_WAY for one in stored.hold_request(work.session, request_id))
