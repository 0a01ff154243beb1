"""The QR code is read back from the paper and from the screen."""

from __future__ import annotations

import io
import re

import pytest
import typst
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from directory.letters import qr
from directory.letters.pdf import as_pdf
from tests.letters.drawn_letters import ENGLISH, HEBREW, LINK, SPANISH
from tests.letters.pdfs import picture


def read(image: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(image)]


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("content", [ENGLISH, SPANISH, HEBREW])
def test_paper_leads_to_the_answer_page(content: object, large: bool) -> None:
    """The code on the picture of the printed page holds the link, in both sizes of print and at the dots of a poor printer."""
    data = as_pdf(content, large=large)  # type: ignore[arg-type]
    answers = [read(picture(data, page, dots=100)) for page in range(3 if large else 1)]
    assert [LINK] in answers


def test_code_is_large_enough_for_old_cameras() -> None:
    """The squares measure at least 25 mm, with four blank ones around."""
    found = zxingcpp.read_barcodes(picture(as_pdf(ENGLISH), dots=254))[0].position
    assert found.top_right.x - found.top_left.x >= 250
    assert qr.code(LINK).symbol_size(border=qr.QUIET)[0] == qr.code(LINK).symbol_size(border=0)[0] + 8


def test_svg_is_safe_on_a_strict_page() -> None:
    """The code carries no style and no script, is named for screen readers, and what names it is text."""
    drawn = qr.svg(LINK, "<script>&\"'")
    assert "style" not in drawn
    assert "<script" not in drawn
    assert "<title>&lt;script&gt;&amp;" in drawn
    assert 'role="img"' in drawn
    assert set(re.findall(r"[a-zA-Z]", drawn.split(' d="')[2].split('"')[0])) == set("Mmh")


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=120))
def test_every_link_is_read_back(end: str) -> None:
    """Whatever the link is, what a camera reads is that link."""
    link = f"https://desk.example.org/{end}"
    page = b'#set page(width: 60mm, height: 60mm, margin: 5mm)\n#image(bytes(sys.inputs.svg), format: "svg", width: 50mm)'
    drawn = typst.Compiler(page, sys_inputs={"svg": qr.svg(link, "code")}).compile(format="png", ppi=200)
    assert isinstance(drawn, bytes)
    assert read(Image.open(io.BytesIO(drawn))) == [link]
