"""Invitations and resets: each works once, for a while, and only the newest."""

from __future__ import annotations

import datetime

import pytest
from sqlalchemy import Engine

from directory.accounts import audit, links, passwords, sessions, staff
from directory.accounts.links import LASTS, Purpose
from directory.errors import RefusedError, UnknownError
from directory.storage.engine import reading, writing
from tests.accounts.making import MINUTE, NOON, at_once, make_staff
from tests.accounts.test_sign_in import come_in

CHOSEN = "seven green bicycles"


@pytest.fixture
def invited(engine: Engine) -> str:
    with writing(engine) as session:
        return staff.add(session, email="new@example.org", name="Nia New", role="viewer", now=NOON, by=None)


def make(engine: Engine, staff_id: str, purpose: Purpose = "invitation") -> str:
    with writing(engine) as session:
        return links.make_link(session, staff_id, purpose, NOON, by=None)


@pytest.mark.parametrize("purpose", list(LASTS))
def test_a_link_says_whose_it_is_until_it_runs_out(engine: Engine, invited: str, purpose: Purpose) -> None:
    """A link names its owner and purpose up to its last minute, and then says what to do."""
    token = make(engine, invited, purpose)
    with reading(engine) as session:
        found = links.read_link(session, token, NOON + LASTS[purpose] - MINUTE)
        assert (found.name, found.email, found.purpose) == ("Nia New", "new@example.org", purpose)
        with pytest.raises(UnknownError, match="ask your administrator"):
            links.read_link(session, token, NOON + LASTS[purpose])


def test_a_link_of_a_clock_that_ran_ahead_does_not_work(engine: Engine, invited: str) -> None:
    """One that would last longer than any link does is not believed; a new one works."""
    token = make(engine, invited)
    with reading(engine) as session, pytest.raises(UnknownError, match="ask your administrator"):
        links.read_link(session, token, NOON - datetime.timedelta(days=3))


def test_a_link_sets_the_password(engine: Engine, invited: str) -> None:
    """By a link somebody chooses a password, signs in with it, and leaves two entries in the log."""
    token = make(engine, invited)
    with writing(engine) as session:
        assert links.use_link(session, token, passwords.hash_password(CHOSEN), NOON) == invited
        entries = audit.search(session).entries
    assert [entry.action for entry in entries[:2]] == ["staff.password_set", "staff.link_made"]
    assert token not in repr(entries)
    come_in(engine, email="new@example.org", password=CHOSEN)


def test_a_new_link_ends_the_older_ones(engine: Engine, invited: str) -> None:
    """Of several links only the newest works."""
    first, second = make(engine, invited), make(engine, invited, "reset")
    with writing(engine) as session:
        with pytest.raises(UnknownError):
            links.use_link(session, first, passwords.hash_password(CHOSEN), NOON)
        links.use_link(session, second, passwords.hash_password(CHOSEN), NOON)


def test_a_reset_ends_all_sessions(engine: Engine) -> None:
    """Whoever was signed in with the old password is out."""
    with writing(engine) as session:
        ana = make_staff(session)
        token = sessions.begin(session, ana, NOON)
        links.use_link(session, links.make_link(session, ana, "reset", NOON, by=None), passwords.hash_password(CHOSEN), NOON)
        assert sessions.signed_in(session, token, NOON) is None


def test_a_link_works_once_even_at_one_moment(engine: Engine, invited: str) -> None:
    """Of several who use one link at one moment, one sets the password and the others are told."""
    token = make(engine, invited)
    words = [f"{number} green bicycles ride" for number in range(4)]
    hashes = map(passwords.hash_password, words)
    done = at_once(engine, *(lambda session, chosen=chosen: links.use_link(session, token, chosen, NOON) for chosen in hashes))
    assert sorted(isinstance(one, UnknownError) for one in done) == [False, True, True, True]
    winner = next(chosen for chosen, one in zip(words, done, strict=True) if one == invited)
    come_in(engine, email="new@example.org", password=winner)


def test_two_new_links_at_one_moment_leave_one(engine: Engine, invited: str) -> None:
    """Of two links made at one moment, exactly one works."""
    made = at_once(engine, *[lambda session: links.make_link(session, invited, "reset", NOON, by=None)] * 2)
    working = 0
    with reading(engine) as session:
        for token in made:
            assert isinstance(token, str)
            try:
                links.read_link(session, token, NOON)
            except UnknownError:
                continue
            working += 1
    assert working == 1


def test_a_disabled_account_has_no_links(engine: Engine, invited: str) -> None:
    """Disabling ends the links that there are, and no new one is made."""
    token = make(engine, invited)
    with writing(engine) as session:
        staff.disable(session, invited, now=NOON, by=None)
        with pytest.raises(UnknownError):
            links.use_link(session, token, passwords.hash_password(CHOSEN), NOON)
        with pytest.raises(RefusedError, match="enable it first"):
            links.make_link(session, invited, "reset", NOON, by=None)
        with pytest.raises(UnknownError):
            links.make_link(session, "nobody", "reset", NOON, by=None)
