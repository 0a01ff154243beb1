"""The token in each form of ours: it proves that our page was sent back, and for whom that page was made.

The first half is bound to a session or, where nobody is signed in, to a browser. The second binds the first to a member of staff, so
that a form whose session has ended is still known to be theirs, and nobody else's.
"""

from __future__ import annotations

import hmac

from directory.keys import Keys

NOBODY = ""
"""Whom a page is made for that was opened while nobody was signed in."""


def make_token(keys: Keys, secret: str, staff_id: str = NOBODY) -> str:
    """Return the token for the forms of a page; `secret` is the cookie of the session or of the browser."""
    bound = keys.digest("csrf", secret)
    return f"{bound}.{keys.digest('csrf of', f'{bound} {staff_id}')}"


def proves(keys: Keys, token: str, secret: str) -> bool:
    """Return whether a token is of a page of this session or browser."""
    return _same(token.partition(".")[0], keys.digest("csrf", secret))


def is_for(keys: Keys, token: str, staff_id: str) -> bool:
    """Return whether a token is of a page that was made for this member of staff, in any session."""
    bound, _, owner = token.partition(".")
    return _same(owner, keys.digest("csrf of", f"{bound} {staff_id}"))


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode())
