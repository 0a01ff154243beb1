"""Days and times at positions in the line of an utterance: as they are named, and as they are said of help."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from matching.requests.schedule_pieces import Piece, Values


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class SaidTime(NamedTuple):
    """Days and times at a position in the line: what they mean as conditions: none where help is not asked for then, or no wish can say it.

    A bound is heard although the words around it are no need: "mom works until 6".
    """

    values: Values
    start: int
    end: int
    is_asked: bool
    is_bound: bool = False

    def with_words_of(self, others: Iterable[_Placed]) -> SaidTime:
        """Return a bound with the whole of what shares words with it."""
        met = [one for one in others if self.is_bound and self.values and one.start < self.end and self.start < one.end]
        return self._replace(start=min(one.start for one in (self, *met)), end=max(one.end for one in (self, *met)))


class PlacedPiece(NamedTuple):
    """A piece of a schedule at its position in the line."""

    piece: Piece
    start: int
    end: int

    def meets(self, other: _Placed) -> bool:
        """Return whether it shares words with something else at a position in the line."""
        return other.start < self.end and self.start < other.end
