"""Text as comparable words: case, accents, endings and small words are folded away, in English and Spanish.

>>> [word.text for word in fold("She can't sleep.")]
['not', 'sleep', '|']

The vocabulary and the texts go through the same fold, so roughly cut endings do no harm as long as they are always cut
the same way. `EDGE` separates sentences and list items: no phrase extends across it. `SOMEBODY` replaces her, him, my,
me and so on, so that "lost her mom" is also "lost my mom".
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
_LETTERS_AND_DIGITS = re.compile(r"[^\W_]+")
_VOWEL = re.compile("[aeiouy]")
_SHORTEST_CUT = 4  # letters; the shortest word that loses an ending
_SHORTEST_BARE = 3  # letters that must be left
_MARKUP = re.compile(r"<[^<>]{0,200}>|&(?:nbsp|amp|lt|gt|quot|#\d{1,5});")


class _Letters(dict[int, int]):
    """Maps each character to one plain lower-case character, so that positions in the folded text are positions in the text."""

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
    written: Mapping[str, str]


@cache
def _words() -> _Words:
    table = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
    same = {form: word for word, forms in table["same"].items() for form in forms.split()}
    for word, key in ((SOMEBODY, "somebody"), ("oneself", "oneself"), ("not", "not")):
        same |= dict.fromkeys(table[key].split(), word)
    written = {form: word for word, forms in table["written"].items() for form in forms.split()}
    return _Words(frozenset(table["dropped"].split()), frozenset(table["whole"].split()), same, table["parted"], written)


class Word(NamedTuple):
    """A folded word, how it was written, and its position in the text."""

    text: str
    raw: str
    start: int
    end: int


def plain(text: str) -> str:
    """Return text in lower case without accents, with the same number of characters."""
    return text.lower() if text.isascii() else text.translate(_LETTERS)


def without_accents(text: str) -> str:
    """Return text without accents, in compatibility form (NFKD): "é" becomes "e", a ligature its letters.

    >>> without_accents("José, ﬁn de semana")
    'Jose, fin de semana'
    """
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def fold_text(text: str) -> str:
    """Return text in lower case without accents, its words separated by single spaces.

    >>> fold_text("  Peña-Ruiz,  JOSÉ_2 ")
    'pena ruiz jose 2'
    """
    return " ".join(_LETTERS_AND_DIGITS.findall(without_accents(text.casefold())))


def compose(text: str) -> str:
    """Return text with composed accents and with markup blanked; blanking keeps the length."""
    text = unicodedata.normalize("NFC", text) if not text.isascii() else text
    if "<" in text or "&" in text:
        text = _MARKUP.sub(lambda m: (" " if m[0] == "&amp;" or m[0][0] == "&" else "|").ljust(len(m[0])), text)
    return text


def written_out(word: str) -> str | None:
    """Return the word that a plain word is short for, or written by ear, as in messages; None if it is no such word.

    >>> written_out("hw"), written_out("gitara"), written_out("home")
    ('homework', 'guitarra', None)
    """
    return _words().written.get(word)


@lru_cache(maxsize=100_000)
def root(word: str) -> str:
    """Return a word without its ending: "classes" becomes "class", and "tutoring" and "tutors" become the same."""
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
    """Return the folded form of a plain word: usually one word, none for a small one, several for one also written apart."""
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
    """Return the folded words of a text, with EDGE between sentences and list items."""
    out: list[str] = []
    for raw in _WORD.findall(plain(compose(text))):
        out += folded(raw)
    return out


def _located(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(plain(text)):
        for word in folded(match[0]):
            yield Word(word, match[0], match.start(), match.end())


def fold(text: str) -> list[Word]:
    """Return the folded words of a composed text with their positions in it."""
    return list(_located(text))


def phrase(text: str) -> tuple[str, ...]:
    """Return a phrase in the vocabulary as folded words, without edges, and without a SOMEBODY before other words."""
    words = [word for word in tokens(text) if word != EDGE]
    return tuple(word for i, word in enumerate(words) if word != SOMEBODY or (i == len(words) - 1 and i > 0))


def listed(text: str) -> tuple[str, ...]:
    """Return a phrase with commas as it occurs in a text: with the edges between its words."""
    words = [word for word in tokens(text) if word != SOMEBODY]
    return tuple(words) if words and words[-1] != EDGE else ()


def spelled(text: str) -> list[str]:
    """Return the words of a text as written, in plain lower case."""
    return [raw for raw in _WORD.findall(plain(compose(text))) if raw[0].isalnum()]


def spellings() -> Iterator[tuple[str, str]]:
    """Return every spelling that is folded into another word, with that word."""
    return ((raw, root(word)) for raw, word in _words().same.items())


@cache
def _spellings_of() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for raw, word in spellings():
        found.setdefault(word, []).append(raw)
    return {word: tuple(raw) for word, raw in found.items()}


def spellings_of(word: str) -> tuple[str, ...]:
    """Return every spelling that is folded into this folded word by a table, rather than by its ending."""
    return _spellings_of().get(word, ())


@cache
def joined() -> tuple[str, ...]:
    """Return the words that are also written as two."""
    return tuple(_words().parted)
