"""The position of a listing on the map when its address is corrected: an old point must not stay beside a new address."""

from __future__ import annotations

from directory.places.zips import center
from importers.fields import Target
from importers.places import addresses, no_places
from importers.places.boxes import is_box
from importers.records import Fields, Value

POINT = (Target.LOCATION_LATITUDE, Target.LOCATION_LONGITUDE)


def placed(changes: Fields, known: Fields) -> dict[Target, Value]:
    """Return the changes of a listing known as `known`, with the point that goes with them.

    A given point is the address itself, unless its precision is given too. If the street or the ZIP changes without one, or the
    point is removed, the ZIP's center takes its place.
    """
    whole = dict(known) | dict(changes)
    if any(target in changes for target in POINT) and None not in (whole.get(target) for target in POINT):
        return {**changes, Target.LOCATION_PRECISION: changes.get(Target.LOCATION_PRECISION) or "address"}
    if not any(target in changes for target in POINT) and not _moved(known, whole):
        return dict(changes)
    code, street = whole.get(Target.ADDRESS_POSTAL_CODE), whole.get(Target.ADDRESS_ADDRESS_1)
    nowhere = isinstance(street, str) and (is_box(street) or no_places.read(street) is not None)
    middle = center(code) if isinstance(code, str) and not nowhere else None
    return {
        **changes,
        Target.LOCATION_LATITUDE: middle.latitude if middle else None,
        Target.LOCATION_LONGITUDE: middle.longitude if middle else None,
        Target.LOCATION_PRECISION: "zip" if middle else None,
    }


def _moved(known: Fields, whole: Fields) -> bool:
    """Whether the address is another place, and not the same one written differently."""
    if known.get(Target.ADDRESS_POSTAL_CODE) != whole.get(Target.ADDRESS_POSTAL_CODE) or _street(known) != _street(whole):
        return True
    return not whole.get(Target.ADDRESS_POSTAL_CODE) and known.get(Target.ADDRESS_CITY) != whole.get(Target.ADDRESS_CITY)


def _street(fields: Fields) -> str:
    street = fields.get(Target.ADDRESS_ADDRESS_1)
    return addresses.normal(street) if isinstance(street, str) else ""
