"""Where a record stands on the map when its address is corrected."""

from __future__ import annotations

import pytest

from directory.listings.placement import placed
from importers.records import Fields

KNOWN: Fields = {
    "address.address_1": "12 Fern Street",
    "address.city": "Lansing",
    "address.postal_code": "48910",
    "location.latitude": 42.7,
    "location.longitude": -84.5,
    "location.precision": "address",
}


@pytest.mark.parametrize(
    ("street", "precision"),
    [("PO Box 12", None), ("9 Oak Street", "zip"), ("12 Fern Street", "address"), ("P.O. Box 3", None), ("In your home", None)],
)
def test_a_street_that_becomes_no_place_leaves_the_map(street: str, precision: str | None) -> None:
    """Where mail alone goes there is no point, not even that of the ZIP; another street stands at the ZIP's center."""
    found = {**KNOWN, **placed({"address.address_1": street}, KNOWN)}
    assert found["location.precision"] == precision
    assert (found["location.latitude"] is None) is (precision is None)
