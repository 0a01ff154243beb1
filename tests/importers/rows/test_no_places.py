"""What stands in a column of addresses and is no place that anybody can go to."""

from __future__ import annotations

import csv
import datetime
import io

import pytest

from importers.fields import Target
from importers.read import listing
from importers.records import Fields

TODAY = datetime.date(2026, 11, 2)


def first(address: str) -> Fields:
    """The fields of the first of three rows of a list, which has this address."""
    rows = [["Agency", "Program", "Description", "Address", "City", "State", "ZIP", "Phone"]]
    rows += [
        [agency, "Swim", "Swimming lessons for children", street, "Lansing", "MI", "48910", "517-555-0100"]
        for agency, street in (("Otter Door", address), ("Heron House", "14 Oak St"), ("Fox Den", "16 Oak St"))
    ]
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return listing(written.getvalue().encode(), "list.csv", TODAY).records[0].fields


@pytest.mark.parametrize(
    ("address", "modes"),
    [
        ("Mobile", ()),
        ("In your home", ("home",)),
        ("Home visits", ("home",)),
        ("We come to you", ("home",)),
        ("En línea", ("online",)),
        ("Microsoft Teams", ("online",)),
        ("Online / Statewide", ("online",)),
        ("Por teléfono", ("phone",)),
        ("Todo el estado", ()),
        ("Countywide", ()),
        ("Varies", ()),
        ("See website", ()),
        ("https://otter.example.org/where", ()),
        ("Same", ()),
        ("Mailing only: 12 Oak St", ()),
        ("12 Oak St (mailing address only)", ()),
        ("Administrative office: 9 Oak St", ()),
    ],
)
def test_no_place_has_no_street_and_no_point(address: str, modes: tuple[str, ...]) -> None:
    """No street and no point is made of it; its words are kept where people read about the place, and how the service comes is read."""
    fields = first(address)
    assert [fields[t] for t in (Target.ADDRESS_ADDRESS_1, Target.LOCATION_LATITUDE, Target.LOCATION_LONGITUDE)] == [
        None,
        None,
        None,
    ]
    assert fields[Target.MODES] == modes
    assert fields[Target.LOCATION_DESCRIPTION] == address
    assert fields[Target.ADDRESS_CITY] == "Lansing"


@pytest.mark.parametrize(
    "address", ["P.0. Box 7", "RR 2 Box 14", "Caller Box 9", "POB 77", "Postal Box 6", "Lock Box 30", "General Delivery"]
)
def test_a_box_however_written_is_where_mail_goes(address: str) -> None:
    """A box is no place: it is kept as one for mail, without a point, and nothing is in person there."""
    fields = first(address)
    assert fields[Target.LOCATION_LOCATION_TYPE] == "postal"
    assert fields[Target.LOCATION_LATITUDE] is None
    assert "in_person" not in str(fields.get(Target.MODES))


@pytest.mark.parametrize(
    "address",
    [
        "12 Mobile St",
        "9 Home Ave",
        "100 Online Way",
        "Mobile County Library, 5 Oak St",
        "Same Day Clinic, 5 Elm St",
        "Box Elder Center",
        "State Street Church",
    ],
)
def test_a_street_that_is_called_so_is_a_place(address: str) -> None:
    """Streets and buildings with such words in their names are places, with a point."""
    fields = first(address)
    assert fields[Target.ADDRESS_ADDRESS_1] == address
    assert fields[Target.LOCATION_LATITUDE] is not None
