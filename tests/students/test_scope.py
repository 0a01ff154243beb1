"""Whose students somebody may look at or change: every function of the room, for every role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from directory.errors import DeskError, RefusedError, UnknownError
from directory.keys import Keys
from directory.storage.people.students import EVERY_STUDENT
from directory.storage.scope import Scope
from directory.students import caseload, changes, consents, guardians, households, needs, no_contact
from directory.students.profile import Withdrawal
from tests.students.making import (
    ADMINISTRATOR,
    ANA,
    BEN,
    BLIND,
    COORDINATOR,
    ELM,
    LATER,
    MARTA,
    OAK,
    OF_ELM,
    OF_OAK,
    SPOKEN,
    TODAY,
    VIEWER,
    District,
    agreed,
)


@dataclass(frozen=True, slots=True)
class Case:
    """A student of Oak with one of everything, and a second one."""

    keys: Keys
    student: str
    other: str
    guardian: str
    need: str
    closed: str
    consent: str


Function = Callable[[Session, Scope, Case], Any]


def lifted(session: Session, scope: Scope, case: Case) -> None:
    """An order that is recorded and lifted again."""
    of = (session, case.keys, scope, case.student, case.guardian)
    no_contact.record(*of, words="Ordered", now=LATER)
    no_contact.lift(*of, reason="Ended", now=LATER)


FUNCTIONS: dict[str, Function] = {
    "look": lambda s, scope, c: caseload.open_student(s, c.keys, scope, c.student),
    "change": lambda s, scope, c: changes.change(s, c.keys, scope, c.student, ANA, now=LATER),
    "mark_left": lambda s, scope, c: changes.mark_left(s, scope, c.student, today=TODAY, now=LATER),
    "bring_back": lambda s, scope, c: changes.mark_returned(s, scope, c.student, now=LATER),
    "touch": lambda s, scope, c: changes.touch(s, scope, c.student, now=LATER, action="student.changed", subject=None),
    "guardians.add": lambda s, scope, c: guardians.add(s, c.keys, scope, c.student, MARTA, now=LATER),
    "guardians.change": lambda s, scope, c: guardians.change(s, c.keys, scope, c.student, c.guardian, details=MARTA, now=LATER),
    "guardians.remove": lambda s, scope, c: guardians.remove(s, c.keys, scope, c.student, c.guardian, now=LATER),
    "guardians.order": lambda s, scope, c: guardians.order(s, scope, c.student, [c.guardian], now=LATER),
    "no_contact.record": lambda s, scope, c: no_contact.record(
        s, c.keys, scope, c.student, c.guardian, words="Ordered", now=LATER
    ),
    "no_contact.lift": lifted,
    "no_contact.history": lambda s, scope, c: no_contact.history(s, c.keys, scope, c.student),
    "needs.add": lambda s, scope, c: needs.add(s, c.keys, scope, c.student, chosen=["sports"], now=LATER),
    "needs.set_urgency": lambda s, scope, c: needs.set_urgency(s, scope, c.student, c.need, 3, now=LATER),
    "needs.close": lambda s, scope, c: needs.close(s, scope, c.student, c.need, now=LATER),
    "needs.reopen": lambda s, scope, c: needs.reopen(s, scope, c.student, c.closed, now=LATER),
    "consents.sign": lambda s, scope, c: consents.sign(
        s, c.keys, scope, c.student, agreed(c.guardian, "org"), until=TODAY, today=TODAY, now=LATER
    ),
    "consents.note_spoken": lambda s, scope, c: consents.note_spoken(s, c.keys, scope, c.student, SPOKEN, now=LATER),
    "consents.withdraw": lambda s, scope, c: consents.withdraw(
        s, c.keys, scope, c.student, c.consent, withdrawal=Withdrawal("Marta"), now=LATER
    ),
    "households.tie": lambda s, scope, c: households.link_siblings(s, c.keys, scope, c.student, c.other, now=LATER),
    "households.untie": lambda s, scope, c: households.unlink_student(s, c.keys, scope, c.student, now=LATER),
    "households.suggestions": lambda s, scope, c: households.suggestions(s, c.keys, scope, c.student),
}


@pytest.fixture
def case(district: District) -> Case:
    student, other = district.add(), district.add(replace(BEN, number="7"))
    keys, scope = district.keys, ADMINISTRATOR
    with district.writing() as session:
        guardian = guardians.add(session, keys, scope, student, MARTA, now=LATER)
        needs.add(session, keys, scope, student, chosen=["tutoring", "grief"], now=LATER)
        opened = {need.term: need.id for need in caseload.open_student(session, keys, scope, student).open_needs}
        needs.close(session, scope, student, opened["grief"], now=LATER)
        consent = consents.note_spoken(session, keys, scope, student, SPOKEN, now=LATER)
        return Case(keys, student, other, guardian, opened["tutoring"], opened["grief"], consent)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_those_who_may_not_see_a_student_are_told_that_there_is_none(district: District, case: Case, name: str) -> None:
    """To another school's specialist, a coordinator and a viewer a student is as unknown as one that does not exist."""
    told: set[str] = set()
    for scope in BLIND:
        with pytest.raises(UnknownError) as caught, district.writing() as session:
            FUNCTIONS[name](session, scope, case)
        told.add(str(caught.value))
    nobody = replace(case, student="nobody")
    with pytest.raises(UnknownError) as caught, district.writing() as session:
        FUNCTIONS[name](session, ADMINISTRATOR, nobody)
    assert told == {str(caught.value)} == {"There is no such student among yours."}


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("scope", [OF_OAK, ADMINISTRATOR], ids=lambda scope: scope.role)
def test_those_who_may_see_a_student_may_work(district: District, case: Case, name: str, scope: Scope) -> None:
    """A specialist of the school and an administrator do everything with a student."""
    with district.writing() as session:
        FUNCTIONS[name](session, scope, case)


