"""A PDF read back by another program than the one that wrote it."""

from __future__ import annotations

import re
import zlib
from contextlib import closing

import pypdfium2
from PIL import Image


def pages(data: bytes) -> list[str]:
    """The text of each page, on one line: lines that were wrapped are whole again."""
    with closing(pypdfium2.PdfDocument(data)) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def picture(data: bytes, page: int = 0, dots: int = 150) -> Image.Image:
    """A page as a printer would see it; `dots` to the inch."""
    with closing(pypdfium2.PdfDocument(data)) as document:
        drawn: Image.Image = document[page].render(scale=dots / 72).to_pil()
        return drawn.convert("L")


def inside(data: bytes) -> bytes:
    """All that is in the file, with its compressed parts unpacked."""
    unpacked = [data]
    for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            unpacked.append(zlib.decompress(match[1]))
        except zlib.error:
            continue
    return b"\n".join(unpacked)
