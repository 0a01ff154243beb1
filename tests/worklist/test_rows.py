"""The rows of the work list and what nobody touched, held against a plain walk over all referrals."""

from __future__ import annotations

import random

from sqlalchemy import insert, update

from directory.models import Referral, Staff
from directory.models.codes import Role
from directory.referrals.status import CLOSED, STATUSES
from directory.storage.referrals import worklist as rows
from directory.storage.scope import Scope
from directory.worklist import escalation
from directory.worklist.work_list import work_list
from tests.referrals.making import NOW, OAK, OF_OAK, TODAY, Loop
from tests.students.making import ADMINISTRATOR, BEN, COORDINATOR, ELM, OF_ELM, VIEWER
from tests.worklist.asking import DAY, MATE, add_mate


def test_the_query_is_what_an_obvious_loop_finds(loop: Loop) -> None:
    """Lists, counts and the untouched are those of a plain walk over all rows, whoever asks for whose, on any page."""
    add_mate(loop)
    dice = random.Random(4)
    with loop.district.writing() as session:
        session.execute(update(Staff).where(Staff.id == COORDINATOR.staff_id).values(disabled_at=NOW))
    students = {loop.student_id: OAK, loop.district.add(BEN, ELM): ELM}
    people = (OF_OAK.staff_id, MATE.staff_id, OF_ELM.staff_id, COORDINATOR.staff_id, ADMINISTRATOR.staff_id, None)
    made = [_row(dice, number, students, people) for number in range(160)]
    with loop.district.writing() as session:
        session.execute(insert(Referral), made)
    at = {OF_OAK.staff_id: OAK, MATE.staff_id: OAK, OF_ELM.staff_id: ELM}
    for scope in (OF_OAK, OF_ELM, ADMINISTRATOR, VIEWER):
        seen = [one for one in made if _sees(scope, students[str(one["student_id"])])]
        for owner in (*people[:4], rows.EVERYBODY, rows.NOBODY):
            mine = [one for one in seen if _belongs(one, owner, at, students)]
            _check_list(loop, scope, owner or "", mine)
        _check_untouched(loop, scope, seen)


def _row(dice: random.Random, number: int, students: dict[str, str], people: tuple[str | None, ...]) -> dict[str, object]:
    status = dice.choice(STATUSES)
    due = TODAY + dice.randint(-30, 30) * DAY if status not in CLOSED or dice.random() < 0.2 else None
    student_id = dice.choice(list(students))
    plain = {"term": "anxiety", "organization": "A", "service": "S", "record_id": "r", "organization_id": "o", "sealed": b""}
    days = {"opened_at": NOW, "opened_on": TODAY, "since": TODAY, "touched_on": TODAY - dice.randint(0, 30) * DAY, "due_on": due}
    whose = {"student_id": student_id, "school_id": students[student_id], "owner_id": dice.choice(people)}
    told = {"status": status, "answered": dice.random() < 0.1, "urgency": dice.randint(1, 3), "choice": 1}
    return {"id": f"r{number:03}", "request_id": f"q{number}", "reference": f"R{number}", **plain, **days, **whose, **told}


def _sees(scope: Scope, school_id: str) -> bool:
    return scope.role == Role.ADMINISTRATOR or (scope.role == Role.SPECIALIST and school_id in scope.school_ids)


def _belongs(row: dict[str, object], owner: str | None, at: dict[str, str], students: dict[str, str]) -> bool:
    works = row["owner_id"] == ADMINISTRATOR.staff_id or at.get(str(row["owner_id"])) == students[str(row["student_id"])]
    return owner == rows.EVERYBODY or (not works if owner == rows.NOBODY else row["owner_id"] == owner)


def _check_list(loop: Loop, scope: Scope, owner: str, mine: list[dict[str, object]]) -> None:
    until = TODAY + 7 * DAY
    due = [one for one in mine if one["answered"] or (one["due_on"] is not None and one["due_on"] <= until)]  # type: ignore[operator]
    due.sort(key=lambda one: (not one["answered"], one["due_on"] or one["since"], -int(str(one["urgency"])), one["id"]))
    with loop.work(scope) as work:
        first = work_list(work, owner=owner, until=until, size=10)
        pages = [work_list(work, owner=owner, until=until, size=10, page=page) for page in range(1, first.pages + 1)]
    assert [entry.id for page in pages for group in page.groups for entry in group.entries] == [one["id"] for one in due]
    late = [one for one in due if not one["answered"] and one["due_on"] < TODAY]  # type: ignore[operator]
    assert (first.answered, first.late) == (sum(bool(one["answered"]) for one in due), len(late))
    assert first.answered + first.late + first.today + first.ahead == len(due)


def _check_untouched(loop: Loop, scope: Scope, seen: list[dict[str, object]]) -> None:
    with loop.work(scope) as work:
        found = escalation.by_owner(work)
    wanted = [
        one
        for one in seen
        if escalation.untouched_days(one["status"], one["touched_on"], one["due_on"], TODAY)  # type: ignore[arg-type]
    ]
    assert sum(one.number for one in found) == len(wanted)
    assert min((one.oldest for one in found), default=None) == min((one["touched_on"] for one in wanted), default=None)  # type: ignore[type-var]
