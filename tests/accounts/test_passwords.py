"""Which passwords are good enough, and how they are kept."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from directory.accounts import passwords
from tests.accounts.making import WORDS

EMAIL = "ana.ruiz@example.org"
DISTRICT = "Maple Valley Public Schools"


@pytest.mark.parametrize(
    "password", [WORDS, "Blau-Kies-Tonne-7", "mi perro come lunas", "日本語の長い合言葉です。九月", "x7#Kq9!vLm2$"]
)
def test_a_good_password_is_taken(password: str) -> None:
    """Words that nobody guesses are taken, in any letters, without rules on their kinds."""
    assert passwords.problem(password, email=EMAIL, district=DISTRICT) is None


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("", "at least 12"),
        ("short words", "at least 12"),
        ("a b" * 70, "at most 200"),
        ("aaaaaaaaaaaaaaaa", "repeats"),
        ("------------", "repeats"),
        ("abababababab", "repeats"),
        ("Ana.Ruiz@example.org", "e-mail"),
        ("anaruiz123456", "e-mail"),
        ("AnaRuizAnaRuiz", "e-mail"),
        ("Referral Desk 2026", "name of the district"),
        ("maple valley public schools", "name of the district"),
        ("MapleValley2026!", "name of the district"),
        ("Password12345", "guessed first"),
        ("2026 Welcome 2026", "guessed first"),
        ("qwertyuiop123", "guessed first"),
        ("welcome welcome", "guessed first"),
        ("123456789012", "guessed first"),
    ],
)
def test_a_poor_password_is_told_why(password: str, says: str) -> None:
    """What is too short, too long, or guessed first is refused with a sentence that says what to do."""
    found = passwords.problem(password, email=EMAIL, district=DISTRICT)
    assert found is not None
    assert says in found


@given(st.text(max_size=220), st.text(max_size=20))
def test_any_text_can_be_judged(password: str, district: str) -> None:
    """No text breaks the rules, and a sentence never repeats what was typed."""
    found = passwords.problem(password, email=EMAIL, district=district)
    assert found is None or len(password) < 12 or password not in found


@given(st.text(st.characters(), max_size=40))
def test_a_password_fits_its_own_hash_alone(password: str) -> None:
    """The same password is right, another is not, and nobody's is never right."""
    kept = passwords.hash_password(password)
    assert passwords.check(kept, password)
    assert not passwords.check(kept, password + "x")
    assert not passwords.check(None, password)


def test_two_keyboards_type_one_password() -> None:
    """An accent as one character or as two is the same password."""
    assert passwords.check(passwords.hash_password("cafe\u0301 con leche y pan"), "caf\u00e9 con leche y pan")


def test_nobodys_password_is_never_right() -> None:
    """Even the words behind the hash that stands in for unknown accounts let nobody in."""
    assert not passwords.check(None, "nobody's password")


def test_a_broken_hash_lets_nobody_in() -> None:
    """What is no hash fits no password."""
    assert not passwords.check("not a hash", WORDS)


def test_a_hash_of_other_parameters_is_outdated() -> None:
    """A hash that was made with less effort than today's still fits, and is to be made anew."""
    kept = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(WORDS)
    hashed = passwords.verify(kept, WORDS)
    assert (hashed.right, hashed.against) == (True, kept)
    assert hashed.new is not None
    assert passwords.verify(hashed.new, WORDS) == passwords.Hashed(hashed.new, right=True)
    assert passwords.verify(kept, WORDS + "x") == passwords.Hashed(kept)
