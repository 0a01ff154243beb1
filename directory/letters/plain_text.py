"""Pure: names and listing texts as one line of plain letters, without signs that steer how a text runs."""

from __future__ import annotations

import unicodedata

SHORT = 160
"""Letters of a line of the listing; names are kept as long as LONGEST."""

LONGEST = 240

# Persian, Hindi and others join and part letters with these two; they turn no text around.
_JOINERS = "\u200c\u200d"


def clean(words: str | None, longest: int = LONGEST) -> str:
    """The words as one line: no control, bidi or private-use sign, blanks single, cut after `longest` letters.

    >>> clean("Oak\\u202e <b>House</b>\\n ")
    'Oak <b>House</b>'
    """
    # What is far too long is cut before the work, and again after it.
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
