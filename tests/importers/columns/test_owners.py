"""The site's address is the place; that of the agency behind it never mixes into it."""

from __future__ import annotations

import datetime

import pytest

from importers.columns.owners import of_header
from importers.fields import Target
from importers.read import listing

TODAY = datetime.date(2026, 3, 9)


@pytest.mark.parametrize(
    ("header", "owner"),
    [
        ("Lead Agency Address", "organization"), ("Sponsor Zip", "organization"), ("Main Office Address", "organization"), ("Dirección de la agencia", "organization"),
        ("Program Address", "site"), ("Physical Address", "site"), ("Código postal del sitio", "site"), ("Address", "list"), ("Dirección", "list"),
        ("Agency Status", None), ("Web address", None), ("Email address", None), ("Zip codes served", None),
    ],
)  # fmt: skip
def test_headers(header: str, owner: str | None) -> None:
    """A header says whose place its column is about, or that it is about none."""
    assert of_header(header) == owner


@pytest.mark.parametrize(
    ("theirs", "zips", "here", "place"),
    [
        ("Lead Agency Address", "Lead Agency Zip", "Site Address", "Site Zip"), ("Sponsor Address", "Sponsor Zip", "Program Address", "Program Zip"),
        ("Headquarters Address", "Headquarters Zip", "Address", "Zip"), ("Address", "Zip", "Site Address", "Site Zip"),
        ("Dirección de la agencia", "Código postal de la agencia", "Dirección del sitio", "Código postal del sitio"),
    ],
)  # fmt: skip
def test_the_site_is_the_place(theirs: str, zips: str, here: str, place: str) -> None:
    """Of two addresses the site's is taken alone; where it names no street, the place is unknown."""
    rows = ["Elm House,Choir,90 Plum Rd Suite 7,48910,12 Fern St,48906", "Elm House,Chess,90 Plum Rd Suite 7,48910,Various,48906"]
    found = listing("\n".join([f"Agency,Program,{theirs},{zips},{here},{place}", *rows]).encode(), "list.csv", TODAY)
    first, second = (one.fields for one in found.records)
    assert [first.get(t) for t in (Target.ADDRESS_ADDRESS_1, Target.ADDRESS_ADDRESS_2, Target.ADDRESS_POSTAL_CODE)] == [
        "12 Fern St", None, "48906",
    ]  # fmt: skip
    assert [second.get(t) for t in (Target.ADDRESS_ADDRESS_1, Target.ADDRESS_ADDRESS_2, Target.LOCATION_LATITUDE)] == [None] * 3
    assert {theirs, zips} <= set(found.unread)


def test_the_agencys_address_alone() -> None:
    """An agency's address is the place where the list gives no other."""
    found = listing(
        b"Agency,Agency Address,Agency Zip\nElm House,12 Fern St,48906\nOak House,14 Fern St,48906\n", "list.csv", TODAY
    )
    assert [one.fields[Target.ADDRESS_ADDRESS_1] for one in found.records] == ["12 Fern St", "14 Fern St"]


def test_a_secret_street_is_gone_from_the_agencys_columns() -> None:
    """A confidential row keeps no street of its agency either: it may be the same."""
    rows = ["Elm House,Choir,90 Plum Rd,12 Fern St,Yes", "Oak House,Chess,91 Plum Rd,14 Fern St,No"]
    header = "Agency,Program,Lead Agency Address,Site Address,Address is confidential"
    found = listing("\n".join([header, *rows]).encode(), "list.csv", TODAY)
    assert not any("Plum" in cell or "Fern" in cell for cell in found.records[0].cells.values())
    assert found.records[1].cells["Lead Agency Address"] == "91 Plum Rd"


@pytest.mark.parametrize("site", ["Various", "Multiple sites", "Various schools", "Site varies", "Varias sedes"])
def test_a_site_without_a_name(site: str) -> None:
    """A word for many sites is no site's name; it is kept beside a place that is unknown."""
    found = listing(
        f"Agency,Program,Site Name,Zip\nElm House,Choir,{site},48906\nOak House,Chess,Hall,48906\n".encode(), "l.csv", TODAY
    )
    fields = found.records[0].fields
    assert (fields[Target.LOCATION_NAME], fields[Target.LOCATION_LATITUDE], fields[Target.LOCATION_DESCRIPTION]) == (
        None,
        None,
        site,
    )
    assert found.records[1].fields[Target.LOCATION_NAME] == "Hall"


def test_a_suite_goes_with_its_street() -> None:
    """The suite of an address that is not the site's goes with it, in a column of its own too."""
    rows = ["Elm House,90 Plum Rd,Suite 7,Choir,12 Fern St", "Elm House,90 Plum Rd,Suite 7,Chess,14 Oak St"]
    found = listing("\n".join(["Agency,Address,Suite,Program,School Address", *rows]).encode(), "list.csv", TODAY)
    assert [one.fields.get(Target.ADDRESS_ADDRESS_2) for one in found.records] == [None, None]
