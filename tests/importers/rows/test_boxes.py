"""A box is where mail goes: no place, no point, no distance."""

from __future__ import annotations

import datetime

import pytest

from importers import read
from importers.fields import Target


@pytest.mark.parametrize(
    "box", ["PO Box 1410", "P.O. Box 12", "Post Office Box 9", "PO Drawer 4", "Apartado Postal 31", "p o box 7"]
)
def test_a_box_has_no_point(box: str) -> None:
    """A post-office box is kept as the address to write to, without a point and without a visit in person."""
    text = f'Agency,Program,Address\nPlum,Plum Door,"{box}, Lansing, MI 48901"\nFig,Fig Door,"12 Fig St, Lansing, MI 48906"\n'
    mail, place = read.listing(text.encode(), "list.csv", datetime.date(2026, 3, 9)).records
    assert (mail.fields[Target.LOCATION_LATITUDE], mail.fields[Target.LOCATION_PRECISION]) == (None, None)
    assert mail.fields[Target.LOCATION_LOCATION_TYPE] == "postal"
    assert (mail.fields[Target.ADDRESS_ADDRESS_1], mail.fields[Target.ADDRESS_CITY]) == (box, "Lansing")
    assert "in_person" not in (mail.fields.get(Target.MODES) or ())  # type: ignore[operator]
    assert place.fields[Target.LOCATION_LATITUDE] is not None
