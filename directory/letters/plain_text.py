"""Pure: names and listing texts as one line of plain text, without control characters or bidi marks."""

from __future__ import annotations

import unicodedata

SHORT = 160
"""Characters of a line of the listing; names are limited by LONGEST."""

LONGEST = 240

# Persian, Hindi and others join and separate letters with these two; they do not change the direction.
_JOINERS = "\u200c\u200d"


def clean(words: str | None, longest: int = LONGEST) -> str:
    """Return the words as one line without control, bidi or private-use characters, with single spaces, cut at `longest`.

    >>> clean("Oak\\u202e <b>House</b>\\n ")
    'Oak <b>House</b>'
    """
    # Cut far too long text first to save work, and again below.
    plain = "".join(_letter(letter) for letter in unicodedata.normalize("NFC", (words or "")[: longest * 4]))
    line = " ".join(plain.split())
    if len(line) <= longest:
        return line
    head = line[: longest - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[longest // 2 :] else head).rstrip(",;:. ") + "…"


def _letter(letter: str) -> str:
    if letter in _JOINERS:
        return letter
    category = unicodedata.category(letter)
    if category in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    return "" if category.startswith("C") else letter
