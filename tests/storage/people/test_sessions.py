"""The rows of sessions: found in one query, and cleared away when they are too old."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, event, func, select

from directory.storage.engine import reading, writing
from directory.storage.people import sessions
from directory.storage.people.tokens import hashed, new_token
from tests.accounts.making import MINUTE, NOON, make_school, make_staff


def test_a_session_is_found_in_one_query(engine: Engine) -> None:
    """Who is signed in, with all schools, costs each page one query."""
    with writing(engine) as session:
        for name in ("Cedar", "Oak", "Elm"):
            make_school(session, name)
        sessions.add(session, hashed("x"), make_staff(session), NOON)
    asked: list[str] = []

    def note(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    with reading(engine) as session:
        found = sessions.find(session, hashed("x"), made_after=NOON - MINUTE, seen_after=NOON - MINUTE, until=NOON)
    assert found is not None
    assert [school.name for school in found.schools] == ["Cedar", "Elm", "Oak"]
    assert sum(statement.startswith("SELECT") for statement in asked) == 1


def test_only_the_hash_is_kept(engine: Engine) -> None:
    """A token is 256 random bits, and no column holds it."""
    token = new_token()
    assert len(token) >= 43
    assert token != new_token()
    with writing(engine) as session:
        sessions.add(session, hashed(token), make_staff(session), NOON)
        row = session.execute(select(sessions.SESSION)).one()
    assert token not in map(str, row)
    assert row.token_hash == hashed(token)


def test_old_sessions_are_cleared_away(engine: Engine) -> None:
    """Of somebody's sessions those that are too old or of the future go; those of others stay."""
    with writing(engine) as session:
        ana, bo = make_staff(session), make_staff(session, "bo")
        for token, who, minute in (("old", ana, 0), ("new", ana, 10), ("of the future", ana, 20), ("other", bo, 0)):
            sessions.add(session, hashed(token), who, NOON + minute * MINUTE)
        sessions.forget(session, ana, made_before=NOON - MINUTE, seen_before=NOON + MINUTE, after=NOON + 10 * MINUTE)
        left = set(session.scalars(select(sessions.SESSION.c.token_hash)))
        assert left == {hashed("new"), hashed("other")}
        assert session.scalar(select(func.count()).select_from(sessions.SESSION)) == 2
