"""Pairing of rows in a new list with records of the directory, for lists without numbers of their own.

Several rows often have one key (a program with a row for each age group), and editing a list changes keys. So rows and records
with the same key are paired first if nothing changed, then by how much they agree; the rest are paired if exactly one row and
one record share agency and service, or agency and street.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from importers.fields import Target
from importers.identity import fold
from importers.records import Fields, Record, said

NAMES_RELATED = 60.0
"""The minimum similarity, of 100, of a service's old and new name for it to count as renamed."""


@dataclass(frozen=True, slots=True)
class CurrentRecord:
    """A record in the directory: `fields` now, `said` what the list's row last said (see records.said).

    `streets` are those that a confidential record is known to have had.
    """

    id: str
    source: str
    row_key: str
    fields: Fields
    said: Mapping[str, object]
    withdrawn: bool = False
    organization_only: bool = False
    streets: tuple[str, ...] = ()


Pairs = dict[int, CurrentRecord]
"""Records by the position of their row."""


def pair(rows: Sequence[tuple[str, Record]], standing: Iterable[CurrentRecord]) -> Pairs:
    """Pair rows, each with its key, with the records of their list."""
    pairs: Pairs = {}
    waiting: dict[str, list[CurrentRecord]] = defaultdict(list)
    for record in standing:
        waiting[record.row_key].append(record)
    by_key: dict[str, list[int]] = defaultdict(list)
    for index, (key, _) in enumerate(rows):
        by_key[key].append(index)
    for key, indexes in by_key.items():
        if waiting.get(key):
            _within(rows, indexes, waiting[key], pairs)
    for loose in (_by_service, _by_street):
        _leftovers(rows, waiting, loose, pairs)
    return pairs


def _within(rows: Sequence[tuple[str, Record]], indexes: list[int], waiting: list[CurrentRecord], pairs: Pairs) -> None:
    texts = {index: said(rows[index][1].fields) for index in indexes}
    for index in indexes:
        same = next((s for s in waiting if s.said == texts[index]), None)
        if same:
            pairs[index] = same
            waiting.remove(same)
    for index in indexes:
        if index not in pairs and waiting:
            best = max(waiting, key=lambda s: _agreement(texts[index], s.said))
            pairs[index] = best
            waiting.remove(best)


def _agreement(one: Mapping[str, object], other: Mapping[str, object]) -> int:
    return sum(other.get(target) == value for target, value in one.items())


def _leftovers(
    rows: Sequence[tuple[str, Record]], waiting: dict[str, list[CurrentRecord]], loose: Callable[[Fields], str], pairs: Pairs
) -> None:
    left_rows: dict[str, list[int]] = defaultdict(list)
    for index, (_, record) in enumerate(rows):
        if index not in pairs and (key := loose(record.fields)):
            left_rows[key].append(index)
    left_records: dict[str, list[CurrentRecord]] = defaultdict(list)
    for group in waiting.values():
        for standing in group:
            if key := loose(standing.fields):
                left_records[key].append(standing)
    for key, indexes in left_rows.items():
        if len(indexes) == 1 and len(left_records.get(key, ())) == 1:
            found = left_records[key][0]
            if _renamed(rows[indexes[0]][1].fields, found.fields):
                pairs[indexes[0]] = found
                waiting[found.row_key].remove(found)


def _renamed(one: Fields, other: Fields) -> bool:
    """Whether two names may be one service's: an agency that ends its chess club and starts a choir has not renamed it."""
    names = [fold(fields.get(Target.SERVICE_NAME)) for fields in (one, other)]
    return fuzz.token_set_ratio(*names) >= NAMES_RELATED


def _by_service(fields: Fields) -> str:
    return _joined(fields, Target.SERVICE_NAME)


def _by_street(fields: Fields) -> str:
    return _joined(fields, Target.ADDRESS_ADDRESS_1)


def _joined(fields: Fields, target: Target) -> str:
    organization, other = fold(fields.get(Target.ORGANIZATION_NAME)), fold(fields.get(target))
    return f"{organization}|{other}" if organization and other else ""
