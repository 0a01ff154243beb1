"""Clauses that only ask for something by name, and what a text says beside them.

>>> beside_requests("needs homework help and her dad and uncle hit her, he wants soccer too")
'her dad and uncle hit her'
>>> only_requests("needs a coat and a tutor"), only_requests("hears voices"), only_requests("a coat, her dad hits her")
(True, False, False)
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import accumulate, groupby
from operator import itemgetter

from matching.needs.plain_requests import CLAUSE, asked_in, file, size

_ENDS = " .!?"
_BESIDE = 1  # word


def beside_requests(text: str, blanked: str | None = None) -> str:
    """Return what a text says beside the clauses that only ask for something by name; nothing if there are none, or nothing else.

    `blanked` is the text with blanks in place of what may stand in a request, its conditions.

    >>> beside_requests("her dad hits her"), beside_requests("needs a coat and a tutor")
    ('', '')
    """
    spans = [(start, end) for start, end in _clauses_of(text) if text[start:end].strip(_ENDS)]
    asked = text if blanked is None else blanked
    asking = accumulate(spans, lambda asks, span: _asks(text[slice(*span)], asked[slice(*span)], asks), initial=False)
    runs = [
        [span for span, _ in run] for asks, run in groupby(zip(spans, [*asking][1:], strict=True), key=itemgetter(1)) if not asks
    ]
    said = ", ".join(text[run[0][0] : run[-1][1]].strip() for run in runs)
    return said if len(said) < len(text.strip(_ENDS)) else ""


def only_requests(text: str, beside: int = _BESIDE) -> bool:
    """Whether every clause of a text asks for something by name, with few words beside it, and one does."""
    clauses = [text[start:end].strip(_ENDS) for start, end in _clauses_of(text)]
    return any(map(size, clauses)) and all(not size(clause) or _only_asks(clause, beside) for clause in clauses)


def _clauses_of(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for joint in CLAUSE.finditer(text):
        yield at, joint.start()
        at = joint.end()
    yield at, len(text)


def _asks(clause: str, left: str, before: bool) -> bool:
    """Whether a clause, of which something is left, only asks; what says nothing belongs to the clause before it: the 7 of "for my son, 7"."""
    return _only_asks(" ".join(left.split()).strip(_ENDS)) if size(left) else before or left != clause


@lru_cache(maxsize=64)
def _only_asks(clause: str, beside: int = _BESIDE) -> bool:
    """Whether a clause is the name of a need, or asks for one and says hardly more: "he wants soccer too"."""
    named = asked_in(clause, _states())
    return bool(named) and size(clause) - sum(size(one.heard) for one in named) <= beside


@cache
def _states() -> frozenset[str]:
    """Return the terms whose names tell how somebody is: "hears voices" asks for nothing."""
    return frozenset(file()["states"].split())
