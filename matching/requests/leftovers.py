"""What of a sentence nobody understood: the words that neither a condition nor a need was made of.

>>> unread("needs piano lessons on the south side for her", [(6, 11)])
('lessons', 'south side')
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from matching.requests.utterance import Utterance

_SHORTEST = 2  # letters of a word that says something


@cache
def _fillers() -> frozenset[str]:
    table = tomllib.loads((Path(__file__).parent / "tables" / "leftover.toml").read_text("utf-8"))
    return frozenset(table["filler"].split())


def is_filler(word: str) -> bool:
    """Whether a plain word says nothing by itself about what is looked for."""
    return word in _fillers()


def unread(rest: str, understood: Iterable[tuple[int, int]] = ()) -> tuple[str, ...]:
    """Return the words of `rest` outside the understood positions, neighbors as one phrase, without words that say nothing.

    `rest` is that of a request, and `understood` are the positions in it of the words that became needs.
    """
    return tuple(rest[start:end] for start, end in unread_spans(rest, understood))


def unread_spans(rest: str, understood: Iterable[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Return the positions of the same."""
    spans = sorted(understood)
    phrases: list[tuple[int, int]] = []
    adjacent, number = False, 0
    for word in Utterance(rest).words:
        while number < len(spans) and spans[number][1] <= word.start:
            number += 1
        known = number < len(spans) and spans[number][0] < word.end
        if known or len(word.text) < _SHORTEST or is_filler(word.text):
            adjacent = False
        elif adjacent:
            phrases[-1] = (phrases[-1][0], word.end)
        else:
            phrases.append((word.start, word.end))
            adjacent = True
    return phrases
