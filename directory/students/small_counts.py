"""Which counts of a table are left out, so that no small one can be worked out from those that are shown.

    schools  31  12  4        total 47       4 is left out, and 12 too, for 47 - 31 - 12 is 4
    schools  31  28  7  6     total 72       7 and 6 are left out: together they are 13, and nobody can tell which is which

Whoever reads a table is taken to know this rule. What is shown must leave two values at least for each count left out.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)
Key = TypeVar("Key", bound=Hashable)
Vector = dict[int, Fraction]
"""The places that are not zero."""

FEWEST = 10
"""The smallest count that is shown."""


def left_out(counts: Sequence[int], fewest: int = FEWEST, also: Collection[int] = ()) -> set[int]:
    """The places of the counts to leave out, where their total is shown: those under `fewest`, and the next smallest
    until they are two at least and their sum, which can be worked out, is neither small nor that of the largest small
    counts there are. Those at the places `also` are left out whatever they are."""
    out = {place for place, count in enumerate(counts) if count < fewest or place in also}
    while out and len(out) < len(counts):
        hidden = [counts[place] for place in out]
        if len(hidden) > 1 and sum(hidden) >= fewest and set(hidden) != {fewest - 1}:
            break
        out |= _next(counts, out)
    return out


def left_out_of_overlapping(counts: Sequence[int], whole: int, fewest: int = FEWEST) -> set[int]:
    """The same where one student may be in several counts, and `whole` is how many are in any.

    Then a sum tells only that the counts left out are `whole` less the shown ones at least: they must have room for less.
    """
    out = {place for place, count in enumerate(counts) if count < fewest}
    while out and len(out) < len(counts):
        at_least = whole - sum(count for place, count in enumerate(counts) if place not in out)
        if len(out) > 1 and at_least < (fewest - 1) * len(out):
            break
        out |= _next(counts, out)
    return out


def left_out_of_both(cells: Mapping[tuple[Row, Column], int], fewest: int = FEWEST) -> tuple[set[Row], set[Column]]:
    """The rows and the columns whose sums are left out of two tables of the same students, with the total shown.

    `cells` holds what each row and column have in common, zeros too where they could have something; a pair that is not
    in it is known to be impossible (an elementary school has no grade 9). Where sums of one table would give away one of
    the other, the next smallest is left out as well.
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
    """The smallest of the counts that are still shown, all of them where they are equal: which came first tells nothing."""
    smallest = min(count for place, count in enumerate(counts) if place not in out)
    return {place for place, count in enumerate(counts) if count == smallest and place not in out}


def _sums(keyed: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    sums: dict[Key, int] = {}
    for key, count in keyed:
        sums[key] = sums.get(key, 0) + count
    return sums


def _gives_away(cells: Mapping[tuple[Row, Column], int], hidden_rows: set[Row], hidden_columns: set[Column]) -> bool:
    """Whether a sum that is left out is the sum and difference of some that are shown."""
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
    """What of a vector is no combination of the basis, in which each stands under its first place."""
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
