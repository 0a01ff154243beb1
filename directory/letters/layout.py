"""Steps that all letter formats share: cleaning the words, and finding left-to-right pieces in right-to-left text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from directory.errors import RefusedError
from directory.i18n.catalogs import catalog_of, marked
from directory.letters import plain_text
from directory.letters.content import FactLine

# A piece of Latin letters and digits, with what is between them and the brackets or the plus before it.
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe"
_LEFT = "0-9A-Za-z\u00c0-\u024f"
RIGHT_TO_LEFT = re.compile(f"[{_RIGHT}]")
LEFT_TO_RIGHT = re.compile(rf"[(+#]*[{_LEFT}](?:[^{_RIGHT}]*[{_LEFT})])?")

# So many characters without a space may be longer than a line of the narrowest column.
LONG_WORD = re.compile(r"\S{24}(?=\S{12})")

# Characters of a piece that is kept on one page, and lines of a card that counts as tall.
WHOLE = 700

TALL = 24
LETTERS_A_LINE = 70

# Kinds whose lines are separate things.
LISTED = frozenset({"bring"})

ENDS = (".", "!", "?", "”")

BELOW = marked("The same letter in English")


class LetterError(RefusedError):
    """Raised when a letter or a sheet cannot be drawn as a PDF; names the character and offers the letter as a page."""


def clean(words: str | None) -> str:
    """Return the words on one line, uncut, without control characters and bidi marks."""
    return plain_text.clean(words, 4 * len(words or "") + 1)


def printed(words: str | None) -> str:
    """Return clean words, with zero-width spaces where those too long for the paper may break."""
    return LONG_WORD.sub("\\g<0>\u200b", clean(words))


def pieces(words: str) -> tuple[tuple[str, bool], ...]:
    """Return right-to-left words in pieces, each with whether it reads from left to right: phones, links, addresses, names."""
    if not RIGHT_TO_LEFT.search(words):
        return ((words, True),)
    found: list[tuple[str, bool]] = []
    end = 0
    for match in LEFT_TO_RIGHT.finditer(words):
        found += [(words[end : match.start()], False), (match.group(), True)]
        end = match.end()
    found.append((words[end:], False))
    return tuple((text, left) for text, left in found if text)


def heading_in_english(language: str) -> str:
    """Return the heading above the English copy, in English and in the letter's language if that is known."""
    return " · ".join(dict.fromkeys((BELOW, catalog_of(language)(BELOW))))


def tel(number: str) -> str:
    """Return the tel: URL of a telephone number; blank if it has no digit."""
    kept = re.sub(r"[^0-9+;=a-z*#]", "", number.lower())
    return f"tel:{kept}" if re.search(r"\d", kept) else ""


def mailto(address: str) -> str:
    """Return the mailto: URL of an address; blank if it is not an e-mail address."""
    kept = clean(address)
    return f"mailto:{kept}" if re.fullmatch(r"[^\s@?&#%]+@[^\s@?&#%]+", kept) else ""


def web(link: str) -> str:
    """Return a link that may be followed; blank if it is not a web address."""
    kept = clean(link)
    return kept if re.match(r"https?://", kept) else ""


def alternative(heading: str, link: str) -> str:
    """Return the text alternative of the QR code."""
    return ": ".join(filter(None, (clean(heading), link)))


def is_listed(line: FactLine) -> bool:
    """Whether the lines are things to tick off, one by one."""
    return line.kind in LISTED and len(line.lines) > 1


def flowing(lines: Sequence[str]) -> list[str]:
    """Return the lines, each appended to the previous one where that ends with a complete sentence."""
    joined: list[str] = []
    for words in map(clean, lines):
        if joined and joined[-1].endswith(ENDS):
            joined[-1] += f" {words}"
        else:
            joined.append(words)
    return joined


def is_short(lines: Sequence[str]) -> bool:
    """Whether lines are so short that they can be kept on one page."""
    return sum(map(len, lines)) < WHOLE


def is_tall(lines: Sequence[str]) -> bool:
    """Whether lines fill more than about half a page."""
    return sum(1 + len(line) // LETTERS_A_LINE for line in lines) > TALL


def character_refused(character: str) -> LetterError:
    """Return the error for a character that none of our fonts has."""
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "").lower()
    shown = f"“{character}” ({name})" if name else code
    return LetterError(
        f"This cannot be made as a PDF: it has the character {shown}, which our fonts cannot print. "
        "Use the letter as a web page (HTML), or take the character out where it was typed."
    )
