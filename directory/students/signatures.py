"""Signatures drawn on the screen, as lines on a field of WIDTH by HEIGHT points (pure).

They are stored as numbers and never as a picture that somebody sent, so that nothing has to be decoded and only numbers are
shown.

>>> read_strokes("[[10, 20, 200, 60, 90, 90]]")
((10, 20, 200, 60, 90, 90),)
>>> read_strokes("[[10, 20]]") is None
True
"""

from __future__ import annotations

import json
import math
from itertools import pairwise

WIDTH, HEIGHT = 600, 200
MOST_STROKES, MOST_NUMBERS = 200, 8_000
LONGEST = 60_000
"""The most characters of a signature as it is sent."""

SHORTEST_INK = 100
"""Points of line; anything shorter is a slip of the finger."""

Strokes = tuple[tuple[int, ...], ...]


def read_strokes(text: str) -> Strokes | None:
    """Return the lines of a signature, each as alternating x and y; None if it is empty, too short or malformed."""
    try:
        sent = json.loads(text) if text and len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(sent, list) or len(sent) > MOST_STROKES or not all(_is_line(one) for one in sent):
        return None
    strokes = tuple(tuple(line) for line in sent)
    drawn = sum(len(line) for line in strokes) <= MOST_NUMBERS and _ink(strokes) >= SHORTEST_INK
    return strokes if drawn else None


def as_paths(strokes: Strokes) -> tuple[str, ...]:
    """Return the lines as the points of SVG polylines."""
    return tuple(" ".join(f"{x},{y}" for x, y in _points(line)) for line in strokes)


def _is_line(line: object) -> bool:
    if not isinstance(line, list) or len(line) < 2 or len(line) % 2:
        return False
    if not all(isinstance(number, int) and not isinstance(number, bool) for number in line):
        return False
    return all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in _points(tuple(line)))


def _points(line: tuple[int, ...]) -> list[tuple[int, int]]:
    return list(zip(line[::2], line[1::2], strict=True))


def _ink(strokes: Strokes) -> float:
    return sum(math.dist(one, other) for line in strokes for one, other in pairwise(_points(line)))
