"""Boxes at a post office, which are no places."""

from __future__ import annotations

import pytest

from importers.places.boxes import begins_with_box, is_box


@pytest.mark.parametrize(
    "words",
    ["PO Box 1410", "P.O. Box 7", "P O Box 7-A", "p.o.box 12", "POB 12", "Post Office Box 3", "Post Office Drawer B", "PMB 204",
     "Box 99", "Drawer 12", "General Delivery", "Apartado Postal 12", "Lock Box 4", "PO Box", "P.O. Box #12."],
)  # fmt: skip
def test_a_box_is_known(words: str) -> None:
    """Each way to write a box, with its number and punctuation."""
    assert is_box(words)


@pytest.mark.parametrize(
    "words",
    [
        "12 Fern Street",
        "Box Elder Road",
        "1 Box Elder Road",
        "Boxwood Lane 4",
        "The Box",
        "Suite 12",
        "",
        "Drawer Mill",
        "Lansing",
    ],
)
def test_a_street_is_no_box(words: str) -> None:
    """Streets and buildings that only sound like one are none."""
    assert not is_box(words)


def test_a_box_may_have_more_behind_it() -> None:
    """A line that begins with a box is for mail, whatever follows; a street named after boxes is not."""
    assert begins_with_box("PO Box 12, attention of the director")
    assert not begins_with_box("Box Elder Road")
