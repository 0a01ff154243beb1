"""E-mail addresses of accounts: folded to lower case, and checked for a valid form."""

from __future__ import annotations

from directory.errors import UsageError
from importers.values.emails import as_written, is_email

LONGEST = 254  # characters, RFC 5321


def folded_email(email: str) -> str:
    """Return the address as accounts store and look it up: in lower case, without what came along when it was copied."""
    return as_written(email).lower()


def can_be_stored(folded: str) -> bool:
    """Whether an account can have this address, so that it is worth looking up; its form is checked only when it is set."""
    return len(folded) <= LONGEST and folded.isprintable()


def checked(email: str) -> str:
    """Return the folded address; raise UsageError if it cannot be one."""
    folded = folded_email(email)
    if not (can_be_stored(folded) and is_email(folded)):
        raise UsageError("This is not an e-mail address: it should look like ana.ruiz@example.org.")
    return folded