@pytest.mark.parametrize(
    ("scope", "error"),
    [
        (OF_OAK, RefusedError),
        (OF_ELM, UnknownError),
        (COORDINATOR, UnknownError),
        (VIEWER, UnknownError),
        (ADMINISTRATOR, None),
    ],
    ids=lambda value: getattr(value, "staff_id", None),
)
def test_only_an_administrator_deletes(district: District, case: Case, scope: Scope, error: type[DeskError] | None) -> None:
    """A specialist of the school is refused, others do not even learn that there is such a student."""

    def delete() -> None:
        with district.writing() as session:
            changes.delete_for_good(session, scope, case.student, today=TODAY, now=LATER)

    if error is None:
        delete()
    else:
        with pytest.raises(error):
            delete()


@pytest.mark.parametrize(
    ("scope", "oak", "elm"),
    [
        (OF_OAK, True, False),
        (OF_ELM, False, True),
        (COORDINATOR, False, False),
        (VIEWER, False, False),
        (ADMINISTRATOR, True, True),
    ],
    ids=lambda value: getattr(value, "staff_id", None),
)
def test_lists_and_look_ups_show_only_students_in_scope(district: District, scope: Scope, oak: bool, elm: bool) -> None:
    """The caseload and the look-up of a number find the own schools' students, and a student is added to own schools only."""
    ana, ben = district.add(ANA, OAK), district.add(BEN, ELM)
    with district.reading() as session:
        listed = {row.id for row in caseload.caseload(session, district.keys, scope, among=EVERY_STUDENT).rows}
        found = {caseload.by_number(session, district.keys, scope, one.number) for one in (ANA, BEN)} - {None}
    assert listed == found == {one for one, may in ((ana, oak), (ben, elm)) if may}
    for number, (school_id, may) in enumerate(((OAK, oak), (ELM, elm))):
        profile = replace(ANA, number=f"new {number}")
        if may:
            with district.writing() as session:
                changes.add(session, district.keys, scope, profile, school_id=school_id, now=LATER)
        else:
            with pytest.raises(UnknownError, match="no such school"), district.writing() as session:
                changes.add(session, district.keys, scope, profile, school_id=school_id, now=LATER)


def test_a_student_is_moved_only_between_own_schools(district: District, case: Case) -> None:
    """A specialist cannot move a student to a school of others; an administrator can."""
    with pytest.raises(UnknownError, match="no such school"), district.writing() as session:
        changes.change(session, case.keys, OF_OAK, case.student, ANA, school_id=ELM, now=LATER)
    with district.writing() as session:
        changes.change(session, case.keys, ADMINISTRATOR, case.student, ANA, school_id=ELM, now=LATER)
    with district.reading() as session:
        assert caseload.open_student(session, case.keys, OF_ELM, case.student).school_id == ELM


def test_what_belongs_to_one_student_is_not_reached_through_another(district: District, case: Case) -> None:
    """A guardian, need or consent of one student is unknown beside another one's id."""
    crossed = replace(case, student=case.other)
    for name in ("guardians.change", "guardians.remove", "needs.set_urgency", "needs.close", "needs.reopen", "consents.withdraw"):
        with pytest.raises(UnknownError), district.writing() as session:
            FUNCTIONS[name](session, ADMINISTRATOR, crossed)
    with pytest.raises(RefusedError), district.writing() as session:
        FUNCTIONS["guardians.order"](session, ADMINISTRATOR, crossed)
