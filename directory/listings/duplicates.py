"""Likely duplicates of a listing, by the same criteria as in an import."""

from __future__ import annotations

from sqlalchemy.orm import Session

from directory.storage.listings.neighbors import near
from directory.storage.listings.records import load
from directory.storage.listings.targets import DETAILS
from importers.fields import Target
from importers.plan.likeness import Likeness, Resembled, ResembledLine, ResembledRecord, alike, likeness
from importers.records import Fields

MOST = 5
_COMPARED = tuple(detail for detail in DETAILS if detail.target in (Target.PHONES, Target.NEEDS))


def likely_same(session: Session, record_id: str) -> list[str]:
    """Return the ids of up to MOST listings with the same address or telephone number, and similar names."""
    fields = load(session, [record_id], _COMPARED).get(record_id)
    if fields is None:
        return []
    mine, spots = _likeness(record_id, fields), set(_likeness(record_id, fields).spots())
    found = load(session, near(session, record_id, fields), _COMPARED)
    others = {key: _likeness(key, other) for key, other in found.items()}
    return [key for key, other in others.items() if spots & set(other.spots()) and alike(mine, other)][:MOST]


def _likeness(record_id: str, fields: Fields) -> Likeness:
    # Each as if in its own list: what one of them leaves blank contradicts nothing.
    return likeness(ResembledRecord(record_id), record_id, fields)


def resemblance(like: Resembled | None) -> str:
    """Return the words for what a held row resembled: a line of its list, or a record of another one."""
    match like:
        case ResembledLine():
            return f"line {like.line}"
        case ResembledRecord():
            return like.label
        case None:
            return "another row"
