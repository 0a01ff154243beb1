"""The start of a day: which of a user's students wait for help, since when, and who has left."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.errors import KeysError
from directory.keys import Keys
from directory.storage.people import needs, students
from directory.storage.people.needs import NeedRow
from directory.storage.people.students import StudentRow
from directory.storage.scope import Scope
from directory.students.caseload import profile_of
from matching.needs import terms

SOON, NOW = 2, 3
MOST = 8
"""Students shown in each list; the pages of students show all of them."""
LEFT_WITHIN = datetime.timedelta(days=31)


@dataclass(frozen=True, slots=True, repr=False)
class WaitingStudent:
    """A student with needs by name, longest wait first; `name` is None if the record does not open."""

    student_id: str
    name: str | None
    grade: str | None
    school_name: str
    needs: tuple[str, ...]
    since: datetime.datetime


@dataclass(frozen=True, slots=True, repr=False)
class DepartedStudent:
    """A student who has left, and when."""

    student_id: str
    name: str | None
    school_name: str
    left_at: datetime.date | None


@dataclass(frozen=True, slots=True, repr=False)
class Day:
    """The students who wait: `now` and `soon` hold the MOST who wait longest, `all_now` and `all_soon` the full counts."""

    students: int
    now: tuple[WaitingStudent, ...]
    all_now: int
    soon: tuple[WaitingStudent, ...]
    all_soon: int
    left: tuple[DepartedStudent, ...]
    all_left: int


def day_of(session: Session, keys: Keys, scope: Scope, today: datetime.date) -> Day:
    """Return the day of a user with this scope; a student with a need marked Now is not in `soon` as well."""
    urgent = needs.urgent(session, scope, SOON)
    now = _by_student([need for need in urgent if need.urgency == NOW])
    soon = {one: some for one, some in _by_student(urgent).items() if one not in now}
    left = students.left_since(session, scope, today - LEFT_WITHIN)
    return Day(
        students=students.count_enrolled(session, scope),
        now=_waiting(session, keys, scope, now),
        all_now=len(now),
        soon=_waiting(session, keys, scope, soon),
        all_soon=len(soon),
        left=tuple(DepartedStudent(one.id, _name(keys, one), one.school_name, one.left_at) for one in left[:MOST]),
        all_left=len(left),
    )


def _by_student(found: Sequence[NeedRow]) -> dict[str, list[NeedRow]]:
    """Return the needs of each student, longest wait first."""
    grouped: dict[str, list[NeedRow]] = {}
    for need in sorted(found, key=lambda one: (one.made_at, one.id)):
        grouped.setdefault(need.student_id, []).append(need)
    return grouped


def _waiting(session: Session, keys: Keys, scope: Scope, grouped: dict[str, list[NeedRow]]) -> tuple[WaitingStudent, ...]:
    first = list(grouped)[:MOST]
    rows = {row.id: row for row in students.chosen(session, scope, first)}
    known = terms()
    return tuple(
        WaitingStudent(
            student_id=one,
            name=_name(keys, row),
            grade=row.grade,
            school_name=row.school_name,
            needs=tuple(known[need.term].english if need.term in known else need.term for need in grouped[one]),
            since=grouped[one][0].made_at,
        )
        for one in first
        if (row := rows.get(one)) is not None
    )


def _name(keys: Keys, row: StudentRow) -> str | None:
    """Return the name, or None: one damaged record must not hide the whole day."""
    try:
        return profile_of(keys, row).name
    except KeysError:
        return None
