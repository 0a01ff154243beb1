"""A letter is set in fonts of the lock file, on a machine that has none."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from directory.letters import layout
from directory.letters.fonts import fonts
from directory.letters.pdf import as_pdf
from tests.letters.drawn_letters import ENGLISH, SPANISH
from tests.letters.pdfs import inside, pages


def test_no_font_of_the_machine_is_known() -> None:
    """Every font comes from a package or from typst itself."""
    places = {font.path for font in fonts().fonts() if font.path}
    assert places
    assert all(place.startswith(sys.prefix) for place in places)
    assert "Noto Sans" in fonts().families()


def test_letter_is_set_in_our_font_and_carries_it() -> None:
    """Noto Sans stands inside the file, so that it prints anywhere."""
    found = inside(as_pdf(SPANISH))
    assert b"NotoSans" in found
    assert b"/FontFile" in found


@pytest.mark.slow
def test_threads_of_the_web_share_the_fonts() -> None:
    """Eight threads that begin together, before the fonts are there, each get their letter."""
    fonts.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(as_pdf, [ENGLISH, SPANISH] * 8))
    assert [len(pages(data)) for data in made] == [1, 2] * 8


@pytest.mark.parametrize(
    ("character", "named"),
    [("漢", "cjk unified ideograph-6f22"), ("\U0001f4af", "hundred points symbol"), ("ܫ", "syriac letter shin")],
)
def test_character_that_no_font_has_is_named(character: str, named: str) -> None:
    """Nothing is left out in silence: the sentence names the character and offers the letter as a page."""
    error = layout.character_refused(character)
    assert named in str(error)
    assert "HTML" in str(error)
    assert "U+E000" in str(layout.character_refused("\ue000"))
