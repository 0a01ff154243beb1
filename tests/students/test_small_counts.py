"""What is left out of a table of counts: held against everybody who knows the rule and reads what is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.students.small_counts import FEWEST, left_out, left_out_of_both, left_out_of_overlapping

FEW = 3  # instead of FEWEST, so that all tables there are can be tried
View = tuple[Hashable, tuple[int | None, ...]]
CELLS = st.dictionaries(st.tuples(st.sampled_from("abcd"), st.sampled_from("xyz")), st.integers(0, 30), min_size=1)


def views(tables: Iterable[tuple[Hashable, Sequence[int], set[int]]]) -> dict[View, list[Sequence[int]]]:
    """All tables that look the same: what else is told, and the counts with those left out as None."""
    found: dict[View, list[Sequence[int]]] = defaultdict(list)
    for told, counts, out in tables:
        shown = tuple(None if place in out else count for place, count in enumerate(counts))
        found[told, shown].append(counts)
    return found


def known(found: dict[View, list[Sequence[int]]]) -> list[View]:
    """The views from which a count that was left out follows, because all tables that look so agree on it."""
    return [
        view
        for view, tables in found.items()
        if any(count is None and len({table[place] for table in tables}) < 2 for place, count in enumerate(view[1]))
    ]


@pytest.mark.parametrize("width", [2, 3, 4])
def test_nothing_follows_from_a_table_with_its_total(width: int) -> None:
    """Whoever knows the rule and the total has two values at least for each count that is left out."""
    every = product(range(9), repeat=width)
    tables = [(sum(counts), counts, left_out(counts, FEW)) for counts in every if sum(counts) >= FEW]
    assert known(views(tables)) == []


@pytest.mark.parametrize("width", [2, 3, 4])
@pytest.mark.slow
def test_nothing_follows_where_students_are_in_several_counts(width: int) -> None:
    """The same where the counts overlap, and how many students there are in all is shown."""
    tables = [
        (whole, counts, left_out_of_overlapping(counts, whole, FEW))
        for counts in product(range(8), repeat=width)
        for whole in range(max(FEW, *counts), sum(counts) + 1)
    ]
    assert known(views(tables)) == []


@given(st.lists(st.integers(0, 60), max_size=12), st.integers(0, 200))
def test_no_small_count_is_shown(counts: list[int], whole: int) -> None:
    """Nothing under ten is shown; nothing is left out where no count is small."""
    rules: tuple[Callable[[], set[int]], ...] = (lambda: left_out(counts), lambda: left_out_of_overlapping(counts, whole))
    small = {place for place, count in enumerate(counts) if count < FEWEST}
    for rule in rules:
        out = rule()
        assert small <= out
        assert bool(small) == bool(out)


@given(CELLS)
def test_two_tables_of_the_same_students_give_nothing_away(cells: dict[tuple[str, str], int]) -> None:
    """Another district that shows the same sums of rows and columns can differ in each sum that is left out."""
    rows, columns = left_out_of_both(cells)
    pairs = list(cells)
    of_row = {row: [float(pair[0] == row) for pair in pairs] for row, _ in pairs}
    of_column = {column: [float(pair[1] == column) for pair in pairs] for _, column in pairs}
    shown = [[1.0] * len(pairs), *(of_row[r] for r in of_row.keys() - rows), *(of_column[c] for c in of_column.keys() - columns)]
    _, sizes, directions = np.linalg.svd(np.array(shown))
    free = directions[int((sizes > 1e-9).sum()) :]  # (directions that change nothing shown, pairs)
    hidden = [of_row[row] for row in rows] + [of_column[column] for column in columns]
    if sum(cells.values()) >= FEWEST:
        assert all(np.abs(free @ np.array(vector)).max(initial=0) > 1e-9 for vector in hidden)


def test_schools_that_are_all_of_a_grade_band_are_left_out_too() -> None:
    """With two elementary schools and one middle school, the bands would tell what the schools do not."""
    cells = {("Oak", "K-5"): 20, ("Elm", "K-5"): 4, ("Ash", "6-8"): 11, ("Fir", "9-12"): 30}
    rows, columns = left_out_of_both(cells)
    assert {"Elm", "Ash"} <= rows
    assert columns >= {"K-5", "6-8"}
