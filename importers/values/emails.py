"""Whether a text is an e-mail address: one rule for what staff, guardians, rosters and providers may set.

>>> is_email("ana.ruiz@example.org"), is_email("desk@oak.local"), is_email("ana..ruiz@example.org"), is_email("ana@oak")
(True, True, False, False)
"""

from __future__ import annotations

import re
from functools import cache
from types import ModuleType

_TOP = re.compile(r".*\.(?:[^\W\d_]{2,}|xn--[a-z0-9-]+)", re.IGNORECASE)


def is_email(text: str) -> bool:
    """Return whether the text is one address and nothing else; whether mail arrives there is not asked."""
    library = _library()
    try:
        library.validate_email(text, check_deliverability=False)
    except library.EmailNotValidError:
        return False
    return _TOP.fullmatch(text) is not None


@cache
def _library() -> ModuleType:
    """Return email_validator, set to accept the domains of a district's own network (".local") and of tests (".test")."""
    import email_validator

    email_validator.SPECIAL_USE_DOMAIN_NAMES.clear()
    return email_validator
