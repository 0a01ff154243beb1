"""Pure: whether an address is a place to go to; not a P.O. box, a city alone, "Mobile" or a confidential address.

>>> street_address("12 Fern Street, PO Box 5, Lansing, MI 48906")
'12 Fern Street, Lansing, MI 48906'
>>> street_address("PO Box 1410, Lansing, MI 48901") is None
True
>>> street_address("Mobile, Lansing, MI 48901") is None
True
"""

from __future__ import annotations

import re

from directory.listings import words
from importers.places.boxes import is_box

_WITHHELD = re.compile(
    r"\b(?:confidential|undisclosed|not disclosed|unlisted|withheld|unpublished|private (?:address|location)|address private|call for (?:the )?(?:address|location))\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\d+[a-z]? +[^\W\d_]", re.IGNORECASE)
# "Lansing", "Lansing, MI", "Lansing, MI 48910", "MI 48910", "48910"
_TOWN = re.compile(r"(?:[^\W\d][^,\d]*(?:,\s*)?)?(?:\b[A-Z]{2})?\s*(?:\d{5}(?:-\d{4})?)?")
_STATE = re.compile(r"\b[A-Z]{2}\s*(?:\d{5}(?:-\d{4})?)?$|\d{5}(?:-\d{4})?$")


def street_address(address: str | None) -> str | None:
    """Return the address without boxes, or None if no place to go to is left."""
    parts = [part.strip() for part in (address or "").split(",")]
    left = [part for part in parts if part and not is_box(part)]
    kept = ", ".join(left)
    if parts[0] and words.is_no_place(parts[0]):
        return None
    if len(left) < len(parts) and not any(_NUMBERED.match(part) for part in left):
        return None
    return None if not kept or _WITHHELD.search(kept) or is_town(kept) else kept


def is_town(address: str) -> bool:
    """Whether an address names only a town: "Lansing, MI 48910"."""
    return _STATE.search(address) is not None and _TOWN.fullmatch(address) is not None


def is_withheld(address: str | None) -> bool:
    """Whether an address says that it is withheld."""
    return _WITHHELD.search(address or "") is not None


def is_for_mail(address: str) -> bool:
    """Whether an address has a box and no place to go to."""
    return street_address(address) is None and any(is_box(part.strip()) for part in address.split(","))
