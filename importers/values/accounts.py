"""What a reader made of a cell, and the one way to say so: an account of every word in it.

A reader says which spans of the cell it took for its value. Of the words that are left, those of a closed list say nothing
(noise.py). If a word that turns a value round is left (doubt.py), or a number where the reader counts those, nothing was
understood: there is no value, all words are kept, and the line is told. Any other words are kept beside the value, and told too.
docs/how-to/value-reader.md shows a reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from importers.fields import Target
from importers.problem_codes import ValueCode
from importers.problems import Severity, Trouble
from importers.values.doubt import DOUBT
from importers.values.folded import FoldedCell, Span
from importers.values.noise import COMMON, NOISE, SIGNS
from importers.values.text import fold

T = TypeVar("T")
Read = TypeVar("Read", bound=Callable[..., object])
Role = Literal["took", "kept", "noise"]

_PIECE = re.compile(r"[^\W_]+(?:['.][^\W_]+)*|\S")  # a word, a number, or a sign
_SHOWN = 80  # characters of a cell in a sentence


@dataclass(frozen=True, slots=True)
class CellPart:
    """A piece of a cell and what became of it: it is in the value, it is kept as words, or it says nothing."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """A value read from a cell; `value` is None if the cell gives none or cannot be understood.

    `kept` are the words of the cell that people must read beside the value or instead of it, "" if it is all in the value; they
    belong in the field `keeps`. `parts` cover every letter and digit of `cell`.
    """

    value: T | None
    troubles: tuple[Trouble, ...] = ()
    kept: str = ""
    keeps: Target | None = field(default=None, compare=False)
    cell: str = field(default="", compare=False)
    parts: tuple[CellPart, ...] = field(default=(), compare=False)

    @property
    def left(self) -> str:
        """The words that were not understood."""
        return " ".join(self.cell[part.start : part.end] for part in self.parts if part.role == "kept")


@dataclass(frozen=True, slots=True)
class _Piece:
    word: str
    start: int
    end: int
    role: Role
    aside: bool = False


@dataclass(frozen=True)
class Reader(Generic[T]):
    """One reader of values: its name, which is that of its noise, and the field that shows the words which it does not understand.

    `keeps` is None where they are told alone. `says` returns the words that a value itself shows, which are then not kept once
    more. `doubt` are the words that leave no value, and with `counts`, any number that was not taken leaves none.
    """

    name: str
    keeps: Target | None = None
    says: Callable[[T], str] | None = None
    doubt: Collection[str] = DOUBT
    counts: bool = False

    def reads(self, read: Read) -> Read:
        """Enter the function that reads these values in READERS."""
        READERS[self.name] = Entry(self, read)
        return read

    def blank(self, cell: FoldedCell) -> Reading[T]:
        """Return the reading of a cell that says nothing, or that nobody knows ("N/A")."""
        return Reading(None, cell=cell.cell, parts=_whole(cell, "noise"))

    def nothing(self, cell: FoldedCell, *troubles: Trouble) -> Reading[T]:
        """Return the reading of a cell that was not understood; without a trouble of its own, the common one."""
        pieces = tuple(self._pieces(cell, (), ()))
        told = troubles or (Trouble(ValueCode.WORDS_UNREAD, {"shown": _short(cell.cell)}),)
        return Reading(None, told, cell.cell, self.keeps, cell.cell, _parts(pieces))

    def account(
        self,
        cell: FoldedCell,
        value: T,
        took: Iterable[Span],
        *troubles: Trouble,
        asides: Iterable[Span] = (),
        keep: bool = False,
    ) -> Reading[T]:
        """Return the reading of a cell whose spans `took` make the value.

        `asides` were understood and are no part of the value (the size of a class): they raise no doubt, and are kept. With
        `keep`, so is the whole cell, although nothing is left: the value says less than its words.
        """
        took = _joined(took)
        if cell.whole in took and not keep:
            return Reading(value, troubles, keeps=self.keeps, cell=cell.cell, parts=_whole(cell, "took"))
        pieces = tuple(self._pieces(cell, took, _joined(asides)))
        left = [piece for piece in pieces if piece.role == "kept"]
        if any(self._doubts(piece) for piece in left):
            return self.nothing(cell)
        shown = set(_PIECE.findall(fold(self.says(value)))) if self.says else frozenset[str]()
        lost = keep or any(piece.word not in shown for piece in left)
        if lost and not troubles:
            troubles = (Trouble(ValueCode.WORDS_KEPT, {"shown": _short(cell.cell)}, Severity.INFO),)
        return Reading(value, troubles, cell.cell if lost else "", self.keeps, cell.cell, _parts(pieces))

    def _doubts(self, piece: _Piece) -> bool:
        return not piece.aside and (piece.word in self.doubt or (self.counts and any(map(str.isdigit, piece.word))))

    def _pieces(self, cell: FoldedCell, took: Collection[Span], asides: Collection[Span]) -> Iterator[_Piece]:
        noise = NOISE.get(self.name, frozenset())
        for word, (start, end) in _cut(cell):
            if _within(start, end, took):
                role: Role = "took"
            else:
                role = "noise" if word in SIGNS or word in COMMON or word in noise else "kept"
            yield _Piece(word, start, end, role, _within(start, end, asides))


@dataclass(frozen=True, slots=True)
class Entry:
    """A reader with its function, which takes the text of a cell first."""

    reader: Reader[Any]
    read: Callable[..., object]


READERS: dict[str, Entry] = {}
"""Every reader of values, by name."""


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that touch or overlap as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return tuple(found)


def _within(start: int, end: int, spans: Iterable[Span]) -> bool:
    """Whether a span holds all letters from start to end: half a word is not taken."""
    return any(first <= start and end <= last for first, last in spans)


def _cut(cell: FoldedCell) -> Iterator[tuple[str, Span]]:
    """Yield the words, numbers and signs of a cell, folded, as it was before a reader rewrote its text."""
    first = cell.before or cell
    return ((found[0], first.origin(*found.span())) for found in _PIECE.finditer(first.text))


def _whole(cell: FoldedCell, role: Role) -> tuple[CellPart, ...]:
    return (CellPart(*cell.whole, role),) if cell.cell else ()


def _parts(pieces: Iterable[_Piece]) -> tuple[CellPart, ...]:
    """Return pieces as parts of their cell, those beside one another with one role as one."""
    parts: list[CellPart] = []
    for piece in pieces:
        start = max(piece.start, parts[-1].end) if parts else piece.start  # two letters of the text may be one of the cell
        if parts and parts[-1].role == piece.role:
            parts[-1] = CellPart(parts[-1].start, max(piece.end, parts[-1].end), piece.role)
        elif piece.end > start:
            parts.append(CellPart(start, piece.end, piece.role))
    return tuple(parts)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
