"""Conditions of one kind that exclude each other, where the sentence means both and offers no choice: neither is asked for, both are told.

>>> from matching.requests.reader import read
>>> def values(text): return [one.value for one in read(text).conditions]
>>> values("a male female mentor"), values("a male or female mentor"), values("therapy on Fridays, not Fridays")
([], ['man', 'woman'], [])
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from matching.requests.request import Condition, Kind
from matching.text import plain

_EXCLUDED = frozenset(
    frozenset(pair)
    for pair in (
        ("mode:online", "mode:in_person"),
        ("mode:phone", "mode:in_person"),
        ("mode:home", "mode:school"),
        ("helper:woman", "helper:man"),
        ("helper:faith_based", "helper:not_faith_based"),
        ("setting:group", "setting:one_to_one"),
    )
)
"""Pairs of conditions of which one help meets only one."""
_CHOICE = re.compile(
    r"\b(?:and|or|y|o|u|e|if|also|too|either|both|whatever|whichever|fine|ok|okay|works?|maybe|possibly|preferabl[ey]|prefer\w*|rather|but|then"
    r"|si|tambien|cualquiera|ambos|igual|bien|prefier\w*|preferible\w*|pero|luego|for (?:him|her|me|them)|para (?:el|ella))\b|[/&]"
)
"""Words by which one of two is enough, or each is for somebody else."""
_PAUSE = re.compile(r"[,;:.!?()\n]")
"""What may part two helps: "a male mentor for him, a female tutor for her"."""
_AFTER = 30  # letters after the second that may say so: ", in person is fine too"


def contradictory(conditions: Sequence[Condition], sentence: str) -> frozenset[Condition]:
    """Return the conditions of a sentence that exclude each other."""
    return frozenset(one for pair in _pairs(conditions, plain(sentence)) for one in pair)


def _pairs(conditions: Sequence[Condition], text: str) -> Iterator[tuple[Condition, Condition]]:
    for one, other in _neighbors(conditions):
        between = text[one.end : other.start]
        is_said_of_one = not _PAUSE.search(between) or (one.kind is Kind.DAY and not between.strip(" ,"))
        if is_said_of_one and _exclude(one, other) and not _CHOICE.search(text[one.start : other.end + _AFTER]):
            yield one, other


def _neighbors(conditions: Sequence[Condition]) -> Iterator[tuple[Condition, Condition]]:
    """Yield the neighbors of each kind in the order of the sentence, unless they are of the same words."""
    for kind in dict.fromkeys(one.kind for one in conditions):
        of_kind = sorted((one for one in conditions if one.kind is kind), key=lambda one: one.start)
        yield from ((one, other) for one, other in pairwise(of_kind) if one.end <= other.start)


def _exclude(one: Condition, other: Condition) -> bool:
    if one.kind is Kind.DAY and other.kind is Kind.DAY:
        return f"-{one.value}" == other.value or f"-{other.value}" == one.value
    return frozenset((one.key, other.key)) in _EXCLUDED
