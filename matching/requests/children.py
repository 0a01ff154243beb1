"""The children whom a sentence tells of: each with the conditions that say how old they are or what grade they are in.

>>> from matching.requests.reader import read
>>> def told(sentence): return [[one.value for one in child] for child in children(read(sentence).conditions, sentence)]
>>> told("my kids are 5, 8 and 12 years old"), told("a 3rd grader and my 10 year old")
([['5'], ['8'], ['12']], [['3'], ['10']])
>>> told("my 10 year old, a 5th grader"), told("9 or 10 years old"), told("a 16 year old, she has a 1 year old")
([['10', '5']], [['9']], [['16']])

Ages in one phrase are several children, unless "or" joins them: then the age of one is not sure, and the first is taken. So are two
phrases with different ages or grades. An age and a grade are one child, unless the words between them turn to another. The child
of the one who was named ("has a 1 year old") is no sibling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from matching.requests.request import Condition, Kind
from matching.text import plain

_EITHER = re.compile(r"\b(?:or|o|u)\b")
_ANOTHER = re.compile(
    r"\b(?:and|y|e|plus|also|other|another|one|otr[oa]|tambien|brothers?|sisters?|siblings?|herman[oa]s?|hermanit[oa]s?)\b|[;.]"
)
_OWN = re.compile(r"\b(?:has|have|having|with|raising|expecting|tiene|tengo|con|cuida|cria)\s+(?:an?|her|his|una?|su)?\s*$")

Child = tuple[Condition, ...]


def children(conditions: Iterable[Condition], sentence: str) -> tuple[Child, ...]:
    """Return the children of a sentence in its order, each with one or more conditions of the kinds age and grade."""
    found: list[list[Condition]] = []
    phrases = groupby(
        (one for one in conditions if one.kind in (Kind.AGE, Kind.GRADE)), lambda one: (one.start, one.end, one.kind)
    )
    for _, of_phrase in phrases:
        several = _several(list(of_phrase))
        before = found[-1][-1] if found else None
        between = plain(sentence[before.end : several[0].start]) if before else ""
        if before and _OWN.search(between):
            continue
        if before and len(several) == 1 and _is_same(found[-1], several[0], between):
            found[-1].append(several[0])
            continue
        known = {(one.kind, one.value) for child in found for one in child}
        found += [[one] for one in several if (one.kind, one.value) not in known]
    return tuple(map(tuple, found))


def _several(phrase: Sequence[Condition]) -> Sequence[Condition]:
    """Return the conditions of a phrase; of alternatives, only the first."""
    return phrase[:1] if _EITHER.search(plain(phrase[0].heard)) else phrase


def _is_same(child: Sequence[Condition], other: Condition, between: str) -> bool:
    """Whether a further condition tells of the same child."""
    if any(one.kind == other.kind for one in child):
        return False
    return not _ANOTHER.search(between)
