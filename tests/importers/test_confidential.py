"""What of a confidential place is withheld in other words."""

from __future__ import annotations

import pytest

from importers.confidential import of_streets, scrubbed


@pytest.mark.parametrize(
    ("street", "text", "left"),
    [
        ("31 Quarry Lantern Road", "Beds at 31 Quarry Lantern Road behind the mill", "Beds at (withheld) behind the mill"),
        ("31 Quarry Lantern Road", "Beds at 31 quarry lantern rd. behind", "Beds at (withheld) behind"),
        ("12 Paul Robeson Jones Blvd", "12 Paul Robeson Jones Boulevard, ring", "(withheld), ring"),
        ("1408 Old Mill Rd Apt 2", "At 1408 Old Mill Road, Apt 2, ring twice", "At (withheld), ring twice"),
        ("500 E St Joseph St", "500 East Saint Joseph Street", "(withheld)"),
        ("31 Ox Bow Road Suite 4", "31 Ox Bow Rd", "(withheld)"),
        ("12 Hidden Lane", "Our house on Hidden Lane", "Our house on (withheld)"),
        ("One Hidden Lane", "1 Hidden Lane", "1 (withheld)"),
        ("12 5th Ave", "on 5th Avenue", "on (withheld)"),
        ("345 Broadway", "Broadway shows, 345 Broadway", "Broadway shows, (withheld)"),
        ("31 Lantern Road", "31 Elm St, 12 lanterns, the road", "31 Elm St, 12 lanterns, the road"),
    ],
)
def test_a_street_is_found_however_it_is_written(street: str, text: str, left: str) -> None:
    """All of its name is withheld, with kind and unit, and so is its name without the number; nothing else is."""
    assert scrubbed({"service.description": text}, of_streets([street])).get("service.description", text) == left
