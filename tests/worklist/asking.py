"""The work list as its tests ask for it, and what they change behind its back."""

from __future__ import annotations

import datetime

from sqlalchemy import insert, update

from directory.models import Referral, Staff, StaffSchool
from directory.models.codes import Role
from directory.storage.scope import Scope
from directory.worklist.entries import WorkItem
from directory.worklist.work_list import work_list
from tests.referrals.making import NOW, OAK, OF_OAK, Loop
from tests.students.making import ELM, OF_ELM

DAY = datetime.timedelta(days=1)
MATE = Scope("staff-mate", Role.SPECIALIST, frozenset({OAK}))


def listed(loop: Loop, scope: Scope = OF_OAK, *, owner: str | None = None, days: int = 0) -> dict[object, list[WorkItem]]:
    with loop.work(scope, days=days) as work:
        found = work_list(work, owner=owner or scope.staff_id)
        return {group.key: list(group.entries) for group in found.groups}


def add_mate(loop: Loop) -> None:
    """Another specialist of Oak, and the ties of staff to their schools, which the district of these tests leaves out."""
    with loop.district.writing() as session:
        session.execute(
            insert(Staff).values(id=MATE.staff_id, email="mate@example.org", name="Mate", role="specialist", made_at=NOW)
        )
        ties = ((OF_OAK.staff_id, OAK), (MATE.staff_id, OAK), (OF_ELM.staff_id, ELM))
        session.execute(insert(StaffSchool), [{"staff_id": staff, "school_id": school} for staff, school in ties])


def alter(loop: Loop, referral_id: str, **values: object) -> None:
    with loop.district.writing() as session:
        session.execute(update(Referral).where(Referral.id == referral_id).values(**values))
