"""The position of a listing on the map when its address is corrected: an old point must not stay beside a new address."""

from __future__ import annotations

from directory.places.zips import center
from importers.records import Fields, Value
from importers.values import addresses, no_places
from importers.values.boxes import is_box

POINT = ("location.latitude", "location.longitude")


def placed(changes: Fields, known: Fields) -> dict[str, Value]:
    """Return the changes of a listing known as `known`, with the point that goes with them.

    A given point is the address itself, unless its precision is given too. If the street or the ZIP changes without one, or the
    point is removed, the ZIP's center takes its place.
    """
    whole = dict(known) | dict(changes)
    if any(target in changes for target in POINT) and None not in (whole.get(target) for target in POINT):
        return {**changes, "location.precision": changes.get("location.precision") or "address"}
    if not any(target in changes for target in POINT) and not _moved(known, whole):
        return dict(changes)
    code, street = whole.get("address.postal_code"), whole.get("address.address_1")
    nowhere = isinstance(street, str) and (is_box(street) or no_places.read(street) is not None)
    middle = center(code) if isinstance(code, str) and not nowhere else None
    return {
        **changes,
        "location.latitude": middle.latitude if middle else None,
        "location.longitude": middle.longitude if middle else None,
        "location.precision": "zip" if middle else None,
    }


def _moved(known: Fields, whole: Fields) -> bool:
    """Whether the address is another place, and not the same one written differently."""
    if known.get("address.postal_code") != whole.get("address.postal_code") or _street(known) != _street(whole):
        return True
    return not whole.get("address.postal_code") and known.get("address.city") != whole.get("address.city")


def _street(fields: Fields) -> str:
    street = fields.get("address.address_1")
    return addresses.normal(street) if isinstance(street, str) else ""
