"""Passwords: which are good enough, and how they are stored (argon2id, with the low-memory parameters of RFC 9106).

A hash takes a tenth of a second and 64 MiB, so none is computed or verified inside a transaction.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import NewType

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

PasswordHash = NewType("PasswordHash", str)
"""The stored form of a password; a type of its own, so that no password is ever stored in its place."""

SHORTEST, LONGEST = 12, 200  # characters
FEWEST_DIFFERENT = 5  # characters
HASHER = PasswordHasher()

# The long ones at the top of lists of stolen passwords; digits around them make them no better.
_COMMON = frozenset(
    """
    password passwordpassword passw0rd p4ssw0rd letmein letmeinplease iloveyou iloveyouforever qwerty qwertyuiop
    qwertyuiopasdfghjkl asdfghjkl zxcvbnm zxcvbnmasdf qwertyasdfgh qwerasdfzxcv 1q2w3e4r5t6y 1q2w3e4r5t 1qaz2wsx3edc
    1qaz2wsx3edc4rfv qazwsxedcrfv q1w2e3r4t5y6 abcdefghijkl abcdefghijklm abcdefg abcabcabcabc abc123abc123 changeme
    changemeplease administrator superadministrator welcome welcometoschool welcomewelcome trustno1trustno1 unbelievable
    sunshinesunshine princessprincess footballfootball baseballbaseball thisismypassword mypassword mynewpassword
    newpassword temporarypassword correcthorsebatterystaple studentsupport schoolcounselor schooldistrict
    """.split()
)
_OURS = ("referraldesk", "referral")
_EDGE = re.compile(r"^[0-9]+|[0-9]+$")
_NOT_WORDS = re.compile(r"[\W_]+")


def problem(password: str, *, email: str, district: str | None = None) -> str | None:
    """Return why an account may not have this password, as a helpful sentence; None if it may."""
    words = _normal(password)
    if len(words) < SHORTEST:
        return f"A password has at least {SHORTEST} characters: three or four words that only you would put together are easy to keep."
    if len(words) > LONGEST:
        return f"A password has at most {LONGEST} characters: leave some of it out."
    bare = _bare(words)
    if len(set(bare or words)) < FEWEST_DIFFERENT:
        return "This repeats a few characters, which is guessed at once: put together three or four words instead."
    if _is_made_of(bare, {_bare(email), _bare(email.partition("@")[0])}):
        return "This is your e-mail address, which is guessed first: choose words that have nothing to do with it."
    if _is_made_of(bare, {*_OURS, *_names(district or "")}):
        return "This is the name of the district or of this service, which is guessed first: choose other words."
    if _is_made_of(bare, _COMMON) or bare in "01234567890123456789" or bare in "98765432109876543210":
        return "This is among the passwords that are guessed first: put together three or four words that only you would."
    return None


@dataclass(frozen=True, slots=True)
class Hashed:
    """The result of hashing: whether a password matched `against`, and the hash to store from now on, if any."""

    against: str | None = field(default=None, repr=False)
    right: bool = False
    new: PasswordHash | None = field(default=None, repr=False)


def verify(kept: str | None, password: str) -> Hashed:
    """Check a password against the hash `kept`, with a new hash if the parameters of the old one are outdated."""
    right = check(kept, password)
    outdated = right and kept is not None and HASHER.check_needs_rehash(kept)
    return Hashed(kept, right, hash_password(password) if outdated else None)


def hash_password(password: str) -> PasswordHash:
    """Return the stored form of a password."""
    return PasswordHash(HASHER.hash(_bytes(password)))


def check(kept: str | None, password: str) -> bool:
    """Whether `kept` is the hash of this password; None matches nothing, and takes as long."""
    nobodys = _nobodys(HASHER)
    try:
        HASHER.verify(kept or nobodys, _bytes(password))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


@cache
def _nobodys(hasher: PasswordHasher) -> str:
    return hasher.hash("nobody's password")


def _normal(password: str) -> str:
    # Some keyboards send é as one code point, others as two.
    return unicodedata.normalize("NFKC", password)


def _bytes(password: str) -> bytes:
    return _normal(password).encode("utf-8", "surrogatepass")


def _bare(words: str) -> str:
    return _NOT_WORDS.sub("", _normal(words).casefold())


def _names(district: str) -> set[str]:
    """Return the district's name, whole and without the words that all districts have in theirs."""
    telling = [word for word in district.split() if word.casefold() not in {"school", "schools", "district", "public", "your"}]
    return {_bare(district), _bare("".join(telling))}


def _is_made_of(bare: str, words: set[str] | frozenset[str]) -> bool:
    """Whether it is one of the words, once or repeated, perhaps with digits around it."""
    core = _EDGE.sub("", bare)
    return any(word and form and not form.replace(word, "") for word in words for form in (bare, core))
