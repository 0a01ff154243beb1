"""The queries of students bear the scope of the user who asks, down to the last row."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, insert
from sqlalchemy.orm import Session

from directory.errors import UnknownError
from directory.models import Consent, Guardian, Household, School, Student, StudentNeed
from directory.models.codes import Role
from directory.storage.engine import reading, writing
from directory.storage.people import consents, guardians, households, needs, students
from directory.storage.scope import Scope

NOW = datetime.datetime(2026, 3, 14, 15, 9)
SCHOOLS = frozenset({"oak", "elm"})
OF_OAK = Scope("nobody", Role.SPECIALIST, frozenset({"oak"}))
OF_NONE = Scope("nobody", Role.SPECIALIST)
ADMINISTRATOR = Scope("nobody", Role.ADMINISTRATOR)
BLIND = (
    OF_NONE,
    Scope("nobody", Role.SPECIALIST, frozenset({"elm"})),
    Scope("nobody", Role.COORDINATOR, SCHOOLS),
    Scope("nobody", Role.VIEWER, SCHOOLS),
)


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """Two students of Oak, one of them deleted for good, with a guardian, a need and a consent each."""
    with writing(engine) as session:
        session.execute(insert(School), [{"id": one, "name": one.title()} for one in sorted(SCHOOLS)])
        session.execute(insert(Household).values(id="home"))
        for name, data_key in (("here", b"key"), ("erased", None)):
            shared = {"student_id": name, "sealed": b"x"}
            values = {"id": name, "school_id": "oak", "household_id": "home", "status": "enrolled", "number_hash": name}
            kept = {"data_key": data_key, "sealed": data_key, "made_at": NOW, "changed_at": NOW}
            session.execute(insert(Student).values(**values, **kept))
            session.execute(insert(Guardian).values(id=f"g-{name}", **shared))
            session.execute(insert(StudentNeed).values(id=f"n-{name}", term="grief", urgency=2, made_at=NOW, **shared))
            session.execute(insert(Consent).values(id=f"c-{name}", made_at=NOW, **shared))
    return engine


LISTS: dict[str, Callable[[Session, Scope], Any]] = {
    "listed": students.listed,
    "chosen": lambda s, scope: students.chosen(s, scope, ["here", "erased"]),
    "by_number_hash": lambda s, scope: [one for n in ("here", "erased") if (one := students.by_number_hash(s, scope, n))],
    "of_household": lambda s, scope: students.of_household(s, scope, "home"),
    "guardians.of": lambda s, scope: [*guardians.of(s, scope, "here"), *guardians.of(s, scope, "erased")],
    "guardians.of_enrolled": guardians.of_enrolled,
    "needs.of": lambda s, scope: [*needs.of(s, scope, "here"), *needs.of(s, scope, "erased")],
    "needs.open_counts": needs.open_counts,
    "consents.of": lambda s, scope: [*consents.of(s, scope, "here"), *consents.of(s, scope, "erased")],
}
CHANGES: dict[str, Callable[[Session, Scope, str], Any]] = {
    "one": students.one,
    "hold": students.lock,
    "alter": lambda s, scope, one: students.alter(s, scope, one, students.StudentChange(grade="4")),
    "guardians.alter": lambda s, scope, one: guardians.alter(s, scope, one, f"g-{one}", b"y"),
    "guardians.drop": lambda s, scope, one: guardians.drop(s, scope, one, f"g-{one}"),
    "needs.alter": lambda s, scope, one: needs.alter(s, scope, one, f"n-{one}", urgency=3),
    "consents.withdraw": lambda s, scope, one: consents.withdraw(s, scope, one, f"c-{one}", withdrawal=b"w", now=NOW),
    "households.leave": lambda s, scope, one: households.leave(s, scope, one, "home"),
}
SILENT: dict[str, Callable[[Session, Scope], None]] = {
    "guardians.drop_all": lambda s, scope: guardians.drop_all(s, scope, "here"),
    "guardians.order": lambda s, scope: guardians.order(s, scope, "here", ["other", "g-here"]),
    "needs.forget_words": lambda s, scope: needs.forget_words(s, scope, "here"),
    "consents.drop_all": lambda s, scope: consents.drop_all(s, scope, "here"),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_holds_what_is_in_scope(filled: Engine, name: str) -> None:
    """The school's specialist and an administrator find one row, others none, and nobody one that was deleted for good."""
    with reading(filled) as session:
        assert [len(LISTS[name](session, scope)) for scope in (OF_OAK, ADMINISTRATOR)] == [1, 1]
        assert [len(LISTS[name](session, scope)) for scope in BLIND] == [0] * len(BLIND)


@pytest.mark.parametrize("name", CHANGES)
def test_a_row_is_reached_only_in_scope(filled: Engine, name: str) -> None:
    """Out of scope, deleted for good or never there: it is unknown; in scope it is reached."""
    for scope, student_id in [*((scope, "here") for scope in BLIND), (ADMINISTRATOR, "erased"), (ADMINISTRATOR, "never")]:
        with pytest.raises(UnknownError), writing(filled) as session:
            CHANGES[name](session, scope, student_id)
    with writing(filled) as session:
        CHANGES[name](session, OF_OAK, "here")


@pytest.mark.parametrize("name", SILENT)
def test_a_statement_over_many_rows_touches_only_those_in_scope(filled: Engine, name: str) -> None:
    """What deletes or orders all of a student's rows does nothing to a student out of scope."""

    def state() -> list[Any]:
        with reading(filled) as session:
            return [read.of(session, ADMINISTRATOR, "here") for read in (guardians, needs, consents)]

    before = state()
    for scope in BLIND:
        with writing(filled) as session:
            SILENT[name](session, scope)
    assert state() == before
    with writing(filled) as session:
        SILENT[name](session, OF_OAK)
    assert state() != before


def test_a_household_counts_everybody(filled: Engine) -> None:
    """The size of a household counts members out of scope too, for a count says nothing of anybody."""
    with reading(filled) as session:
        assert students.household_size(session, "home") == 2
