"""Where a record stands on the map when its address is corrected."""

from __future__ import annotations

import pytest

from directory.listings.placement import placed
from importers.fields import Target
from importers.records import Fields

KNOWN: Fields = {
    Target.ADDRESS_ADDRESS_1: "12 Fern Street",
    Target.ADDRESS_CITY: "Lansing",
    Target.ADDRESS_POSTAL_CODE: "48910",
    Target.LOCATION_LATITUDE: 42.7,
    Target.LOCATION_LONGITUDE: -84.5,
    Target.LOCATION_PRECISION: "address",
}


@pytest.mark.parametrize(
    ("street", "precision"),
    [("PO Box 12", None), ("9 Oak Street", "zip"), ("12 Fern Street", "address"), ("P.O. Box 3", None), ("In your home", None)],
)
def test_a_street_that_becomes_no_place_leaves_the_map(street: str, precision: str | None) -> None:
    """Where mail alone goes there is no point, not even that of the ZIP; another street stands at the ZIP's center."""
    found = {**KNOWN, **placed({Target.ADDRESS_ADDRESS_1: street}, KNOWN)}
    assert found[Target.LOCATION_PRECISION] == precision
    assert (found[Target.LOCATION_LATITUDE] is None) is (precision is None)
