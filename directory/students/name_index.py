"""Names in memory, as they are compared, so that a name that is being typed is looked for among a district's students at once.

Opening 11,500 sealed profiles for each letter takes half a second. A process therefore keeps what it has compared before, as it
keeps the keys that it has unwrapped: in memory alone, and only of rows that are sealed as they were. Which students there are, and
whose one sees, is asked of the database each time; whoever is found is opened from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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
LONGEST_KEPT = 3_600.0
"""Seconds after which the next look begins again, so that the name of a student who was deleted for good does not stay in memory."""


@dataclass(frozen=True, slots=True, repr=False)
class ComparedName:
    """A student's name and number as they are compared, and what the list is sorted by; `seal` tells whether they are still true.

    `text` are the parts of the name, each after a blank.
    """

    seal: bytes
    parts: tuple[str, ...]
    text: str
    number: str
    place: tuple[str, str, str]


class NameIndex:
    """The names of the students that somebody may see, and which of them words may mean; sorted as the list is."""

    def __init__(self, names: Mapping[str, ComparedName]) -> None:
        self._names = names

    def meant(self, words: str) -> list[str]:
        """Return the students whose name has a part that each word begins, or whose number the words are."""
        number, wanted = normal_number(words), fold_text(words).split()
        found = list(self._names) if wanted else []
        for word in wanted:
            begins = f" {word}"
            found = [student_id for student_id in found if begins in self._names[student_id].text]
        return self._sorted({*found, *(student_id for student_id, one in self._names.items() if number and one.number == number)})

    def nearly_meant(self, words: str) -> list[str]:
        """Return the students whose name each word begins but for one error in all."""
        wanted = [self._errors(word) for word in fold_text(words).split()]
        return self._sorted(
            student_id
            for student_id, one in self._names.items()
            if wanted and sum(min((errors.get(part, 2) for part in one.parts), default=2) for errors in wanted) <= 1
        )

    def _errors(self, word: str) -> dict[str, int]:
        """Return the parts of names that a word begins with no error, or with one."""
        parts = sorted({part for one in self._names.values() for part in one.parts})
        found = {part: 0 for part in parts if part.startswith(word)}
        if len(word) < SHORTEST_MENDED:
            return found
        for length in (len(word) - 1, len(word), len(word) + 1):
            beginnings = [part[:length] for part in parts]
            far = process.cdist([word], beginnings, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)[0]
            for at in np.flatnonzero(far <= 1).tolist():
                found.setdefault(parts[at], 1)
        return found

    def _sorted(self, found: Iterable[str]) -> list[str]:
        return sorted(found, key=lambda student_id: self._names[student_id].place)


@dataclass(slots=True)
class _Kept:
    """What a process has compared with one set of keys, since a moment of its own clock, in seconds."""

    since: float
    names: dict[str, ComparedName] = field(default_factory=dict, repr=False)

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
        known = {
            student_id: one for student_id, seal in seals.items() if (one := kept.names.get(student_id)) and one.seal == seal
        }
    new = [student_id for student_id in seals if student_id not in known]
    opened = {one.row.id: _compared(one, seals[one.row.id]) for one in _opened(session, keys, scope, new)}
    with _lock:
        kept.names.update(opened)
    return NameIndex(known | opened)


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
    return ComparedName(
        seal, tuple(parts), "".join(f" {part}" for part in parts), normal_number(one.profile.number), by_name(one)
    )
