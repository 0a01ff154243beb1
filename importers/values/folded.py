"""A cell folded for comparison that remembers where each of its letters stood.

>>> cell = folded("Edades: 6–12 Años")
>>> cell.text, [cell.cell[slice(*span)] for span in cell.spans(re.compile("6-12"))]
('edades: 6-12 anos', ['6–12'])
>>> years = cell.sub(re.compile("anos"), "years old")
>>> years.text, [cell.cell[slice(*span)] for span in years.spans(re.compile("years"))]
('edades: 6-12 years old', ['Años'])
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from importers.values.text import clean, fold

Span = tuple[int, int]
"""A piece of a cell on one line: its first letter, and the one after its last."""


@dataclass(frozen=True, slots=True)
class FoldedCell:
    """`cell` on one line as people read it, and `text`, the same as patterns read it.

    Letter i of `text` comes from the letters `starts[i]` to `ends[i]` of `cell`. All methods give spans of `cell`.
    """

    cell: str
    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    before: FoldedCell | None = None
    """The cell before its text was rewritten."""

    @property
    def whole(self) -> Span:
        """The span of all of the cell."""
        return 0, len(self.cell)

    def origin(self, start: int, end: int) -> Span:
        """Return where a piece of `text`, which is not empty, stood in the cell."""
        return self.starts[start], self.ends[end - 1]

    def spans(self, pattern: re.Pattern[str], group: int | str = 0) -> Iterator[Span]:
        """Yield where a pattern, or a group of it, is found."""
        return (self.origin(*found.span(group)) for found in pattern.finditer(self.text) if found[group])

    def words(self, pattern: re.Pattern[str]) -> Iterator[Span]:
        """Yield where a pattern is found, as whole words: one that looks for "clos" takes "closed"."""
        for found in pattern.finditer(self.text):
            start, end = found.span()
            while start > 0 and self.text[start - 1].isalnum() and self.text[start].isalnum():
                start -= 1
            while end < len(self.text) and self.text[end].isalnum() and self.text[end - 1].isalnum():
                end += 1
            if end > start:
                yield self.origin(start, end)

    def sub(self, pattern: re.Pattern[str], words: str) -> FoldedCell:
        """Return the cell with `words` in `text` for all that the pattern finds; they stand where the whole of that stood."""
        text, starts, ends, position = "", list[int](), list[int](), 0
        for found in pattern.finditer(self.text):
            if found.end() == found.start():
                continue
            before = slice(position, found.start())
            origin = self.origin(*found.span())
            text += self.text[before] + words
            starts += [*self.starts[before], *([origin[0]] * len(words))]
            ends += [*self.ends[before], *([origin[1]] * len(words))]
            position = found.end()
        rest = slice(position, None)
        return FoldedCell(
            self.cell, text + self.text[rest], [*starts, *self.starts[rest]], [*ends, *self.ends[rest]], self.before or self
        )


def folded(text: str) -> FoldedCell:
    """Return the text of a cell, folded as `text.fold` does it."""
    cell, wanted = clean(text), fold(text)
    if len(cell) == len(wanted) and cell.isascii():
        return as_it_is(cell, wanted)
    pieces = [" " if char.isspace() else _folded_letter(char) for char in cell]
    if "".join(pieces) != wanted:  # a script whose letters change beside one another is kept as it is read
        return as_it_is(wanted, wanted)
    starts = [at for at, piece in enumerate(pieces) for _ in piece]
    ends = [at for at, piece in enumerate(pieces, start=1) for _ in piece]
    # A letter that folds away, such as a mark above the one before, belongs to that one.
    for index in range(len(ends) - 1):
        ends[index] = max(ends[index], starts[index + 1])
    if ends:
        starts[0], ends[-1] = 0, len(cell)
    return FoldedCell(cell, wanted, starts, ends)


def as_it_is(cell: str, text: str) -> FoldedCell:
    """Return a cell whose letters stand where those of its folded text do."""
    return FoldedCell(cell, text, range(len(text)), range(1, len(text) + 1))


@lru_cache(maxsize=4096)
def _folded_letter(char: str) -> str:
    return fold(char)
