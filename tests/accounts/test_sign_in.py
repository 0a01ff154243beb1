"""The door: who comes in, who waits, and that nobody is locked out by others."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from directory.accounts import audit, passwords, sessions, sign_in, staff
from directory.accounts.passwords import Hashed
from directory.accounts.sign_in import RefusedSignIn, SignInResult
from directory.accounts.throttle import WINDOW
from directory.storage.engine import reading, writing
from directory.storage.people import staff as rows
from tests.accounts.making import KEYS, MINUTE, NOON, WORDS, at_once, make_staff

HOME, STRANGER = "192.0.2.10", "198.51.100.7"
GUESS = "not these words"
LIMITS = {kind: limit.failures for kind, limit in sign_in.LIMITS.items()}


def attempt(
    engine: Engine,
    password: str = WORDS,
    *,
    email: str = "ana@example.org",
    address: str = HOME,
    device: str | None = None,
    now: datetime.datetime = NOON,
) -> SignInResult | RefusedSignIn:
    with reading(engine) as session:
        hashing = sign_in.look(session, KEYS, email, password, address=address, device=device, now=now)
    if isinstance(hashing, RefusedSignIn):
        return hashing
    hashed = hashing()
    with writing(engine) as session:
        return sign_in.sign_in(session, KEYS, email, hashed, address=address, device=device, now=now)


def come_in(engine: Engine, **how: object) -> SignInResult:
    done = attempt(engine, **how)  # type: ignore[arg-type]  # as attempt takes them
    assert isinstance(done, SignInResult)
    return done


def refuse(engine: Engine, **how: object) -> RefusedSignIn:
    done = attempt(engine, **how)  # type: ignore[arg-type]  # as attempt takes them
    assert isinstance(done, RefusedSignIn)
    return done


def actions(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return [entry.action for entry in reversed(audit.search(session).entries)]


@pytest.fixture
def ana(engine: Engine) -> str:
    with writing(engine) as session:
        return make_staff(session)


def test_the_right_password_opens_a_session(engine: Engine, ana: str) -> None:
    """Signing in gives a session, however the e-mail is written, and is in the audit log."""
    done = come_in(engine, email="  ANA@Example.org ")
    with reading(engine) as session:
        found = sessions.signed_in(session, done.token, NOON)
    assert found is not None
    assert found.staff_id == ana == done.staff_id
    assert actions(engine)[-1] == "staff.signed_in"


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("ana@example.org", "not the right one"),
        ("ana@example.org", ""),
        ("nobody@example.org", WORDS),
        (WORDS, ""),
        ("a\x00@b", "x"),
        ("ana@example.org' OR 1=1 --", "x"),
    ],
)
@pytest.mark.usefixtures("ana")
def test_what_is_wrong_is_refused_in_the_same_words(engine: Engine, email: str, password: str) -> None:
    """A wrong password and an unknown account read the same, and the log never holds what was typed."""
    assert refuse(engine, email=email, password=password) == RefusedSignIn(sign_in.WRONG)
    with reading(engine) as session:
        entry = audit.search(session).entries[0]
    assert (entry.action, entry.subject, entry.detail, entry.address) == ("staff.sign_in_failed", None, None, HOME)


def test_a_disabled_account_reads_as_a_wrong_one(engine: Engine, ana: str) -> None:
    """Nobody learns by trying that an account is disabled."""
    with writing(engine) as session:
        make_staff(session, "bo")
        staff.disable(session, ana, now=NOON, by=None)
    assert refuse(engine) == RefusedSignIn(sign_in.WRONG)


def test_an_invited_account_has_no_password(engine: Engine) -> None:
    """Whoever has set no password cannot sign in with any."""
    with writing(engine) as session:
        staff.add(session, email="new@example.org", name="New", role="viewer", now=NOON, by=None)
    assert refuse(engine, email="new@example.org", password="") == RefusedSignIn(sign_in.WRONG)


@pytest.mark.usefixtures("ana")
def test_after_some_failures_one_waits(engine: Engine) -> None:
    """When the bucket is full even the right password waits, the time is told, and after it the door opens."""
    for _ in range(LIMITS["account"]):
        assert refuse(engine, password=GUESS).wait_seconds is None
    told = refuse(engine, now=NOON + 5 * MINUTE)
    assert told.wait_seconds == 600
    assert "Wait 10 minutes" in told.sentence
    come_in(engine, now=NOON + WINDOW)
    assert actions(engine)[-2:] == ["staff.sign_in_throttled", "staff.signed_in"]


@pytest.mark.usefixtures("ana")
def test_waiting_is_not_made_longer_by_trying(engine: Engine) -> None:
    """Tries while one waits are neither counted nor written to the log."""
    for _ in range(LIMITS["account"]):
        refuse(engine, password=GUESS)
    written = len(actions(engine))
    for minute in range(10):
        refuse(engine, now=NOON + minute * MINUTE)
    assert len(actions(engine)) == written
    come_in(engine, now=NOON + WINDOW)


@pytest.mark.usefixtures("ana")
def test_a_stranger_locks_nobody_out(engine: Engine) -> None:
    """However often a stranger fails on an account, its owner comes in from elsewhere."""
    for _ in range(LIMITS["account"] + 3):
        refuse(engine, password=GUESS, address=STRANGER)
    come_in(engine, address=HOME)


@pytest.mark.usefixtures("ana")
def test_a_known_browser_is_stopped_by_nobody(engine: Engine) -> None:
    """A browser with its device token comes in although its own address is full of others' failures."""
    device = come_in(engine).device
    for number in range(LIMITS["address"]):
        refuse(engine, email=f"guess{number}@example.org", password=GUESS)
    assert refuse(engine).wait_seconds is not None
    come_in(engine, device=device)


