"""Cells that a spreadsheet would run: none goes out as it is, and each comes back the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.spreadsheets import escape, unescape

TEXTS = st.text(st.sampled_from("=+-@＝＋－＠' \t\r\n\u00a0\u3000a1")) | st.text()


@given(TEXTS)
def test_an_escaped_text_comes_back_the_same(text: str) -> None:
    """What was escaped is unescaped to exactly what it was."""
    assert unescape(escape(text)) == text


@given(TEXTS)
def test_no_formula_goes_out(text: str) -> None:
    """No text begins with a sign of a formula, whatever blanks stand before it, nor with a tab or a line end."""
    cell = escape(text)
    assert cell.lstrip()[:1] not in tuple("=+-@＝＋－＠")
    assert cell[:1] not in tuple("\t\r\n")


@pytest.mark.parametrize("text", ["3 Elm Street", "'tis the season", "a = b", "", "'", " blank before"])
def test_what_is_no_formula_goes_out_as_it_is(text: str) -> None:
    """Words that no spreadsheet runs get no apostrophe."""
    assert escape(text) == text
