"""The few students in scope whose name may be meant, while somebody types it.

Names are opened in memory, as for the list, and nothing of them is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from sqlalchemy.orm import Session

from directory.keys import Keys
from directory.models.codes import StudentStatus
from directory.storage.scope import Scope
from directory.students import caseload
from directory.students.caseload import OpenedStudent
from directory.students.profile import Profile
from matching.text import fold_text

FROM_LETTER = 3
MOST = 8
SHORTEST_MENDED = 4  # letters


@dataclass(frozen=True, slots=True, repr=False)
class SuggestedStudents:
    """The students by name, and whether they are for a name as it may have been meant."""

    students: tuple[OpenedStudent, ...] = ()
    mended: bool = False


def suggest(
    session: Session,
    keys: Keys,
    scope: Scope,
    words: str,
    *,
    school_id: str | None = None,
    grade: str | None = None,
    status: StudentStatus | None = StudentStatus.ENROLLED,
) -> SuggestedStudents:
    """Return the first students in scope whose name or number matches, with one typing error if there is none without."""
    if len(fold_text(words).replace(" ", "")) < FROM_LETTER:
        return SuggestedStudents()
    opened, _ = caseload.opened(session, keys, scope, school_id=school_id, grade=grade, status=status)
    for mended, means in ((False, caseload.meant(words)), (True, _nearly_meant(words))):
        found = sorted((one for one in opened if means(one.profile)), key=caseload.by_name)
        if found:
            return SuggestedStudents(tuple(found[:MOST]), mended)
    return SuggestedStudents()


def _nearly_meant(words: str) -> Callable[[Profile], bool]:
    """Return a test for profiles: each word begins a word of the name but for one error in all."""
    wanted = fold_text(words).split()

    def means(profile: Profile) -> bool:
        parts = fold_text(f"{profile.given_name} {profile.family_name}").split()
        return bool(parts) and sum(min(_errors(word, part) for part in parts) for word in wanted) <= 1

    return means


def _errors(word: str, part: str) -> int:
    if part.startswith(word):
        return 0
    if len(word) < SHORTEST_MENDED:
        return 2
    return min(OSA.distance(word, part[: len(word) + more], score_cutoff=1) for more in (-1, 0, 1))
