"""Whether words name a post office box: mail goes there, but nobody can visit it.

>>> is_box("P.O. Box 1410"), is_box("Box Elder Road"), is_box("12 Fern Street")
(True, False, False)
"""

from __future__ import annotations

import re

_NUMBER = r"[ .:#]*(?:no\.? ?|number )?(?:\d[\w-]*|[a-z](?:-?\d[\w-]*)?)"
_BOX = re.compile(
    rf"(?:p\.? ?[o0]\.?|post office|postal|lock|mail|us|caller|letter|locked)[ -]*(?:box|drawer|bag)(?:{_NUMBER})?"
    rf"|(?:p\.?o\.?b\.?|pmb|box|drawer|apartado(?: postal)?|casilla)\b{_NUMBER}|general delivery|entrega general|(?:rr|r\.r\.|rural route|hc|hcr|star route|route)[ #]*\d+[, ]+(?:p\.?o\.? )?(?:box|bx){_NUMBER}|p\.?o\.?b{_NUMBER}|apartado postal",
    re.IGNORECASE,
)


_BEGINS = re.compile(
    r"\W*(?:(?:p\.? ?o\.?|post(?:al)? office|mail) ?(?:box|drawer|bx)\b|(?:box|drawer|pmb) #? ?\d+\W*$|apartado(?: postal)? \d|apdo\b|caja postal)",
    re.IGNORECASE,
)


def is_box(words: str) -> bool:
    """Whether a line of an address is a box and nothing else."""
    return _BOX.fullmatch(" ".join(words.split()).strip(" ,.")) is not None


def begins_with_box(words: str) -> bool:
    """Whether a line of an address is a box, or a box with more behind it: "PO Box 12, attention of the director"."""
    return _BEGINS.match(words) is not None or is_box(words)
