"""The QR code of a link, drawn by segno: sharp on paper and on the screen, and named for screen readers."""

from __future__ import annotations

from functools import lru_cache

import segno

# Blank squares around the code, without which cameras do not find it (ISO/IEC 18004).
QUIET = 4
# What segno does not write: its paths are lines, which are blurred at their edges unless they are drawn crisp.
_ROOT = '<svg xmlns="http://www.w3.org/2000/svg" role="img" width="160" height="160" shape-rendering="crispEdges" '


@lru_cache(maxsize=256)
def code(link: str) -> segno.QRCode:
    """Return the code of a link, readable when 15% of it is dirty (level M, or better if there is room)."""
    return segno.make(link, error="m", micro=False)


def scale(link: str) -> float:
    """Return how many times as wide as its squares the code is with the quiet zone."""
    return code(link).symbol_size(border=QUIET)[0] / code(link).symbol_size(border=0)[0]


def svg(link: str, title: str) -> str:
    """Return the code as inline SVG with a white background and a title for screen readers; no style, no script."""
    drawn = code(link).svg_inline(
        border=QUIET, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True, title=title
    )
    return drawn.replace("<svg ", _ROOT, 1)
