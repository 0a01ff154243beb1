"""Words of a sentence as they are quoted to who typed it: without what only joins them to the words around.

>>> quoted("is pregnant, and"), quoted("tutoring for"), quoted("script>alert"), quoted("por la tarde y"), quoted("and")
('is pregnant', 'tutoring', 'script alert', 'por la tarde', 'and')
"""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[<>{}\[\]|\\=^~`_*#]+")
_JOINS = frozenset(
    "a an and are as at because but by for from in is of on or so that the to with y e o u a al con de del en el la las los para pero por que un una".split()
)


def quoted(words: str) -> str:
    """Return words to be quoted; those that only join are left out at the end, unless there are no others."""
    plain = " ".join(_SIGNS.sub(" ", words).split())
    parts = plain.split()
    while len(parts) > 1 and parts[-1].strip(",;:.").casefold() in _JOINS:
        parts.pop()
    return " ".join(parts).strip(",;: ") or words
