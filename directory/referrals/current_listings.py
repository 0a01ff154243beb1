"""The current listings of chosen providers; a listing that was merged away is replaced by the one that was kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.finding.reason_codes import CheckCode, ReasonNote
from directory.listings import words
from directory.models.codes import ReferralStatus
from directory.referrals.choices import GONE, ruled_out
from directory.storage.listings import facts
from directory.storage.listings.edits import merges
from directory.storage.listings.facts import Listing, text
from directory.storage.listings.records import load
from directory.storage.listings.targets import DETAILS
from directory.storage.referrals.referrals import ReferralRow
from importers.fields import Target
from matching.query import Reason, Verdict

_PHONES = tuple(detail for detail in DETAILS if detail.target == Target.PHONES)


@dataclass(frozen=True, slots=True)
class ListingToday:
    """A chosen provider's listing as of today.

    `number` is the E.164 number to call, and `ruled_out` why no family may be sent there. `record_id` is the
    listing in use now, which two choices share where one was merged into the other.
    """

    record_id: str
    service: str
    organization: str
    number: str | None = None
    ruled_out: ReasonNote | None = None
    is_gone: bool = False


_GONE = ListingToday("", "", "", ruled_out=GONE, is_gone=True)


def listings_today(session: Session, record_ids: Iterable[str]) -> dict[str, ListingToday]:
    """Return the listing of each service at location, by the id under which it was chosen."""
    wanted = set(record_ids)
    if not wanted:
        return {}
    into = merges(session)
    found = {key: _today(fields) for key, fields in load(session, {into.get(one, one) for one in wanted}, _PHONES).items()}
    return {one: found.get(into.get(one, one), _GONE) for one in wanted}


def merged_with_given(row: ReferralRow, choices: Iterable[ReferralRow], listings: Mapping[str, ListingToday]) -> Reason | None:
    """Return a failing reason if a backup has been merged with an earlier choice whose letter the family already has.

    `listings` are those of all `choices`, as returned by listings_today.
    """
    mine = listings[row.record_id]
    given = (one for one in choices if one.id != row.id and one.status != ReferralStatus.DRAFT)
    same = next((one for one in given if not mine.is_gone and listings[one.record_id].record_id == mine.record_id), None)
    return Reason("status", Verdict.FAIL, CheckCode.MERGED_WITH_GIVEN, {"service": same.service}) if same else None


def _today(fields: Listing) -> ListingToday:
    phone = facts.first_phone(fields)
    return ListingToday(
        str(fields[Target.SERVICE_AT_LOCATION_ID]),
        text(fields, Target.SERVICE_NAME) or "",
        text(fields, Target.ORGANIZATION_NAME) or "",
        words.e164(phone) if phone else None,
        ruled_out(fields),
    )
