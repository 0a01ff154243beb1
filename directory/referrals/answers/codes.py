"""The short code of a letter, for people without a camera; it opens only together with the reference number.

A code has 8 of 27 letters, 2.8 · 10¹¹ codes. With 200 misses an hour in the whole service (guess_limits.LIMITS), somebody who has
seen a reference number can try 432,000 codes in the 90 days of a letter: a chance of 1 in 650,000. Without a reference number
both must be guessed.
"""

from __future__ import annotations

import re
import secrets

from directory.keys import Keys

# No vowels, so that no code spells a word, and no letters that look like digits; the same as in reference numbers.
LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"
LENGTH = 8

_BETWEEN = re.compile(r"[\W_]+")


def new_code() -> str:
    """Return a new code as letters print it: XXXX-XXXX."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return f"{drawn[: LENGTH // 2]}-{drawn[LENGTH // 2 :]}"


def code_hash(keys: Keys, code: str, reference: str) -> str:
    """Return the keyed hash of a code and its reference number, regardless of how they were typed.

    Keyed, because codes are short enough to be tried one by one against a plain hash.
    """
    return keys.digest("answer code", f"{plain(code)}|{plain(reference)}")


def plain(typed: str) -> str:
    """Return typed text in capitals, without spaces and dashes.

    >>> plain(" k7q – m42 ")
    'K7QM42'
    """
    return _BETWEEN.sub("", typed).upper()
