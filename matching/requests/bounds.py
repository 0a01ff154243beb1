"""Times of the clock that the words around them make a bound: the help is over by then, or who is to get it is busy until then.

>>> from matching.requests.utterance import Utterance
>>> def found(text): return [(one.side.name, one.is_implied) for one in bounds(Utterance(text).line)]
>>> found("tutoring that ends at 5 pm"), found("sale de la escuela a las 3, busca futbol"), found("the pantry closes at 5")
([('BEFORE', False)], [('AFTER', True)], [('NEITHER', False)])

A bound that follows from what somebody does ("gets off work at 5") is implied: it counts only if help is asked for elsewhere, and
no other time is said. A place that is to be open until a time, and a shift ("I work 9 to 5"), are told as not understood: any hour
before the time would answer such a wish. Help outside of a shift is asked for by saying so ("outside of those hours").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from matching.requests import asks
from matching.requests.clock_times import bounding_moment
from matching.requests.patterns import read_table, table
from matching.requests.request import Kind
from matching.requests.said_times import PlacedPiece, SaidTime
from matching.requests.schedule_pieces import DAYS_OF, Piece, Values
from matching.requests.utterance import Utterance
from matching.wishes.codes import ANY_DAY, WishedTime

_TABLE = "bounds"
_HAS_A_TIME = re.compile(r"\d| noon | midday | mediodia ")
_SPAN = re.compile(r"\d{4}-\d{4}")
_CLAUSE_ENDS = re.compile(r" (?:[,.~]|and|so|but|y|asi que|entonces|pero|because|porque)(?= )")
_BUSY_UNTIL = ("1000", "2130")
"""Between which times work or school ends: who gets off at 5 in the morning is told of, and so is who goes out at night."""


class Side(StrEnum):
    """On which side of a time help is wanted, as wishes write it."""

    BEFORE = "-{}"
    AFTER = "{}-"
    NEITHER = ""


class Bound(NamedTuple):
    """Words at a position in the line that make a bound of the time among them."""

    side: Side
    start: int
    end: int
    is_implied: bool = False

    def time(self, words: Sequence[str]) -> str | None:
        """Return the bounded time that words name, as wishes write it; None if it may be in the morning or in the evening, or no wish says it."""
        moment = bounding_moment(words, is_last=self.side is Side.BEFORE)
        first, last = _BUSY_UNTIL if self.is_implied else ("0000", "2359")
        return self.side.format(moment) if moment and self.side and first <= moment <= last else None


_SIDES = {
    "before": (Side.BEFORE, False),
    "after": (Side.AFTER, False),
    "free_from": (Side.AFTER, True),
    "free_to": (Side.BEFORE, True),
    "neither": (Side.NEITHER, False),
}
"""By section of the table the side, and whether it is implied."""


def bounds(line: str) -> list[Bound]:
    """Return the bounds of a line; of those that share words the longest comes first."""
    phrases = [*read_table(table(_TABLE), line)] if _HAS_A_TIME.search(line) else []
    found = (Bound(side, one.start, one.end, implied) for one in phrases for side, implied in [_SIDES[one.section]])
    return sorted(found, key=lambda one: (one.start - one.end, one.start))


def bounded_times(utterance: Utterance, placed: Sequence[PlacedPiece]) -> Iterator[SaidTime]:
    """Yield the times that the words around them make a bound, whether or not they are a piece, and what no wish says, which is told."""
    line, found = utterance.line, list[Bound]()
    for bound in bounds(line):
        if not any(bound.start < one.end and one.start < bound.end for one in found):
            found.append(bound)
    pieces = {bound: [one for one in placed if one.meets(bound)] for bound in found}
    others = [one.piece for one in placed if not any(map(one.meets, found))]
    is_lone = not any(map(_is_of_a_time, others)) and sum(bound.is_implied for bound in found) == 1
    for bound, own in pieces.items():
        if any(_is_span(one.piece) or (one.piece.is_ruled_out and one.start < bound.start) for one in own):
            continue
        if bound.side is Side.NEITHER and not own and any(len(piece.values) > 1 for piece in others):
            continue  # what is outside of the shift is said
        counts = not bound.is_implied or (is_lone and asks_elsewhere(line, bound))
        values = _values(line, [one.piece for one in own], bound) if counts else ()
        heard = [(one.start, one.end) for one in own]
        if values or not own:
            heard.append((bound.start, bound.end))
        yield SaidTime(values, min(heard)[0], max(end for _, end in heard), bool(values), is_bound=True)


def _is_span(piece: Piece) -> bool:
    """Whether a piece is the hours between two times of the clock, of which none is a bound by itself."""
    return any(_SPAN.search(value) for _, value in piece.values)


def _is_of_a_time(piece: Piece) -> bool:
    """Whether a piece says when help is wanted otherwise than by days of the week on which somebody works or learns."""
    return any(kind is not Kind.DAY or value in DAYS_OF[WishedTime.WEEKEND] for kind, value in piece.values)


def _values(line: str, own: Sequence[Piece], bound: Bound) -> Values:
    named = [day for piece in own for kind, value in piece.values for day in _days(kind, value)]
    days, time = ",".join(dict.fromkeys(named)) or ANY_DAY, bound.time(line[bound.start : bound.end].split())
    return ((Kind.HOURS, f"{days}@{time}"),) if time and not (bound.is_implied and days != ANY_DAY) else ()


def _days(kind: Kind, value: str) -> Sequence[str]:
    if kind is Kind.HOURS:
        return () if value.startswith(ANY_DAY) else value.partition("@")[0].split(",")
    return (value,) if kind is Kind.DAY else DAYS_OF.get(value, ())


def asks_elsewhere(line: str, bound: Bound) -> bool:
    """Return whether a clause beside an implied bound asks for something: by a word that asks, or as a few words without a verb."""
    return any(
        any(map(asks.asks_for, clause.split())) or asks.is_asked(f" {clause} ", len(clause) + 1, len(clause) + 2)
        for clause in _clauses(line, bound)
    )


def _clauses(line: str, bound: Bound) -> Iterator[str]:
    for part in (line[: bound.start], line[bound.end :]):
        yield from (clause.strip() for clause in _CLAUSE_ENDS.split(part) if clause.strip())
