"""Names in memory, as they are compared, so that a name that is being typed is looked for among a district's students at once.

Opening 11,500 sealed profiles for each letter takes half a second. A process therefore keeps what it has compared before, as it
keeps the keys that it has unwrapped: in memory alone, and only of rows that are sealed as they were. Which students there are, and
whose one sees, is asked of the database each time; whoever is found is opened from it. While the answer is the same, so is the index.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from time import monotonic
from weakref import WeakKeyDictionary

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy.orm import Session

from directory.errors import KeysError
from directory.keys import Keys
from directory.storage.people import students
from directory.storage.people.students import EVERY_STUDENT, StudentFilter
from directory.storage.scope import Scope
from directory.students.caseload import OpenedStudent, by_name, normal_number, profile_of
from matching.text import fold_text

SHORTEST_MENDED = 4
"""Letters of a word that may be misspelled."""
MOST = 32_768
"""Students whose names a process keeps; with more, it begins again."""
MOST_INDEXES = 64
"""Indexes that a process keeps, of one person each and as that person has narrowed the list; with more, it begins again with them."""
LONGEST_KEPT = 3_600.0
"""Seconds after which the next look begins again, so that the name of a student who was deleted for good does not stay in memory."""

_BEYOND = "\U0010ffff"
"""Sorts after whatever may follow a beginning."""


@dataclass(frozen=True, slots=True, repr=False)
class ComparedName:
    """A student's name and number as they are compared, and what the list is sorted by; `seal` tells whether they are still true."""

    seal: bytes
    parts: tuple[str, ...]
    number: str
    place: tuple[str, str, str]


class NameIndex:
    """The names of the students that somebody may see, and which of them words may mean; sorted as the list is."""

    def __init__(self, names: Mapping[str, ComparedName]) -> None:
        self._names = names

    @cached_property
    def _bearers(self) -> Mapping[str, Sequence[str]]:
        """The students by the parts of their names, the parts sorted: a third as many as students, or fewer."""
        found: dict[str, list[str]] = {}
        for student_id, one in self._names.items():
            for part in one.parts:
                found.setdefault(part, []).append(student_id)
        return {part: found[part] for part in sorted(found)}

    @cached_property
    def _parts(self) -> Sequence[str]:
        return list(self._bearers)

    @cached_property
    def _numbers(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for student_id, one in self._names.items():
            found.setdefault(one.number, []).append(student_id)
        return found

    def meant(self, words: str) -> list[str]:
        """Return the students whose name has a part that each word begins, or whose number the words are."""
        number, wanted = normal_number(words), fold_text(words).split()
        named = [{student_id for part in self._begun(word) for student_id in self._bearers[part]} for word in wanted]
        found = set[str].intersection(*named) if named else set()
        return self._sorted(found.union(self._numbers.get(number, ()) if number else ()))

    def nearly_meant(self, words: str) -> list[str]:
        """Return the students whose name each word begins but for one error in all."""
        named = [self._errors(word) for word in fold_text(words).split()]
        found = set.intersection(*map(set, named)) if named else set()
        return self._sorted(student_id for student_id in found if sum(errors[student_id] for errors in named) <= 1)

    def _begun(self, word: str) -> Sequence[str]:
        """Return the parts of names that a word begins."""
        return self._parts[bisect_left(self._parts, word) : bisect_left(self._parts, word + _BEYOND)]

    def _errors(self, word: str) -> dict[str, int]:
        """Return the students with a part of their name that a word begins with no error, or with one."""
        nearly = {part for length in self._lengths(word) for part in self._one_error_from(word, length)}
        found = dict.fromkeys((student_id for part in nearly for student_id in self._bearers[part]), 1)
        return found | dict.fromkeys((student_id for part in self._begun(word) for student_id in self._bearers[part]), 0)

    def _lengths(self, word: str) -> Sequence[int]:
        return () if len(word) < SHORTEST_MENDED else (len(word) - 1, len(word), len(word) + 1)

    def _one_error_from(self, word: str, length: int) -> Iterator[str]:
        """Yield the parts of names whose first letters, so many, are at most one error from a word."""
        beginnings = [part[:length] for part in self._parts]
        far = process.cdist([word], beginnings, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)[0]
        return (self._parts[at] for at in np.flatnonzero(far <= 1).tolist())

    def _sorted(self, found: Iterable[str]) -> list[str]:
        return sorted(found, key=lambda student_id: self._names[student_id].place)


@dataclass(frozen=True, slots=True)
class _Indexed:
    """The seals of all the students in an index, and the index."""

    seals: Mapping[str, bytes] = field(repr=False)
    names: NameIndex


@dataclass(slots=True)
class _Kept:
    """What a process has compared with one set of keys, since a moment of its own clock, in seconds."""

    since: float
    names: dict[str, ComparedName] = field(default_factory=dict, repr=False)
    indexes: dict[tuple[Scope, StudentFilter], _Indexed] = field(default_factory=dict, repr=False)

    @property
    def holds(self) -> bool:
        return len(self.names) <= MOST and monotonic() - self.since < LONGEST_KEPT


_kept: WeakKeyDictionary[Keys, _Kept] = WeakKeyDictionary()
_lock = Lock()


def name_index(session: Session, keys: Keys, scope: Scope, among: StudentFilter = EVERY_STUDENT) -> NameIndex:
    """Return the names of the students in scope; a record that does not open has no name."""
    seals = students.seals(session, scope, among)
    with _lock:
        kept = _kept.get(keys)
        if kept is None or not kept.holds:
            kept = _kept[keys] = _Kept(monotonic())
        last = kept.indexes.get((scope, among))
        if last and last.seals == seals:
            return last.names
        known = {
            student_id: one for student_id, seal in seals.items() if (one := kept.names.get(student_id)) and one.seal == seal
        }
    new = [student_id for student_id in seals if student_id not in known]
    opened = {one.row.id: _compared(one, seals[one.row.id]) for one in _opened(session, keys, scope, new)}
    index = NameIndex(known | opened)
    with _lock:
        kept.names.update(opened)
        if len(kept.indexes) >= MOST_INDEXES:
            kept.indexes.clear()
        kept.indexes[scope, among] = _Indexed(seals, index)
    return index


def _opened(session: Session, keys: Keys, scope: Scope, student_ids: list[str]) -> Iterable[OpenedStudent]:
    for row in students.chosen(session, scope, student_ids):
        try:
            yield OpenedStudent(row, profile_of(keys, row))
        except KeysError:
            continue


def _compared(one: OpenedStudent, seal: bytes) -> ComparedName:
    names = [fold_text(one.profile.given_name), fold_text(one.profile.family_name)]
    # "OBrien" finds O'Brien as well.
    parts = dict.fromkeys((*" ".join(names).split(), *(name.replace(" ", "") for name in names)))
    parts.pop("", None)
    return ComparedName(seal, tuple(parts), normal_number(one.profile.number), by_name(one))
