"""Pure: which figures of an outcome report are suppressed, so that no count under ten can be derived from the others.

Counts of a funnel are nested: of 40 given and 38 reached, two were not. So the difference of any two steps shown follows the same
rule as the steps themselves. The same applies to a group: those of its referrals that were connected and those that were not must
both be ten at least, or the second figure is suppressed. Where it could be derived from the total of a table, or from another
table of the same referrals (a provider's from those of its needs), others are suppressed with it, as in students.small_counts.

Two reports of nearly equal periods differ by few referrals: use whole months in reports for many readers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from fractions import Fraction

from directory.students.small_counts import FEWEST, Vector, left_out, rest_of

PRIORITY = (0, 4, 1, 2, 3, 5)
"""The positions of the steps by priority: given, connected, then from first to last."""

SLACK = 3
"""The second figures suppressed in a table, and their complements, each sum to at least this many times the fewest.

With less there are tables, found by trying all small ones, in which only one set of counts has that sum.
"""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """Rows shown as one under another name: the row in which each key appears, and the keys whose counts must stay hidden."""

    row_of: Mapping[str, str] = field(default_factory=dict)
    small: AbstractSet[str] = frozenset()

    def row(self, key: str) -> str:
        """Return the row under which a key appears in the table."""
        return self.row_of.get(key, key)


def steps_shown(passed: Sequence[int], fewest: int = FEWEST, but: AbstractSet[int] = frozenset()) -> set[int]:
    """Return the positions of the nested counts that may be shown, except `but`."""
    shown: set[int] = set()
    for place in PRIORITY:
        apart = all(abs(passed[place] - passed[other]) >= fewest for other in shown)
        # Without the first count the others are parts of nothing.
        if passed[place] >= fewest and apart and (place == 0 or 0 in shown) and place not in but:
            shown.add(place)
    return shown


def parts_left_out(given: Sequence[int], reached: Sequence[int], out: AbstractSet[int], fewest: int = FEWEST) -> set[int]:
    """Return the positions of the groups whose second figure is suppressed; those in `out` are suppressed completely."""
    smaller = [min(part, whole - part) for whole, part in zip(given, reached, strict=True)]
    hidden = {place for place, count in enumerate(smaller) if count < fewest or place in out}
    while hidden and len(hidden) < len(given):
        parts = [reached[place] for place in hidden]
        rests = [given[place] - reached[place] for place in hidden]
        if len(hidden) > 1 and all(sum(one) >= SLACK * fewest and max(one) > fewest for one in (parts, rests)):
            break
        least = min(count for place, count in enumerate(smaller) if place not in hidden)
        hidden |= {place for place, count in enumerate(smaller) if count == least and place not in hidden}
    return hidden


def widened(
    pairs: Iterable[Pair],
    rows: Mapping[str, int],
    columns: Mapping[str, int],
    hidden: tuple[AbstractSet[str], AbstractSet[str]],
    together: Merged | None = None,
) -> tuple[set[str], set[str]]:
    """Return the rows and columns to suppress in two tables of the same referrals: `hidden`, and those that would reveal them.

    `pairs` are those that occur, before any were merged; `rows` and `columns` are counts, by which the smallest is suppressed
    next.
    """
    apart, merged_rows = list(pairs), together or Merged()
    linked = {(merged_rows.row(row), column) for row, column in apart}
    out_rows, out_columns = set(hidden[0]), set(hidden[1])
    while gives_away(linked, out_rows, out_columns) or reveals_small_count(apart, out_rows, out_columns, merged_rows):
        left = [*(n for key, n in rows.items() if key not in out_rows), *(n for k, n in columns.items() if k not in out_columns)]
        if not left:
            break
        out_rows |= {key for key, count in rows.items() if count <= min(left)}
        out_columns |= {key for key, count in columns.items() if count <= min(left)}
    return out_rows, out_columns


def gives_away(pairs: Iterable[Pair], hidden_rows: AbstractSet[str], hidden_columns: AbstractSet[str]) -> bool:
    """Whether a suppressed sum can be derived from those shown and the total.

    Rows and columns that share cells form connected parts. In each, the sums of the rows and of the columns are equal, and no
    other equation holds except the total. So a sum follows if it is the only one suppressed in its part; or, with the total, if
    it is the only row or column suppressed in its part, and no other part lacks both.
    """
    parts = [
        (len(rows & hidden_rows), len(columns & hidden_columns)) for rows, columns in _parts(pairs) if rows or columns
    ]  # fmt: skip
    if any(sum(part) == 1 for part in parts):
        return True
    lacking = [part for part in parts if min(part)]
    alone = any(1 in part for part in lacking)
    return len(lacking) == 1 and alone


def reveals_small_count(
    pairs: Iterable[Pair], hidden_rows: AbstractSet[str], hidden_columns: AbstractSet[str], together: Merged
) -> bool:  # fmt: skip
    """Whether a small count within a merged row can be derived, as the merged row is shown, and perhaps all of its columns.

    Besides the equation of each part (gives_away), each merged row and the total give one.
    """
    if not together.small:
        return False
    parts = _parts(pairs)
    unknown = {row for rows, _ in parts for row in rows if row in together.row_of or together.row(row) in hidden_rows}
    place = {
        key: at
        for at, key in enumerate(
            [*(("row", key) for key in sorted(unknown)), *(("column", key) for key in sorted(hidden_columns))]
        )
    }
    known: list[Vector] = [{place["row", row]: Fraction(1) for row in unknown}]
    for rows, columns in parts:
        equation = {place["row", row]: Fraction(1) for row in rows & unknown}
        known.append(equation | {place["column", column]: Fraction(-1) for column in columns & hidden_columns})
    sums = {together.row(row) for row in unknown} - hidden_rows
    known += [{place["row", row]: Fraction(1) for row in unknown if together.row(row) == shown} for shown in sums]
    basis: dict[int, Vector] = {}
    for equation in known:
        if rest := rest_of(equation, basis):
            basis[min(rest)] = rest
    return any(not rest_of({place["row", row]: Fraction(1)}, basis) for row in together.small & unknown)


def _parts(pairs: Iterable[Pair]) -> list[tuple[set[str], set[str]]]:
    """Return the connected parts, as their rows and columns."""
    of_row: dict[str, tuple[set[str], set[str]]] = {}
    of_column: dict[str, tuple[set[str], set[str]]] = {}
    for row, column in pairs:
        one, other = of_row.get(row), of_column.get(column)
        part = one or other or (set(), set())
        if one and other and one is not other:
            for key in other[0]:
                of_row[key] = one
            for key in other[1]:
                of_column[key] = one
            one[0].update(other[0])
            one[1].update(other[1])
        part[0].add(row)
        part[1].add(column)
        of_row[row] = of_column[column] = part
    return list({id(part): part for part in of_row.values()}.values())


def merged(counts: Mapping[str, int], kind_of: Callable[[str], str], fewest: int = FEWEST) -> dict[str, str]:
    """Return the key under which each key is counted: itself, or its kind if it is small within its kind."""
    by_kind: dict[str, list[str]] = {}
    for key in counts:
        by_kind.setdefault(kind_of(key), []).append(key)
    found: dict[str, str] = {}
    for kind, keys in by_kind.items():
        out = left_out([counts[key] for key in keys], fewest)
        found |= {key: kind if place in out else key for place, key in enumerate(keys)}
    return found
