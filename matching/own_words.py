"""The asker's own words, and what a listing says of them: in its description, its categories or its names.

Words are compared by their stems (matching.text). A listing's words are kept as one text, each stem with the places that name it.

>>> listed = listed_words(names=["Soccer League"], categories=["Sports"], descriptions=["Plays soccer. Teams for children."])
>>> listed
' child:d leagu:n play:d soccer:dn sports:c team:d '
>>> [(word.text, word.stem) for word in own_words("soccer teams for a 9 year old")]
[('soccer', 'soccer'), ('teams', 'team'), ('year', 'year'), ('old', 'old')]
>>> named(listed, ["soccer", "chess"])
'description:soccer name:soccer'
>>> round(rarity(3, 4_000), 2), round(rarity(2_000, 4_000), 2), rarity(0, 4_000)
(0.85, 0.08, 0.0)
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from matching.requests import is_filler
from matching.text import EDGE, SOMEBODY, folded, plain, spelled, spellings_of, tokens

_SHORTEST = 2  # letters of a word that is looked for
_NO_WORDS = frozenset({EDGE, SOMEBODY, "not"})


class NamedIn(StrEnum):
    """Where a listing names a word, the strongest first."""

    DESCRIPTION = "description"
    CATEGORIES = "categories"
    NAME = "name"


_LETTERS: Mapping[NamedIn, str] = {where: where[0] for where in NamedIn}


@dataclass(frozen=True, slots=True)
class OwnWord:
    """A word of the asker's as it is written, in plain lower case, and its stem."""

    text: str
    stem: str


def own_words(text: str) -> tuple[OwnWord, ...]:
    """Return the words of a text that say something, each stem once, in their order; numbers and fillers are left out."""
    found: dict[str, OwnWord] = {}
    for word in spelled(text):
        if _says_something(word):
            for stem in _stems(folded(plain(word))):
                found.setdefault(stem, OwnWord(word, stem))
    return tuple(found.values())


def listed_words(names: Iterable[str], categories: Iterable[str], descriptions: Iterable[str]) -> str:
    """Return the stems of a listing's words in order, each with the places that name it: " soccer:dn team:d "."""
    places: dict[str, str] = {}
    texts = {NamedIn.DESCRIPTION: descriptions, NamedIn.CATEGORIES: categories, NamedIn.NAME: names}
    for where, of_it in texts.items():
        for stem in {stem for text in of_it for stem in _stems(tokens(text))}:
            places[stem] = places.get(stem, "") + _LETTERS[where]
    return f" {' '.join(f'{stem}:{letters}' for stem, letters in sorted(places.items()))} " if places else ""


def named(listed: str, stems: Collection[str]) -> str:
    """Return what a listing's words name of these stems, as codes ("description:soccer") separated by blanks."""
    found = []
    for stem in stems:
        start = listed.find(f" {stem}:") + 1
        if start:
            letters = listed[start + len(stem) + 1 : listed.index(" ", start)]
            found += [f"{where}:{stem}" for where in NamedIn if _LETTERS[where] in letters]
    return " ".join(found)


@lru_cache(maxsize=2_000)
def forms(stem: str) -> frozenset[str]:
    """Return the spellings that have this stem, of those that English and Spanish endings make: "dance", "dances", "dancing"."""
    doubled = (f"{stem}{stem[-1]}ing", f"{stem}{stem[-1]}ed")
    ended = (f"{base}{ending}" for base in (stem, f"{stem}e") for ending in ("", "s", "es", "d", "ed", "ing", "ings"))
    possible = (*ended, *doubled, f"{stem[:-1]}ies", f"{stem[:-1]}ied", *spellings_of(stem))
    return frozenset(form for form in possible if folded(form) == (stem,))


def rarity(documents: int, total: int) -> float:
    """Return how much it says of a listing that it names a word which `documents` of `total` listings name, from 0 to 1.

    This is the inverse document frequency of BM25, ln(1 + (N - n + 0.5) / (n + 0.5)), as a share of ln(N + 1), about that of a word
    which one listing names; 0 for a word that none does.
    """
    if documents < 1:
        return 0.0
    most = max(documents, total)
    return math.log(1 + (most - documents + 0.5) / (documents + 0.5)) / math.log(most + 1)


def _says_something(word: str) -> bool:
    return len(word) >= _SHORTEST and not word.isdigit() and not is_filler(word)


def _stems(words: Iterable[str]) -> Iterator[str]:
    return (word for word in words if len(word) >= _SHORTEST and not word.isdigit() and word not in _NO_WORDS)
