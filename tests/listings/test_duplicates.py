"""What a held row resembled, in words."""

from __future__ import annotations

import pytest

from directory.listings.duplicates import resemblance
from importers.plan.likeness import Resembled, ResembledLine, ResembledRecord


@pytest.mark.parametrize(
    ("like", "words"),
    [(ResembledLine(2), "line 2"), (ResembledRecord("Homework Club (county)"), "Homework Club (county)"), (None, "another row")],
)
def test_what_a_row_resembled_is_named(like: Resembled | None, words: str) -> None:
    """A line is named by its number, a record by its label, and something unknown as another row."""
    assert resemblance(like) == words
