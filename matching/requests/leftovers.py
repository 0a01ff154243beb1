"""What of a sentence nobody understood: the words that neither a condition nor a need was made of.

>>> unread("needs piano lessons on the south side for her", [(6, 11)])
('lessons', 'south side')
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from itertools import zip_longest
from pathlib import Path

from matching.requests.utterance import PlainWord, Utterance

_SHORTEST = 2  # letters of a word that says something


@cache
def _words(key: str) -> frozenset[str]:
    table = tomllib.loads((Path(__file__).parent / "tables" / "leftover.toml").read_text("utf-8"))
    return frozenset(table[key].split())


def is_filler(word: str) -> bool:
    """Whether a plain word says nothing by itself about what is looked for."""
    return word in _words("filler")


def unread(rest: str, understood: Iterable[tuple[int, int]] = (), unmade: Iterable[tuple[int, int]] = ()) -> tuple[str, ...]:
    """Return the words of `rest` outside the understood positions, neighbors as one phrase, without words that say nothing.

    `rest` is that of a request, `understood` are the positions in it of the words that became needs, and `unmade` of words of a
    condition that none was made of: they are one phrase each, whatever words are in it.

    >>> unread("tutoring not before 5 or on Feb 30", [(0, 8)], [(9, 21), (25, 34)])
    ('not before 5', 'Feb 30')
    """
    unmade = [*unmade]
    whole = [_without_its_start(rest, *one) for one in unmade]
    return tuple(rest[start:end] for start, end in sorted([*unread_spans(rest, [*understood, *unmade]), *whole]))


def _without_its_start(rest: str, start: int, end: int) -> tuple[int, int]:
    """Return where a phrase begins and ends without the prepositions and articles before it, unless little is left then."""
    first = next((word.start for word in Utterance(rest[start:end]).words if word.text not in _words("before")), 0)
    return (start + first, end) if end - start - first >= _SHORTEST else (start, end)


def _stands_alone(word: PlainWord, after: PlainWord | None) -> bool:
    """Whether a word is a number that counts nothing: "dinner for 4 on Friday"."""
    return word.text.isdecimal() and (after is None or not after.text.isalpha() or after.text in _words("before"))


def unread_spans(rest: str, understood: Iterable[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Return the positions of the words of `rest` outside the understood positions, as `unread` returns the words."""
    spans = sorted(understood)
    phrases: list[tuple[int, int]] = []
    adjacent, number = False, 0
    words = Utterance(rest).words
    for word, after in zip_longest(words, words[1:]):
        while number < len(spans) and spans[number][1] <= word.start:
            number += 1
        known = number < len(spans) and spans[number][0] < word.end
        if known or (len(word.text) < _SHORTEST and not _stands_alone(word, after)) or is_filler(word.text):
            adjacent = False
        elif adjacent:
            phrases[-1] = (phrases[-1][0], word.end)
        else:
            phrases.append((word.start, word.end))
            adjacent = True
    return phrases
