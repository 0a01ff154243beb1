"""Cell text made readable: broken encodings, HTML, odd spaces, words for "unknown", and lists within a cell.

>>> clean("Women\\u00e2\\u20ac\\u2122s  Center<br />2nd\\u00a0floor")
'Women’s Center 2nd floor'
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Collection

from matching.text import without_accents

BLANK_WORDS = frozenset({
    "", "-1", "-", "--", "---", ".", "?", "??", "*", "/", "n/a", "na", "n.a.", "n/k", "none", "none listed", "none given",
    "none or unknown", "none provided", "none known", "nil", "null", "nan", "#n/a", "#value!", "#ref!", "(blank)", "blank",
    "empty", "unknown", "unk", "not known", "not available", "not applicable", "not listed", "not provided", "not specified",
    "not given", "not stated", "no data", "no information", "no info", "unspecified", "undefined", "unavailable", "tbd", "tba", "tbc",
    "to be determined", "to be announced", "pending", "xx", "xxx", "no disponible", "desconocido", "ninguno",
})  # fmt: skip
"""What people write if they do not know. A column in which "None" is meaningful uses this set without "none"."""

_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d\u00ad\u0096\u0097]")
_SINGLE_QUOTES = re.compile("[\u2018\u2019\u201a\u201b\u02bc\u00b4`\u2032]")
_DOUBLE_QUOTES = re.compile("[\u201c\u201d\u201e\u2033\u00ab\u00bb]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SOFT_DASH = re.compile(
    r"""(?<=\S)([^\S\n]+)\u00ad+(?=[^\S\n]+\S)  # between blanks
    | \u00ad+(?=[^\S\n]*\d) | (?<=\d)\u00ad+  # beside a digit
    | (?<=\S)\u00ad+(?=[^\S\n]+[A-ZÁÉÍÓÚÑ]) | (?<=\s)\u00ad+(?=[A-ZÁÉÍÓÚÑ]) | (?<=[a-z])(?<!\bMc)\u00ad+(?=[A-Z])""",
    re.VERBOSE,
)
"""A soft hyphen between blanks, beside a digit or before a capital is the dash of a PDF; within a word it is invisible."""
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n]+")

_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style)\b[^>]{0,2000}>.{0,4000}?</\1\s{0,9}>|<!--.{0,4000}?-->", re.IGNORECASE | re.DOTALL)
_BREAKS = re.compile(r"<br\b[^<>]{0,200}>|</(?:li|tr|h[1-6])\s*>", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"</?(?:p|div|ul|ol|table|blockquote)\b[^<>]{0,500}>", re.IGNORECASE)
# Only known tags: "<18" and "<info@example.org>" are the list's words, not markup.
_TAGS = re.compile(
    r"</?(?:a|abbr|b|body|center|code|em|font|h[1-6]|head|hr|html|i|img|li|pre|s|small|span|strong|sub|sup|tbody|td|th|tr|tt|u)"
    r"(?:\s[^<>]{0,1000})?/?>",
    re.IGNORECASE,
)


def _cp1252(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_BYTE_OF = {char: byte for byte in range(0x80, 0x100) for char in (chr(byte), _cp1252(byte))}
_TAIL = "[" + re.escape("".join(char for char, byte in _BYTE_OF.items() if byte < 0xC0)) + "]"
_MANGLED_LATIN = re.compile(f"[ÂÃ]{_TAIL}|â{_TAIL}{{2}}|ï»¿|ï¿½|ð{_TAIL}{{3}}")
_LOST_BLANK = re.compile("Â(?= |$)", re.MULTILINE)


def _decoded(match: re.Match[str]) -> str:
    try:
        return bytes(_BYTE_OF[char] for char in match.group()).decode("utf-8")
    except UnicodeDecodeError:
        return match.group()


def _unmangled(text: str) -> str:
    """Return text with UTF-8 that was decoded as cp1252 repaired.

    ftfy judges whole texts in any script; of single letters it leaves some (¥, Å, Ì, Î, Ò, å, ™), which the patterns here repair.
    """
    if text.isascii():
        return text
    import ftfy

    return _LOST_BLANK.sub("", _MANGLED_LATIN.sub(_decoded, ftfy.fix_encoding(text)))


def _without_lost_letters(text: str) -> str:
    """Return text without U+FFFD: an apostrophe or a dash if it can only have been one, else nothing."""
    if "\ufffd" not in text:
        return text
    text = re.sub(r"(?<=[A-Za-z])\ufffd(?=(?:s|t|re|ll|ve|d|m)\b)", "'", text)
    text = re.sub(r"(?<=\d)(\s*)\ufffd(\s*)(?=\d)|(?<=\s)\ufffd(?=\s)", r"\1-\2", text)
    return text.replace("\ufffd", "")


def _repaired(text: str) -> str:
    for _ in range(4):  # "&amp;nbsp;" was escaped twice
        before = text
        text = _ENTITY.sub(lambda found: html.unescape(found.group()), _unmangled(_without_lost_letters(text)))
        text = _BREAKS.sub("\n", _HIDDEN.sub(" ", text))
        text = _TAGS.sub("", _PARAGRAPHS.sub("\n\n", text))
        if text == before:
            break
    if "\u00ad" in text:
        text = _SOFT_DASH.sub(r"\1-", text)
    text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", _CONTROLS.sub(" ", text).replace("\ufffd", ""))


def clean(text: str) -> str:
    """Return the text on one line."""
    for _ in range(4):  # without the blanks around it, other letters may look broken
        before, text = text, " ".join(_repaired(text).split())
        if text.isascii() or text == before:
            break
    return text


def clean_long(text: str) -> str:
    """Return the text with its paragraphs: single line breaks are kept, several become one empty line."""
    lines = [_BLANKS.sub(" ", line).strip() for line in _repaired(text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


_APART = re.compile(r"(?<!\S)\w(?:\s{1,9}\w){3,}(?!\S)")


def fold(text: str) -> str:
    """Return the text for comparison: clean, lower case, without accents, every dash a "-", every quote straight."""
    straight = _DOUBLE_QUOTES.sub('"', _SINGLE_QUOTES.sub("'", _DASHES.sub("-", clean(text))))
    return " ".join(without_accents(straight.casefold()).casefold().split())


def letters_joined(text: str) -> str:
    """Return the text with spaced-out letters ("C O N F I D E N T I A L") joined into words."""
    return _APART.sub(lambda found: re.sub(r"\s", "", found[0]), text)


def is_blank(text: str, words: Collection[str] = BLANK_WORDS) -> bool:
    """Whether a cell says nothing: it is empty, or one of the words for "unknown"."""
    folded = fold(text)
    return folded in words or folded.strip(" .-_*") in words


_STRONG = re.compile(r"[;|\n\u2022\u00b7\u25cf\u25aa]")
# Not the comma in 1,599 nor the one before "Inc."; _at_commas skips those within brackets.
_COMMA = re.compile(r",(?!\d{3}\b)(?!\s{0,9}(?:inc|llc|ltd|jr|sr|esq|ph\.?d|m\.?d)\b)|[()\[\]]", re.IGNORECASE)


def split_list(text: str) -> tuple[str, ...]:
    """Return the items of a cell, clean and without repeats; commas separate only if no ";", "|" or line break does."""
    repaired = _repaired(text)
    parts = _STRONG.split(repaired) if _STRONG.search(repaired.strip()) else _at_commas(repaired)
    items: dict[str, str] = {}
    for part in parts:
        item = " ".join(part.split()).strip(" ,").removeprefix("- ").removeprefix("* ")
        if item:
            items.setdefault(item.casefold(), item)
    return tuple(items.values())


def _at_commas(text: str) -> list[str]:
    """Return the parts between commas; a comma is within brackets if the next bracket is a closing one."""
    parts, end = [], len(text)
    closing = False
    for found in reversed(list(_COMMA.finditer(text))):
        if found[0] != ",":
            closing = found[0] in ")]"
        elif not closing:
            parts.append(text[found.end() : end])
            end = found.start()
    return [text[:end], *reversed(parts)]


_KEEP_CAPITALS = frozenset(
    {
        "YMCA",
        "YWCA",
        "YMHA",
        "YWHA",
        "YM",
        "JCC",
        "PAL",
        "NAMI",
        "NYC",
        "USA",
        "US",
        "UK",
        "DC",
        "NY",
        "NJ",
        "LA",
        "SF",
        "NW",
        "NE",
        "SW",
        "SE",
        "II",
        "III",
        "IV",
        "VI",
        "VII",
        "VIII",
        "PS",
        "IS",
        "MS",
        "JHS",
        "HS",
        "ES",
        "LLC",
        "LLP",
        "PC",
        "PLLC",
        "MD",
        "HIV",
        "AIDS",
        "LGBT",
        "LGBTQ",
        "LGBTQIA",
        "GED",
        "ESL",
        "ESOL",
        "ABE",
        "HRA",
        "DSS",
        "DOE",
        "DOH",
        "DYCD",
        "CUNY",
        "SUNY",
        "VA",
        "WIC",
        "TANF",
        "SNAP",
        "SCO",
        "BOCES",
        "PO",
        "TTY",
        "TDD",
        "CBO",
        "AA",
        "NA",
        "ACS",
        "DHS",
        "DCPS",
    }
)
_SMALL_WORDS = frozenset({"of", "the", "and", "at", "in", "on", "for", "to", "by", "de", "del", "la", "las", "los", "el", "y"})


def _titled(word: str, first: bool) -> str:
    bare = word.strip(".,()&")
    if bare in _KEEP_CAPITALS or re.fullmatch(r"(?:[A-Z]\.)+[A-Z]?,?", word):
        return word
    if not first and word.lower() in _SMALL_WORDS:
        return word.lower()
    if any(char.isdigit() for char in word):
        return re.sub(r"(?<=\d)(?:ST|ND|RD|TH)\b", lambda found: found.group().lower(), word)
    titled = re.sub(r"[^\W\d_]+", lambda found: found.group().capitalize(), word)
    titled = re.sub(r"(?<=[^\W\d_]{2})['’](?:S|T)\b", lambda found: found.group().lower(), titled)
    return re.sub(r"\bMc([^\W\d_])(?=[^\W\d_]{2})", lambda found: "Mc" + found.group(1).upper(), titled)


def _all_titled(text: str) -> str:
    return " ".join(_titled(word, index == 0) for index, word in enumerate(text.split(" ")))


def tidy_name(text: str) -> str:
    """Return a name typed in capitals in ordinary letters; "YMCA", "P.S. 40" and "McLean" are unchanged."""
    name = clean(text)
    letters = [char for char in name if char.isalpha()]
    alone = " " not in name and (len(letters) <= 4 or not re.search("[AEIOUY]", name))
    return _all_titled(name) if letters and name.isupper() and not alone else name


def tidy_city(text: str) -> str:
    """Return a city's name in ordinary letters, whether typed in capitals or in lower case."""
    city = clean(text)
    return _all_titled(city.upper()) if city.isupper() or city.islower() else city
