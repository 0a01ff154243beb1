"""Cells and columns that say yes or no."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.values import flags


@pytest.mark.parametrize("word", ["1", "1.0", "Y", "yes", " X ", "TRUE", "Sí", "si", "✓", "✔️", "[x]"])
def test_yes(word: str) -> None:
    """Every way to tick a cell is yes."""
    assert flags.read(word).value is True


@pytest.mark.parametrize("word", ["0", "0.0", "N", "No", "false", "✗"])
def test_no(word: str) -> None:
    """Every way to deny is no."""
    assert flags.read(word).value is False


def test_blank_is_unknown_and_other_words_are_told() -> None:
    """A blank says nothing and is no trouble; a word that is neither yes nor no is one."""
    assert flags.read("n/a") == flags.read("")
    assert flags.read("").value is None
    assert not flags.read("").troubles
    assert flags.read("perhaps").value is None
    assert flags.read("perhaps").troubles


@pytest.mark.parametrize("values", [["1", ""], ["0", "1"], ["X", "", "x"], ["Y", "N", "n/a"], ["TRUE"]])
def test_a_column_of_flags_is_known(values: list[str]) -> None:
    """A column is a flag column when all that it holds is yes, no or blank."""
    assert flags.is_flag_column(values)


@pytest.mark.parametrize("values", [[], ["", ""], ["1", "2"], ["yes", "call first"]])
def test_other_columns_are_not(values: list[str]) -> None:
    """An empty column or one with other words is none."""
    assert not flags.is_flag_column(values)


@given(st.text())
def test_any_text_is_read(word: str) -> None:
    """Nothing raises, and spaces and case do not matter."""
    assert flags.read(word).value in {True, False, None}
    assert flags.is_flag_column([word]) in {True, False}
    if word.isascii():
        assert flags.read(f" {word.upper()} ").value == flags.read(word).value
