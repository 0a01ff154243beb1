"""The QR code of a link: one path of black squares, as sharp as the paper or the screen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html import escape

import segno

# Blank squares around the code, without which cameras do not find it (ISO/IEC 18004).
QUIET = 4


@dataclass(frozen=True, slots=True, repr=False)
class Code:
    """A QR code: `side` is its width in squares without the quiet zone, `path` the black ones as an SVG path."""

    side: int
    path: str

    @property
    def width(self) -> int:
        """The width in squares with the quiet zone."""
        return self.side + 2 * QUIET


@lru_cache(maxsize=256)
def code(link: str) -> Code:
    """Return the code of a link, readable when 15% of it is dirty (level M, or better if there is room)."""
    rows = [bytes(row) for row in segno.make(link, error="m", micro=False).matrix]
    path = "".join(
        f"M{QUIET + start} {QUIET + line}h{length}v1h-{length}z" for line, row in enumerate(rows) for start, length in _runs(row)
    )
    return Code(len(rows), path)


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Return the start and the length of each run of black squares in a row."""
    runs: list[tuple[int, int]] = []
    for at, black in enumerate(row):
        if not black:
            continue
        if runs and sum(runs[-1]) == at:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((at, 1))
    return runs


def svg(link: str, title: str) -> str:
    """Return the code as inline SVG with a white background and a title for screen readers; no style, no script."""
    made = code(link)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="qr" role="img" viewBox="0 0 {made.width} {made.width}" '
        f'width="160" height="160" shape-rendering="crispEdges"><title>{escape(title)}</title>'
        f'<path fill="#fff" d="M0 0h{made.width}v{made.width}h-{made.width}z"/><path fill="#000" d="{made.path}"/></svg>'
    )
