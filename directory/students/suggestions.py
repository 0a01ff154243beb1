"""The few students in scope whose name may be meant, while somebody types it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.keys import Keys
from directory.storage.people import students
from directory.storage.people.students import ENROLLED, StudentFilter
from directory.storage.scope import Scope
from directory.students.caseload import OpenedStudent, by_name, profile_of
from directory.students.name_index import name_index
from matching.text import fold_text

FROM_LETTER = 3
MOST = 8


@dataclass(frozen=True, slots=True, repr=False)
class SuggestedStudents:
    """The students by name, and whether they are for a name as it may have been meant."""

    students: tuple[OpenedStudent, ...] = ()
    mended: bool = False


def suggest(session: Session, keys: Keys, scope: Scope, words: str, among: StudentFilter = ENROLLED) -> SuggestedStudents:
    """Return the first students in scope whose name or number matches, with one typing error if there is none without."""
    if len(fold_text(words).replace(" ", "")) < FROM_LETTER:
        return SuggestedStudents()
    names = name_index(session, keys, scope, among)
    if found := names.meant(words):
        return SuggestedStudents(_opened(session, keys, scope, found[:MOST]))
    return SuggestedStudents(_opened(session, keys, scope, names.nearly_meant(words)[:MOST]), mended=True)


def _opened(session: Session, keys: Keys, scope: Scope, student_ids: Sequence[str]) -> tuple[OpenedStudent, ...]:
    rows = students.chosen(session, scope, student_ids)
    return tuple(sorted((OpenedStudent(row, profile_of(keys, row)) for row in rows), key=by_name))
