"""Words of danger that the models do not know: those of other languages, and those that hide from filters.

`other_languages.toml` lists plain words by kind and language. They lead to the quiet line only: nobody has yet reviewed them.

>>> in_other_languages("con tôi muốn tự tử")
HeardWords(kind='suicide', words='muốn tự tử')
>>> undisguised("I want 2 d1e"), undisguised("S.U.I.C.I.D.E. pact"), undisguised("grade 7, room B12, A1C of 7.1")
('I want 2 die', 'SUICIDE. pact', None)
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

from matching.text import without_accents

_TABLE = Path(__file__).with_name("other_languages.toml")
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه"})
_VOWEL_SIGNS = re.compile("[\u064b-\u0652\u0640]")

_HIDDEN = (
    "suicide suicidal suicidio suicidar suicidarme suicidarse kill killed killing die dying dead death murder rape raped rapist hang hanging "
    "gun guns shoot shooting stab overdose cut cutting molested matar matarme matarse morir muerte violo violar pistola"
).split()
_SIGNS = {"0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "7": "t", "$": "s", "@": "a", "!": "il", "*": "a-z", "#": "a-z"}
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?P<gap>[ .*_-])[^\W\d_](?:(?P=gap)[^\W\d_]){2,}(?![^\W_])")
_MIXED = re.compile(r"(?<![\w$@!*#])(?=[^\s]*[A-Za-z])[A-Za-z0134$57@!*#]*[0134$57@!*#][A-Za-z0134$57@!*#]*(?![\w$@!*#])")


class HeardWords(NamedTuple):
    """The kind of danger, one of matching.danger.KINDS, and the words for it."""

    kind: str
    words: str


def in_other_languages(text: str) -> HeardWords | None:
    """Return the first kind of danger with words in a text, in the order of the table; None if there is none."""
    folded = _fold(text)
    for kind, pattern in _patterns():
        if match := pattern.search(folded):
            return HeardWords(kind, match[0])
    return None


def _fold(text: str) -> str:
    return _VOWEL_SIGNS.sub("", unicodedata.normalize("NFC", text).casefold()).translate(_ARABIC).replace("\u2019", "'")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return one pattern for each kind: words are whole, or begin a word if they end with *; Chinese stands anywhere."""
    table = tomllib.loads(_TABLE.read_text("utf-8"))
    return tuple((kind, _pattern(",".join(languages.values()).split(","))) for kind, languages in table.items())


def _pattern(listed: list[str]) -> re.Pattern[str]:
    of_way: dict[str, list[str]] = {"{}": [], r"(?<!\w){}": [], r"(?<!\w){}(?!\w)": []}
    anywhere, beginnings, whole = of_way.values()
    for words in filter(None, map(str.strip, listed)):
        is_chinese = unicodedata.name(words[0]).startswith("CJK")
        (anywhere if is_chinese else beginnings if words.endswith("*") else whole).append(re.escape(_fold(words.rstrip("*"))))
    return re.compile("|".join(way.format(f"(?:{'|'.join(some)})") for way, some in of_way.items() if some))


def undisguised(text: str) -> str | None:
    """Return a text with such words as they are meant; None if it has none."""
    plain = _MIXED.sub(_meant, _SPACED.sub(lambda match: match[0].replace(match["gap"], ""), text))
    return plain if plain != text else None


def _meant(match: re.Match[str]) -> str:
    """Return the word of danger that a word is with its signs read as letters; the word itself if there is none."""
    word = match[0].rstrip("!*")
    letters = re.compile("".join(f"[{_SIGNS[sign]}]" if sign in _SIGNS else sign for sign in without_accents(word.lower())))
    meant = next((one for one in _HIDDEN if letters.fullmatch(one)), None) if word else None
    return match[0].replace(word, meant, 1) if meant else match[0]
