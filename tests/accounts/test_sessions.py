"""Until when somebody is signed in, and what they then are."""

from __future__ import annotations

import datetime

import pytest
from sqlalchemy import Engine, update

from directory.accounts import sessions, staff
from directory.models.codes import Role
from directory.storage.engine import reading, writing
from directory.storage.people import sessions as rows
from directory.storage.people.tokens import hashed
from directory.storage.scope import Scope
from tests.accounts.making import MINUTE, NOON, make_school, make_staff


def test_a_specialist_has_the_own_schools(engine: Engine) -> None:
    """Whoever is signed in comes with name, role, own schools, and the scope of those."""
    with writing(engine) as session:
        cedar, _ = make_school(session), make_school(session, "Oak Middle")
        ana = make_staff(session, "ana", "specialist", (cedar,))
        token = sessions.begin(session, ana, NOON)
        found = sessions.signed_in(session, token, NOON)
    assert found is not None
    assert (found.name, found.email, found.role) == ("Ana", "ana@example.org", Role.SPECIALIST)
    assert [(school.name, school.low_grade, school.high_grade) for school in found.schools] == [("Cedar Elementary", "K", "5")]
    assert found.scope == Scope(ana, Role.SPECIALIST, frozenset({cedar}))
    assert token not in repr(found)
    assert found.token_hash not in repr(found)


@pytest.mark.parametrize(("role", "count"), [("administrator", 2), ("coordinator", 0), ("viewer", 0)])
def test_other_roles_have_all_schools_or_none(engine: Engine, role: str, count: int) -> None:
    """An administrator's schools are all there are; coordinators and viewers have none."""
    with writing(engine) as session:
        make_school(session), make_school(session, "Oak Middle")
        found = sessions.signed_in(session, sessions.begin(session, make_staff(session, "bo", role), NOON), NOON)
    assert found is not None
    assert len(found.schools) == len(found.scope.school_ids) == count


def test_a_crafted_cookie_is_nobodys(engine: Engine) -> None:
    """Any text that is no token of ours is nobody's."""
    with reading(engine) as session:
        for token in ("", "x", "a" * 10_000, "\x00", "\udc80", "' OR 1=1 --"):
            assert sessions.signed_in(session, token, NOON) is None


@pytest.mark.parametrize("ahead", [datetime.timedelta(hours=2), datetime.timedelta(days=3)])
def test_a_session_of_the_future_is_over(engine: Engine, ahead: datetime.timedelta) -> None:
    """What was opened or used while the clock ran ahead is nobody's when the clock is right again; a minute is forgiven."""
    with writing(engine) as session:
        ana = make_staff(session)
        opened, used = sessions.begin(session, ana, NOON + ahead), sessions.begin(session, ana, NOON + ahead)
        session.execute(update(rows.SESSION).where(rows.SESSION.c.token_hash == hashed(used)).values(made_at=NOON))
        ahead_by_a_minute = sessions.begin(session, ana, NOON + MINUTE)
        assert sessions.signed_in(session, opened, NOON) is None
        assert sessions.signed_in(session, used, NOON) is None
        assert sessions.signed_in(session, ahead_by_a_minute, NOON) is not None


def test_a_session_runs_out(engine: Engine) -> None:
    """An hour without a click ends a session, and twelve hours end it in any case."""
    with writing(engine) as session:
        token = sessions.begin(session, make_staff(session), NOON)
        assert sessions.signed_in(session, token, NOON + 59 * MINUTE) is not None
        assert sessions.signed_in(session, token, NOON + sessions.IDLE) is None
        for minutes in range(30, 12 * 60, 30):
            used = sessions.signed_in(session, token, NOON + minutes * MINUTE)
            assert used is not None
            sessions.touch(session, used, NOON + minutes * MINUTE)
        assert sessions.signed_in(session, token, NOON + sessions.ABSOLUTE) is None


def test_use_is_noted_every_five_minutes(engine: Engine) -> None:
    """That a session is in use is written at most every five minutes."""
    with writing(engine) as session:
        token = sessions.begin(session, make_staff(session), NOON)
        found = sessions.signed_in(session, token, NOON)
        assert found is not None
        assert not sessions.needs_touch(found, NOON + 4 * MINUTE)
        sessions.touch(session, found, NOON + 4 * MINUTE)
        assert sessions.signed_in(session, token, NOON) == found
        assert sessions.needs_touch(found, NOON + 5 * MINUTE)
        sessions.touch(session, found, NOON + 5 * MINUTE)
        again = sessions.signed_in(session, token, NOON + 5 * MINUTE)
    assert again is not None
    assert again.seen_at == NOON + 5 * MINUTE


def test_sessions_end_one_by_one_or_together(engine: Engine) -> None:
    """Signing out ends one browser's session; ending all may leave one."""
    with writing(engine) as session:
        ana, bo = make_staff(session), make_staff(session, "bo")
        one, two, three, others = (sessions.begin(session, who, NOON) for who in (ana, ana, ana, bo))
        sessions.end(session, one)
        assert sessions.signed_in(session, one, NOON) is None
        sessions.end_all(session, ana, except_token=two)
        assert sessions.signed_in(session, two, NOON) is not None
        assert sessions.signed_in(session, three, NOON) is None
        sessions.end_all(session, ana)
        assert sessions.signed_in(session, two, NOON) is None
        assert sessions.signed_in(session, others, NOON) is not None


def test_disabling_shuts_a_session_that_is_open(engine: Engine) -> None:
    """A disabled account is out at its next click, and enabling it brings no session back."""
    with writing(engine) as session:
        ana, _ = make_staff(session), make_staff(session, "bo")
        token = sessions.begin(session, ana, NOON)
    with writing(engine) as session:
        staff.disable(session, ana, now=NOON, by=None)
    with writing(engine) as session:
        assert sessions.signed_in(session, token, NOON) is None
        staff.enable(session, ana, now=NOON, by=None)
        assert sessions.signed_in(session, token, NOON + datetime.timedelta(minutes=1)) is None


def test_a_role_holds_from_the_next_click(engine: Engine) -> None:
    """A session carries no role of its own: it has that of its account now."""
    with writing(engine) as session:
        make_staff(session)
        bo = make_staff(session, "bo")
        token = sessions.begin(session, bo, NOON)
        staff.set_role(session, bo, "viewer", now=NOON, by=None)
        found = sessions.signed_in(session, token, NOON)
    assert found is not None
    assert found.scope == Scope(bo, Role.VIEWER)
