"""The audit log: only known actions, and found by who, whom, what and when."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from directory.accounts import audit
from directory.storage.engine import reading, writing
from tests.accounts.making import MINUTE, NOON, make_staff


def test_an_unknown_action_is_a_mistake_of_ours(engine: Engine) -> None:
    """Nothing is recorded under a code that has no sentence."""
    with writing(engine) as session, pytest.raises(ValueError, match="ACTIONS"):
        audit.record(session, now=NOON, staff_id=None, action="student.peeked_at")


def test_entries_are_found_by_each_criterion(engine: Engine) -> None:
    """An entry is found by its staff, student, action and moment, with a name and a sentence."""
    with writing(engine) as session:
        ana, bo = make_staff(session), make_staff(session, "bo")
        for minute, who, action, student in (
            (1, ana, "student.looked_at", "s1"),
            (2, bo, "student.looked_at", "s1"),
            (3, bo, "student.changed", "s2"),
            (4, None, "backup.made", None),
        ):
            audit.record(
                session, now=NOON + minute * MINUTE, staff_id=who, action=action, student_id=student, address="192.0.2.1"
            )

        def minutes(**wanted: object) -> list[float]:
            found = audit.search(session, **{"since": NOON + MINUTE, **wanted})  # type: ignore[arg-type]  # as search takes them
            return [(entry.at - NOON) / MINUTE for entry in found.entries]

        assert minutes() == [4, 3, 2, 1]
        assert minutes(staff_id=bo) == [3, 2]
        assert minutes(student_id="s1") == [2, 1]
        assert minutes(action="student.looked_at", staff_id=ana) == [1]
        assert minutes(since=NOON + 2 * MINUTE, until=NOON + 4 * MINUTE) == [3, 2]
        assert minutes(staff_id="nobody") == []
        newest, second = audit.search(session).entries[:2]
    assert (newest.staff_name, newest.words) == (None, "made a backup")
    assert (second.staff_name, second.words, second.student_id, second.address) == ("Bo", "changed a student", "s2", "192.0.2.1")


def test_pages_hold_each_entry_once(engine: Engine) -> None:
    """The pages together are all entries, the newest first, even of one moment."""
    with writing(engine) as session:
        for number in range(2 * audit.PER_PAGE + 1):
            audit.record(session, now=NOON, staff_id=None, action="student.listed", detail=str(number))
    with reading(engine) as session:
        pages = [audit.search(session, page=number) for number in (1, 2, 3, 4)]
    assert [(len(page.entries), page.more) for page in pages] == [(50, True), (50, True), (1, False), (0, False)]
    assert [entry.detail for page in pages for entry in page.entries] == [str(number) for number in reversed(range(101))]
