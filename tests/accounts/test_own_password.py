"""A new password of one's own: for people who know the old one, and not for those who guess it at a screen left open."""

from __future__ import annotations

import datetime

import pytest
from sqlalchemy import Engine

from directory.accounts import audit, links, own_password, passwords, sessions, staff
from directory.accounts.own_password import LIMIT, RefusedPassword
from directory.accounts.passwords import Hashed
from directory.accounts.throttle import WINDOW
from directory.errors import UnknownError
from directory.storage.engine import reading, writing
from tests.accounts.making import KEYS, MINUTE, NOON, WORDS, at_once, make_staff
from tests.accounts.test_sign_in import come_in, refuse

NEW = "seven green bicycles"
OTHER = "by a link of mine"


@pytest.fixture
def here(engine: Engine) -> str:
    """The token of a session of Ana's."""
    with writing(engine) as session:
        return sessions.begin(session, make_staff(session), NOON)


def look(engine: Engine, here: str, old: str, now: datetime.datetime = NOON) -> RefusedPassword | Hashed:
    """What hashing finds out, or why nothing is hashed."""
    with reading(engine) as session:
        me = sessions.signed_in(session, here, NOON)
        assert me is not None
        done = own_password.look(session, KEYS, me, old=old, new=NEW, now=now)
    return done if isinstance(done, RefusedPassword) else done()


def change(engine: Engine, here: str, old: str = WORDS, now: datetime.datetime = NOON) -> RefusedPassword | None:
    """The whole of it, as the page does it."""
    hashed = look(engine, here, old, now)
    if isinstance(hashed, RefusedPassword):
        return hashed
    with writing(engine) as session:
        return own_password.change(session, KEYS, owner(engine), hashed, token=here, now=now)


def owner(engine: Engine) -> str:
    with reading(engine) as session:
        return staff.find_by_email(session, "ana@example.org").id


def test_one_changes_the_own_password(engine: Engine, here: str) -> None:
    """The own browser stays signed in, all others and all links end, and only the new password opens."""
    with writing(engine) as session:
        there = sessions.begin(session, owner(engine), NOON)
        link = links.make_link(session, owner(engine), "reset", NOON, by=None)
    assert change(engine, here) is None
    with reading(engine) as session:
        assert sessions.signed_in(session, here, NOON) is not None
        assert sessions.signed_in(session, there, NOON) is None
        with pytest.raises(UnknownError):
            links.read_link(session, link, NOON)
    refuse(engine)
    come_in(engine, password=NEW)


def test_guessing_the_old_password_is_slowed_down(engine: Engine, here: str) -> None:
    """After five wrong ones even the right one waits; each is in the log, and fifteen minutes later it is looked at again."""
    for _ in range(LIMIT.failures):
        assert change(engine, here, "a guess") == RefusedPassword(own_password.WRONG)
    waiting = change(engine, here, now=NOON + 5 * MINUTE)
    assert waiting is not None
    assert waiting.wait_seconds == 600
    assert "Wait 10 minutes" in waiting.sentence
    with reading(engine) as session:
        failed = audit.search(session, action="staff.old_password_failed").entries
    assert [entry.staff_id for entry in failed] == [owner(engine)] * LIMIT.failures
    assert change(engine, here, now=NOON + WINDOW) is None


def test_guesses_at_one_moment_are_counted_one_by_one(engine: Engine, here: str) -> None:
    """Guesses that are hashed together are no more than those that come after each other."""
    staff_id = owner(engine)
    hashed = [look(engine, here, "a guess") for _ in range(LIMIT.failures * 2)]
    works = [lambda session, one=one: own_password.change(session, KEYS, staff_id, one, token=here, now=NOON) for one in hashed]
    done = at_once(engine, *works)
    assert sum(one == RefusedPassword(own_password.WRONG) for one in done) == LIMIT.failures


def test_a_password_that_changed_meanwhile_is_not_written_over(engine: Engine, here: str) -> None:
    """What was right while it was hashed changes nothing where another password was set since."""
    hashed = look(engine, here, WORDS)
    assert isinstance(hashed, Hashed)
    with writing(engine) as session:
        token = links.make_link(session, owner(engine), "reset", NOON, by=None)
        links.use_link(session, token, passwords.hash_password(OTHER), NOON)
    with writing(engine) as session:
        assert own_password.change(session, KEYS, owner(engine), hashed, token=here, now=NOON) == RefusedPassword(
            own_password.WRONG
        )
    come_in(engine, password=OTHER)


def test_nobody_changes_no_password(engine: Engine) -> None:
    """An account that is gone is unknown."""
    with writing(engine) as session, pytest.raises(UnknownError):
        own_password.change(session, KEYS, "nobody", Hashed(), token="", now=NOON)
