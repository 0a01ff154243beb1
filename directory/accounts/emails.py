"""E-mail addresses of accounts: folded to lower case, and checked for a valid form."""

from __future__ import annotations

import re
import unicodedata

from directory.errors import UsageError

LONGEST = 254  # characters, RFC 5321
_FORM = re.compile(
    r"[^@\s\x00-\x20\x7f<>,;:\"()\[\]\\]+@[^@\s\x00-\x20\x7f<>,;:\"()\[\]\\.]+(\.[^@\s\x00-\x20\x7f<>,;:\"()\[\]\\.]+)+"
)


def fold(email: str) -> str:
    """Return the address as accounts store and look it up: in lower case, without surrounding spaces."""
    return unicodedata.normalize("NFKC", email).strip().lower()


def is_email(folded: str) -> bool:
    """Whether a folded text can be an address."""
    return len(folded) <= LONGEST and _FORM.fullmatch(folded) is not None and folded.isprintable()


def checked(email: str) -> str:
    """Return the folded address; raise UsageError if it cannot be one."""
    folded = fold(email)
    if not is_email(folded):
        raise UsageError("This is no e-mail address: it should look like ana.ruiz@example.org.")
    return folded
