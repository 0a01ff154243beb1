"""Suppression of counts in a table, so that no small one can be derived from those that are shown.

    schools  31  12  4        total 47       4 is left out, and so is 12, because 47 - 31 - 12 is 4
    schools  31  28  7  6     total 72       7 and 6 are left out: their sum is 13, and nobody can tell which is which

Readers are assumed to know this rule. What is shown must leave at least two possible values for each count left out.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)
Key = TypeVar("Key", bound=Hashable)
Vector = dict[int, Fraction]
"""The nonzero components by position."""

FEWEST = 10
"""The smallest count that is shown."""


def left_out(counts: Sequence[int], fewest: int = FEWEST, also: Collection[int] = ()) -> set[int]:
    """Return the positions of the counts to leave out if their total is shown.

    These are the counts under `fewest` and at the positions `also`, then the next smallest until at least two are left out and
    their sum, which can be derived, is neither small nor the largest sum that small counts can have.
    """
    out = {place for place, count in enumerate(counts) if count < fewest or place in also}
    while out and len(out) < len(counts):
        hidden = [counts[place] for place in out]
        if len(hidden) > 1 and sum(hidden) >= fewest and set(hidden) != {fewest - 1}:
            break
        out |= _next(counts, out)
    return out


def left_out_of_overlapping(counts: Sequence[int], whole: int, fewest: int = FEWEST) -> set[int]:
    """Do the same if one student may be in several counts; `whole` is the number of students in any.

    Then the sum of the counts left out is only known to be at least `whole` less the shown ones, and this bound must be below
    the largest sum that small counts can have.
    """
    out = {place for place, count in enumerate(counts) if count < fewest}
    while out and len(out) < len(counts):
        at_least = whole - sum(count for place, count in enumerate(counts) if place not in out)
        if len(out) > 1 and at_least < (fewest - 1) * len(out):
            break
        out |= _next(counts, out)
    return out


def left_out_of_both(cells: Mapping[tuple[Row, Column], int], fewest: int = FEWEST) -> tuple[set[Row], set[Column]]:
    """Return the rows and the columns whose sums to leave out of two tables of the same students, with the total shown.

    `cells` holds the count of each row and column, including possible zeros; a missing pair is known to be impossible (an
    elementary school has no grade 9). If sums of one table would reveal one of the other, the next smallest is left out too.
    """
    rows = _sums((row, count) for (row, _), count in cells.items())
    columns = _sums((column, count) for (_, column), count in cells.items())
    hidden_rows = {list(rows)[place] for place in left_out(list(rows.values()), fewest)}
    hidden_columns = {list(columns)[place] for place in left_out(list(columns.values()), fewest)}
    while _gives_away(cells, hidden_rows, hidden_columns):
        smallest = min(
            [count for row, count in rows.items() if row not in hidden_rows]
            + [count for column, count in columns.items() if column not in hidden_columns],
            default=None,
        )
        if smallest is None:
            break
        hidden_rows |= {row for row, count in rows.items() if count <= smallest}
        hidden_columns |= {column for column, count in columns.items() if count <= smallest}
    return hidden_rows, hidden_columns


def _next(counts: Sequence[int], out: set[int]) -> set[int]:
    """Return the positions of the smallest counts still shown, all of them on a tie: their order must reveal nothing."""
    smallest = min(count for place, count in enumerate(counts) if place not in out)
    return {place for place, count in enumerate(counts) if count == smallest and place not in out}


def _sums(keyed: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    sums: dict[Key, int] = {}
    for key, count in keyed:
        sums[key] = sums.get(key, 0) + count
    return sums


def _gives_away(cells: Mapping[tuple[Row, Column], int], hidden_rows: set[Row], hidden_columns: set[Column]) -> bool:
    """Whether a sum that is left out is a linear combination of those that are shown."""
    of_row: dict[Row, Vector] = {}
    of_column: dict[Column, Vector] = {}
    for place, (row, column) in enumerate(cells):
        of_row.setdefault(row, {})[place] = Fraction(1)
        of_column.setdefault(column, {})[place] = Fraction(1)
    shown = [vector for row, vector in of_row.items() if row not in hidden_rows]
    shown += [vector for column, vector in of_column.items() if column not in hidden_columns]
    basis: dict[int, Vector] = {}
    for vector in [*shown, dict.fromkeys(range(len(cells)), Fraction(1))]:
        if rest := rest_of(vector, basis):
            basis[min(rest)] = rest
    hidden = [of_row[row] for row in hidden_rows] + [of_column[column] for column in hidden_columns]
    return any(not rest_of(vector, basis) for vector in hidden)


def rest_of(vector: Vector, basis: Mapping[int, Vector]) -> Vector:
    """Return the remainder of a vector reduced by the basis, whose vectors are keyed by their first position."""
    rest = dict(vector)
    while places := rest.keys() & basis.keys():
        first = min(places)
        base = basis[first]
        factor = rest[first] / base[first]
        for place, value in base.items():
            changed = rest.pop(place, Fraction(0)) - factor * value
            if changed:
                rest[place] = changed
    return rest
