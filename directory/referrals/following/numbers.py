"""The numbers at which providers are called today: a wrong one that was mended since the referral must not be called again."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from directory.storage.publishing import telling
from directory.storage.publishing.edits import merges
from directory.storage.publishing.records import load
from directory.storage.publishing.targets import DETAILS

_PHONES = tuple(detail for detail in DETAILS if detail.target == "phones")


def numbers_today(session: Session, record_ids: Iterable[str]) -> dict[str, str | None]:
    """The number (E.164) of each service at location, None where its listing has none; those that are gone are left out."""
    wanted = set(record_ids)
    if not wanted:
        return {}
    into = merges(session)
    listings = load(session, {into.get(one, one) for one in wanted}, _PHONES)
    phones = {key: telling.first_phone(fields) for key, fields in listings.items()}
    numbers = {key: telling.e164(phone) if phone else None for key, phone in phones.items()}
    return {one: numbers[now] for one in wanted if (now := into.get(one, one)) in numbers}