@pytest.mark.usefixtures("ana")
def test_a_known_browser_is_counted_by_itself(engine: Engine) -> None:
    """Whoever guesses in a known browser fills that browser's bucket and no other."""
    device = come_in(engine).device
    for _ in range(LIMITS["device"]):
        assert refuse(engine, password=GUESS, device=device).wait_seconds is None
    assert refuse(engine, device=device).wait_seconds == 900
    come_in(engine)


@pytest.mark.usefixtures("ana")
def test_a_device_token_is_good_for_its_account_alone(engine: Engine) -> None:
    """A token of another account, a crafted one and one that is too old count for nothing."""
    with writing(engine) as session:
        make_staff(session, "bo")
    own = come_in(engine).device
    content, _, signature = own.rpartition(".")
    long_after = NOON + datetime.timedelta(days=sign_in.DEVICE_DAYS + 1)
    crafted = (content + "." + "0" * 64, "1." + content + "." + signature, "x", "..", "é.é", "740000.abc." + signature)
    others = come_in(engine, email="bo@example.org").device
    for moment, devices in ((NOON, (others, *crafted)), (long_after, (own,))):
        for _ in range(LIMITS["account"]):
            refuse(engine, password=GUESS, now=moment)
        for device in devices:
            assert refuse(engine, device=device, now=moment).wait_seconds is not None


@pytest.mark.usefixtures("ana")
def test_success_forgives_the_account_but_not_the_address(engine: Engine) -> None:
    """An attacker with an account of their own cannot empty the bucket of their address."""
    for number in range(LIMITS["address"] - 1):
        refuse(engine, email=f"guess{number}@example.org", password=GUESS)
    come_in(engine)
    refuse(engine, email="last@example.org", password=GUESS)
    assert refuse(engine).wait_seconds is not None


@pytest.mark.usefixtures("ana")
def test_success_clears_what_was_mistyped(engine: Engine) -> None:
    """After coming in, one's earlier typing errors no longer count."""
    for _ in range(3):
        for _ in range(LIMITS["account"] - 1):
            refuse(engine, password=GUESS)
        come_in(engine)


@pytest.mark.usefixtures("ana")
def test_a_network_of_addresses_is_one_client(engine: Engine) -> None:
    """Whoever holds an IPv6 network cannot try from each of its addresses anew, and a mapped IPv4 address is that one."""
    for number in range(LIMITS["account"]):
        refuse(engine, password=GUESS, address=f"2001:db8:1:2::{number}")
    assert refuse(engine, address="2001:db8:1:2:ffff::1").wait_seconds is not None
    for _ in range(LIMITS["account"]):
        refuse(engine, password=GUESS, address=HOME)
    assert refuse(engine, address=f"::ffff:{HOME}").wait_seconds is not None
    come_in(engine, address="2001:db8:1:3::1")


