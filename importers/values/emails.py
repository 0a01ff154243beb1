"""Whether a text is an e-mail address: one rule for what staff, guardians, rosters and providers may set.

>>> is_email("ana.ruiz@example.org"), is_email("desk@oak.local"), is_email("ana..ruiz@example.org"), is_email("ana@oak")
(True, True, False, False)
"""

from __future__ import annotations

import re
import unicodedata
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


def as_written(text: str) -> str:
    """Return an address without what came along when it was copied: spaces around it, invisible marks, letters of full width."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf").strip()


@cache
def _library() -> ModuleType:
    """Return email_validator, set to accept the domains of a district's own network (".local") and of tests (".test")."""
    import email_validator

    email_validator.SPECIAL_USE_DOMAIN_NAMES.clear()
    return email_validator
