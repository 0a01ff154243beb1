"""Encodings of one byte a letter: Windows-1252 told from Mac Roman by what stands beside each letter.

The same byte is "ñ" on an old Mac and "–" on Windows. "Ni–os" is no word and "Niños" is, so every byte votes by its neighbors:

>>> decode("Agencia Niños, Café".encode("mac_roman"))[0]
'Agencia Niños, Café'
>>> decode("Women’s Café – Niños".encode("cp1252"))[0]
'Women’s Café – Niños'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

_LETTERS = frozenset("áéíóúüñçàèìòùâêîôûäëïöåãõøæßÁÉÍÓÚÜÑÇÀÈÌÒÙÂÊÎÔÛÄËÏÖÅÃÕØÆ")
"""Letters of the languages that a list may be in; any other one ("Ž", "ƒ", "œ") is rare enough to have no vote for it."""
_HIGH = re.compile(r"[^\x00-\x7f]")
_MANGLED = re.compile("â€[™œ“”˜¦¢\x9d]|Ã[¡-¿]")
_MANGLED_VOTES = 6
"""UTF-8 that was read as Windows-1252 once, which importers.values.text repairs: no other reading has such sequences."""
_VOTES = 20_000  # letters that are looked at
_VOWELS = frozenset("aeiouáéíóúAEIOUÁÉÍÓÚ")
_AROUND = 6  # letters before and behind that a pattern may see


def _pattern(before: str, behind: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{before})\0(?:{behind})")


_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("’", _pattern(r"(?<=\w)", r"(?=(?:s|t|re|ll|ve|d|m)\b)")),  # women’s, don’t
    ("’", _pattern(r"(?<=s)", r"(?!\w)")),  # boys’
    ("’", _pattern(r"(?<=\b[A-Za-z])", r"(?=\w\w)")),  # O’Brien, l’école
    ("‘“«¿¡", _pattern(r"(?<!\w)", r"(?=[\w‘“¡¿])")),
    ("”»", _pattern(r"(?<=[\w.,!?)])", r"(?!\w)")),
    ("–—", _pattern(r"(?<=[\s\d])|^|(?<=[ap]m)|(?<=[a-z])(?=\0[A-Z])", r"(?=[\s\dA-Z]|$)")),
    ("—", _pattern(r"(?<=[^\W\d]{3})", r"(?=[^\W\d]{3})")),  # services—literacy; but "educaci—n" is none
    ("…", _pattern(r"(?<=[\w.,!?\s])|^", r"(?!\w)")),
    ("•·", _pattern(r"(?<!\w)", r"(?=[\s\w])")),
    ("®™©", _pattern(r"(?<=\w)|(?<![^\s(])", r"(?!\w)")),
    ("°ªº½¼¾²³", _pattern(r"(?<=[\d\s])|(?<=\d\s)", r"")),
    ("§", _pattern(r"(?<!\w)", r"(?=[\s\d])")),
)


def decode(data: bytes) -> tuple[str, str, str]:
    """Return the text, the codec, and the name by which people know it; Windows-1252 unless Mac Roman makes more words."""
    try:
        text, codec, known = data.decode("cp1252"), "cp1252", "Windows-1252"
    except UnicodeDecodeError:
        text, codec, known = data.decode("latin-1"), "latin-1", "Latin-1"
    mac = data.decode("mac_roman")
    return (mac, "mac_roman", "Mac Roman") if _sense(mac) > _sense(text) else (text, codec, known)


def _sense(text: str) -> int:
    """Return how many more characters beyond ASCII stand where they may than where they may not."""
    votes = sum(_vote(*found) for found in islice(_found(text), _VOTES))
    return votes + _MANGLED_VOTES * len(_MANGLED.findall(text))


def _found(text: str) -> Iterator[tuple[str, str, str]]:
    for match in _HIGH.finditer(text):
        at = match.start()
        yield text[max(0, at - _AROUND) : at], match[0], text[at + 1 : at + 1 + _AROUND]


def _vote(before: str, char: str, behind: str) -> int:
    """Return 1 if a character may stand between its neighbors, -1 if it may not, 0 if that says nothing."""
    if char.isalpha() and char not in "ªº":
        return _vote_of_letter(before[-2:], char, behind[:2])
    around = f"{before}\0{behind}"
    if any(char in signs and fits.search(around) for signs, fits in _SIGNS):
        return 1
    return 0 if char == "\u00a0" or (char == "’" and not behind[:1].isalnum()) or _joins_words(before, char, behind) else -1


def _joins_words(before: str, char: str, behind: str) -> bool:
    return char == "–" and before[-3:].isalpha() and behind[:3].isalpha() and len(before) > 2 < len(behind)


def _vote_of_letter(before: str, char: str, behind: str) -> int:
    last, first = before[-1:], behind[:1]
    if char > "ɏ" or last.isdigit() or first.isdigit() or _odd_case(before, char, behind):
        return -1
    if char in "ñÑ" and first.isalpha() and first not in _VOWELS:
        return -1
    begins_rarely = char in "çÇâêîôûÂÊÎÔÛ" and not last.isalpha()
    return 1 if char in _LETTERS and not begins_rarely and (last.isalpha() or first.isalpha()) else 0


def _odd_case(before: str, char: str, behind: str) -> bool:
    """Whether no word is written so: "CafŽ", "MARTê", "OÕBrien", "Mañana" as "MaÐana"."""
    last, first = before[-1:], behind[:1]
    if char.isupper():
        return last.islower() or (first.islower() and last.isalpha()) or (first.isupper() and behind[1:].islower())
    return (len(before) == 2 and before.isupper() and before.isalpha()) or (last.isupper() and first.isupper())
