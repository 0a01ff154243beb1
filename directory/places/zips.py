"""Locations of ZIPs, without a network: center, city, county and state from the `zipcodes` library."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import cache
from typing import cast

from directory.errors import Refusal, UnknownError, UsageError, refused
from matching.query import Place

_ZIP = re.compile(r"([0-9]{5})(?:[- ]?[0-9]{4})?")
_LOST_ZERO = re.compile(r"[0-9]{3,4}")
_SOUTH_OF_ALL_PEOPLE = -60.0  # degrees: a latitude south of this is a longitude written first


class UnknownZipError(UnknownError):
    """The ZIP has five digits, but is not in use, or has no place on the map."""


class MalformedPlaceError(UsageError):
    """The text is neither a ZIP nor a pair of latitude and longitude."""


def place(text: str) -> Place:
    """Return the place that "48910", "48910-1234" or "42.73,-84.55" means; raise MalformedPlaceError or UnknownZipError."""
    words = text.strip()
    if "," in words:
        return _point(words)
    match = _ZIP.fullmatch(words)
    if match is None:
        raise MalformedPlaceError(_advice(words))
    found = center(match[1])
    if found is None:
        raise UnknownZipError(
            refused("ZIP {zip} is not on the map: check its digits, or give a point such as 42.73,-84.55.", zip=match[1])
        )
    return found


@cache
def center(postal_code: str) -> Place | None:
    """Return the center of a five-digit ZIP, or None if it is unknown or has no point.

    The first call in a process unpacks the library's table (0.2 s); after that, a new ZIP takes half a millisecond. Lists ask
    importers.places.zips, which answers the same out of all ZIPs at once, for 100 MB of memory that a server does not need.
    """
    import zipcodes

    if not re.fullmatch(r"[0-9]{5}", postal_code):
        return None
    matching = cast("Callable[[str], list[dict[str, str]]]", zipcodes.matching)  # the library's own module has no types
    rows = matching(postal_code)
    if not rows:
        return None
    row = rows[0]
    latitude, longitude = float(row["lat"]), float(row["long"])
    if latitude == 0 and longitude == 0:  # in the library, a military or new ZIP without a point
        return None
    return Place(
        latitude=latitude,
        longitude=longitude,
        words=f"ZIP {postal_code} ({row['city']})",
        approximate=True,
        postal_code=postal_code,
        city=row["city"] or None,
        county=row["county"] or None,
        state=row["state"] or None,
    )


def _point(words: str) -> Place:
    parts = words.split(",")
    try:
        latitude, longitude = (float(part) for part in parts)
    except ValueError:
        raise MalformedPlaceError(_advice(words)) from None
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        raise MalformedPlaceError(_advice(words))
    if not (_SOUTH_OF_ALL_PEOPLE <= latitude <= 90 and -180 <= longitude <= 180):
        raise MalformedPlaceError(
            refused("“{words}” is not a point on our map: latitude comes first, as in 42.73,-84.55.", words=words)
        )
    return Place(latitude=latitude, longitude=longitude, words=f"{latitude:.4f}, {longitude:.4f}")


def _advice(words: str) -> Refusal:
    if _LOST_ZERO.fullmatch(words):
        return refused(
            "A ZIP has five digits, and “{words}” has {count}: is it {meant}?",
            words=words,
            count=len(words),
            meant=words.zfill(5),
        )
    return refused("“{words}” is neither a ZIP such as 48910 nor a point such as 42.73,-84.55.", words=words)
