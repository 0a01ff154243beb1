"""Text as words that can be compared: case, accents, endings and small words folded away, in English and Spanish.

>>> [word.text for word in fold("She can't sleep.")]
['not', 'sleep', '|']

Both the vocabulary and what is read go through the same fold, so a rough ending does no harm as long as it is always
cut alike. `EDGE` parts sentences and the items of a list: no phrase reaches across it. `SOMEBODY` stands for her, him,
my, me and so on, so that "lost her mom" is also "lost my mom".
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

EDGE = "|"
SOMEBODY = "@"

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)*|[.,;:!?|()\[\]\n\r\u2022\u00b7]")
_VOWEL = re.compile("[aeiouy]")
_SHORTEST_CUT = 4  # letters of a word that loses an ending
_SHORTEST_BARE = 3  # letters that must be left of it
_MARKUP = re.compile(r"<[^<>]{0,200}>|&(?:nbsp|amp|lt|gt|quot|#\d{1,5});")


class _Letters(dict[int, int]):
    """One plain lower-case character for each character, so that places in the folded text are places in the text."""

    def __missing__(self, code: int) -> int:
        base = unicodedata.normalize("NFKD", chr(code))[0].lower()
        self[code] = plain = ord(base) if len(base) == 1 else code
        return plain


_LETTERS = _Letters({ord("\u2019"): ord("'"), ord("\u2018"): ord("'"), ord("`"): ord("'"), ord("\u00b4"): ord("'")})


class _Words(NamedTuple):
    dropped: frozenset[str]
    whole: frozenset[str]
    same: Mapping[str, str]
    parted: Mapping[str, str]


@cache
def _words() -> _Words:
    table = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
    same = {form: word for word, forms in table["same"].items() for form in forms.split()}
    for word, key in ((SOMEBODY, "somebody"), ("oneself", "oneself"), ("not", "not")):
        same |= dict.fromkeys(table[key].split(), word)
    return _Words(frozenset(table["dropped"].split()), frozenset(table["whole"].split()), same, table["parted"])


class Word(NamedTuple):
    """A folded word, how it was written, and where in the text it stands."""

    text: str
    raw: str
    start: int
    end: int


def plain(text: str) -> str:
    """Lower case without accents, character for character as long as `text`."""
    return text.lower() if text.isascii() else text.translate(_LETTERS)


def compose(text: str) -> str:
    """Text with each accent on its letter and markup blanked, length kept after composing."""
    text = unicodedata.normalize("NFC", text) if not text.isascii() else text
    if "<" in text or "&" in text:
        text = _MARKUP.sub(lambda m: (" " if m[0] == "&amp;" or m[0][0] == "&" else "|").ljust(len(m[0])), text)
    return text


@lru_cache(maxsize=100_000)
def root(word: str) -> str:
    """A word without its ending: "classes" and "class", "tutoring" and "tutors" come out alike."""
    whole = _words().whole
    if word in whole or len(word) < _SHORTEST_CUT or word.isdigit():
        return word
    if word.endswith(("ies", "ied")):
        return word[:-3] + "y" if len(word) > _SHORTEST_CUT else word
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
        if word in whole:
            return word
    for ending in ("ing", "ed"):
        bare = word.removesuffix(ending)
        if bare != word and len(bare) >= _SHORTEST_BARE and _VOWEL.search(bare):
            doubled = len(bare) > _SHORTEST_BARE and bare[-1] == bare[-2] and bare[-1] not in "lsz"
            word = bare[:-1] if doubled else bare
            break
    return word[:-1] if word.endswith("e") and len(word) > _SHORTEST_CUT else word


def _one(word: str) -> str:
    same = _words().same
    return root(same.get(word) or same.get(word.removesuffix("s")) or word)


@lru_cache(maxsize=100_000)
def folded(raw: str) -> tuple[str, ...]:
    """What a plain word comes to: usually one word, none for a small one, several for one that is also written apart."""
    if not raw[0].isalnum():
        return (EDGE,)
    words = _words()
    if raw in words.same:
        return (root(words.same[raw]),)
    word = raw.removesuffix("'s").replace("'", "")
    if not word or word in words.dropped:
        return ()
    if word in words.parted:
        return tuple(_one(part) for part in words.parted[word].split())
    return (_one(word),)


def tokens(text: str) -> list[str]:
    """The folded words of a text, sentences and list items parted by EDGE."""
    out: list[str] = []
    for raw in _WORD.findall(plain(compose(text))):
        out += folded(raw)
    return out


def _located(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(plain(text)):
        for word in folded(match[0]):
            yield Word(word, match[0], match.start(), match.end())


def fold(text: str) -> list[Word]:
    """The folded words of a composed text with their places in it."""
    return list(_located(text))


def phrase(text: str) -> tuple[str, ...]:
    """A phrase of the vocabulary: its folded words, without edges, and without a SOMEBODY that more words follow."""
    words = [word for word in tokens(text) if word != EDGE]
    return tuple(word for i, word in enumerate(words) if word != SOMEBODY or (i == len(words) - 1 and i > 0))


def listed(text: str) -> tuple[str, ...]:
    """A phrase that holds commas, as it stands in a text: with the edges between its words."""
    words = [word for word in tokens(text) if word != SOMEBODY]
    return tuple(words) if words and words[-1] != EDGE else ()


def spelled(text: str) -> list[str]:
    """The words of a text as written, in plain lower case."""
    return [raw for raw in _WORD.findall(plain(compose(text))) if raw[0].isalnum()]


def spellings() -> Iterator[tuple[str, str]]:
    """Every spelling that is folded into another word, with that word."""
    return ((raw, root(word)) for raw, word in _words().same.items())


@cache
def joined() -> tuple[str, ...]:
    """The words that are also written as two."""
    return tuple(_words().parted)
