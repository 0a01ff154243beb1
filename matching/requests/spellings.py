"""Misspelled words of the tables: "spansh" is Spanish, "insurence" insurance. Ordinary words are never replaced.

>>> mended("spansh"), mended("medicad"), mended("insurence"), mended("wendsday"), mended("tuesady")
('spanish', 'medicaid', 'insurance', 'wednesday', 'tuesday')
>>> mended("romania"), mended("spaniard"), mended("grades"), mended("female")
('romania', 'spaniard', 'grades', 'female')
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from matching.needs.vocabulary import ordinary
from matching.requests.words import languages
from matching.text import written_out

_TABLES = Path(__file__).parent / "tables"
_WORD = re.compile("[a-z]{4,}")

_SHORTEST = 6  # letters of a word that may be misspelled
_LONG = 8  # letters; the length from which two slips are allowed


@cache
def _words() -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the words that misspelled ones may mean, and all words that are right: those of every table among them."""
    table = tomllib.loads((_TABLES / "spellings.toml").read_text("utf-8"))
    others = (path.read_text("utf-8") for path in _TABLES.glob("*.toml"))
    written = {word for text in others for word in _WORD.findall(text)}
    meant = tuple(table["meant"].split())
    return meant, frozenset((*meant, *written, *(word for name in languages() for word in name.split()), *ordinary()))


@lru_cache(maxsize=20_000)
def mended(word: str) -> str:
    """Return the word of the table that a misspelled word surely means: one slip away, or two in long words; else the word.

    The first letter must be right, and no two words of the table may be equally near.
    """
    if known := written_out(word):
        return known
    meant, right = _words()
    if len(word) < _SHORTEST or word in right or word.removesuffix("s") in right or word.removesuffix("es") in right:
        return word
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    most = 2 if len(word) >= _LONG else 1
    found = process.extract(word, meant, scorer=OSA.distance, score_cutoff=most, limit=2)
    near = [text for text, slips, _ in found if slips == found[0][1] and text[0] == word[0]]
    return near[0] if len(near) == 1 else word
