"""Needs that a sentence lists one after the other, and says nothing else: "food, winter coats, a mentor and help with rent".

>>> [one.slug for one in listed("we need a food pantry, winter coats, a mentor and help with rent")]
['food-pantry', 'clothing', 'mentoring', 'housing-help']
>>> listed("she sleeps badly since the move and hides in the library"), listed("a food pantry")
((), ())

The model divides the chance of a sentence among its needs, and hears hardly more than one of a list. Every part of a list is hardly
more than a phrase of the vocabulary; what tells of anything else is no list, and is read as a whole.
"""

from __future__ import annotations

import re

from matching import text as folding
from matching.needs.recognition import FoundNeed, find
from matching.needs.vocabulary import terms

_BETWEEN = re.compile(r"[,;:.!?()/&+\n\u2022]+|\b(?:and|plus|also|y|e|tambi\u00e9n|adem\u00e1s)\b", re.IGNORECASE)
_ASKING = frozenset(
    "a an the any some of to for with we need needs needed want wants get getting find looking look seeking help paying please"
    " un una unos unas el la los las de para con necesita necesitan necesitamos necesito busca buscan buscamos busco quiere quieren"
    " ayuda pagar".split()
) | {folding.EDGE, folding.SOMEBODY}
_LONGEST = 6  # words of a part that say something
_BESIDE = 1  # of them, those beside its phrase: "winter coats"
_LONGEST_BESIDE = 3  # words of such a part
_EXACT = 0.8  # score
_FEWEST = 2  # parts of a list


def listed(text: str) -> tuple[FoundNeed, ...]:
    """Return the needs of a list, in its order; none if the text is no list of needs alone."""
    parts = [(part, size) for part in _BETWEEN.split(text) if (size := _size(part))]
    if len(parts) < _FEWEST or any(size > _LONGEST for _, size in parts):
        return ()
    found: dict[str, FoundNeed] = {}
    for part, size in parts:
        best = next((one for one in find(part).found if one.score >= _EXACT), None)
        if best is None or terms()[best.slug].crisis:
            return ()
        beside = size - _size(best.heard)
        if beside > _BESIDE or (beside and size > _LONGEST_BESIDE):
            return ()
        found.setdefault(best.slug, best)
    return tuple(found.values()) if len(found) >= _FEWEST else ()


def _size(text: str) -> int:
    """Return the number of words that say what is needed."""
    return sum(word not in _ASKING for word in folding.tokens(text))