@pytest.mark.usefixtures("ana")
def test_guesses_at_one_moment_are_counted_one_by_one(engine: Engine) -> None:
    """Guesses that arrive together are no more than those that arrive after each other."""
    guesses = [*["guess"] * 30, WORDS]
    with reading(engine) as session:
        looks = [
            sign_in.look(session, KEYS, "ana@example.org", guess, address=STRANGER, device=None, now=NOON) for guess in guesses
        ]
    hashed = [look() for look in looks if not isinstance(look, RefusedSignIn)]
    assert len(hashed) == len(guesses), "all were let through to the hashing"

    def finish(one: Hashed) -> Callable[[Session], SignInResult | RefusedSignIn]:
        return lambda session: sign_in.sign_in(session, KEYS, "ana@example.org", one, address=STRANGER, device=None, now=NOON)

    done = at_once(engine, *map(finish, hashed[:-1]))
    assert sum(isinstance(one, RefusedSignIn) and one.wait_seconds is None for one in done) == LIMITS["account"]
    (last,) = at_once(engine, finish(hashed[-1]))
    assert isinstance(last, RefusedSignIn)
    assert last.wait_seconds, "even the right one learns nothing once the bucket is full"


def test_an_outdated_hash_is_made_anew(engine: Engine, ana: str) -> None:
    """Signing in replaces a hash that was made with other parameters."""
    with writing(engine) as session:
        rows.set_password(session, ana, PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash(WORDS))
    come_in(engine)
    with reading(engine) as session:
        kept = rows.account(session, "ana@example.org")
    assert kept is not None
    assert kept.password_hash is not None
    assert not passwords.HASHER.check_needs_rehash(kept.password_hash)
    come_in(engine)


@pytest.mark.parametrize("change", ["disabled", "another password"])
def test_an_account_that_changes_meanwhile_stays_shut(engine: Engine, ana: str, change: str) -> None:
    """What was right while it was hashed lets nobody in where the account was disabled or got another password since."""
    with reading(engine) as session:
        hashing = sign_in.look(session, KEYS, "ana@example.org", WORDS, address=HOME, device=None, now=NOON)
    assert not isinstance(hashing, RefusedSignIn)
    hashed = hashing()
    assert hashed.right
    with writing(engine) as session:
        make_staff(session, "bo")
        if change == "disabled":
            staff.disable(session, ana, now=NOON, by=None)
        else:
            rows.set_password(session, ana, passwords.hash_password("seven green bicycles"))
    with writing(engine) as session:
        done = sign_in.sign_in(session, KEYS, "ana@example.org", hashed, address=HOME, device=None, now=NOON)
    assert done == RefusedSignIn(sign_in.WRONG)


def test_an_account_that_is_disabled_at_one_moment_stays_shut(engine: Engine, ana: str) -> None:
    """Of a sign-in and a disabling at one moment, the disabling wins, also after the account is enabled again."""
    with writing(engine) as session:
        make_staff(session, "bo")
    with reading(engine) as session:
        hashing = sign_in.look(session, KEYS, "ana@example.org", WORDS, address=HOME, device=None, now=NOON)
    assert not isinstance(hashing, RefusedSignIn)
    hashed = hashing()
    done, _ = at_once(
        engine,
        lambda session: sign_in.sign_in(session, KEYS, "ana@example.org", hashed, address=HOME, device=None, now=NOON),
        lambda session: staff.disable(session, ana, now=NOON, by=None),
    )
    with writing(engine) as session:
        staff.enable(session, ana, now=NOON, by=None)
        assert not isinstance(done, SignInResult) or sessions.signed_in(session, done.token, NOON) is None


@pytest.mark.usefixtures("ana")
def test_a_clock_that_ran_ahead_locks_nobody_out(engine: Engine) -> None:
    """Failures of a future that the clock has come back from count for nothing; those of a moment ago do."""
    for _ in range(LIMITS["account"]):
        refuse(engine, password=GUESS, now=NOON + datetime.timedelta(days=3))
    come_in(engine)
    for _ in range(LIMITS["account"]):
        refuse(engine, password=GUESS)
    assert refuse(engine, now=NOON - MINUTE).wait_seconds is not None, "others may have waited longer for their turn"


@pytest.mark.usefixtures("ana")
def test_a_clock_that_jumps_forward_opens_the_door(engine: Engine) -> None:
    """After a jump the bucket is empty, as it would be by then."""
    for _ in range(LIMITS["account"]):
        refuse(engine, password=GUESS)
    come_in(engine, now=NOON + datetime.timedelta(days=3))
