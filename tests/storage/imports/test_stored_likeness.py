"""What a row resembles is stored as text, and read as what it was."""

from __future__ import annotations

import pytest

from directory.storage.imports.stored_likeness import read, stored
from importers.plan.likeness import Resembled, ResembledLine, ResembledRecord


@pytest.mark.parametrize(
    ("like", "text"),
    [
        (ResembledLine(12), "line 12"),
        (ResembledRecord("Homework Club (county)"), "Homework Club (county)"),
        (ResembledRecord("Line dancing (parks)"), "Line dancing (parks)"),
        (ResembledRecord("line 5 (transit)"), "line 5 (transit)"),
        (ResembledRecord("988 (hotlines)"), "988 (hotlines)"),
    ],
)
def test_a_likeness_is_read_as_it_was_stored(like: Resembled, text: str) -> None:
    """Lines and records keep the texts that earlier imports stored, and neither is taken for the other."""
    assert stored(like) == text
    assert read(text) == like


def test_a_row_that_resembles_nothing_has_no_text() -> None:
    """A row without a likeness was stored without a text, or with an empty one."""
    assert read(None) is None
    assert read("") is None
