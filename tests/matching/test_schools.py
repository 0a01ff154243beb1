"""Services inside one school, for its students alone."""

from __future__ import annotations

import pytest

from matching.schools import read
from matching.verdicts import FAIL, PASS, UNASKED, UNKNOWN


@pytest.mark.parametrize(
    ("inside", "school", "expected"),
    [
        ("Lincoln Elementary", "Lincoln Elementary School", PASS),
        ("LINCOLN ELEM.", "Lincoln Elementary", PASS),
        ("P.S. 12", "PS 12", PASS),
        ("St. Mary's", "Saint Marys School", PASS),
        ("Lincoln Elementary", "Lincoln High", FAIL),
        ("Kennedy High", "Lincoln High", FAIL),
        ("PS 12", "PS 121", FAIL),
        ("Lincoln", "Lincoln Elementary", UNKNOWN),
        ("Lincon Elementary", "Lincoln Elementary", UNKNOWN),
        ("Lincoln Elementary", None, UNKNOWN),
        ("", "Lincoln Elementary", UNASKED),
        ("", None, UNASKED),
    ],
)
def test_a_school_is_known_by_its_name(inside: str, school: str | None, expected: int) -> None:
    """Another number or level is another school; a name that may be the same is unknown."""
    assert read(inside, school) == expected
