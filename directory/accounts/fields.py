"""Checks of a form's fields, all at once, so that every error can be shown beside its field, and telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from directory.errors import UnknownError, UsageError

_NORTH_AMERICAN = re.compile(r"\+1[2-9][0-9]{2}[2-9][0-9]{6}")


def problems_of(checks: Mapping[str, Callable[[], object]]) -> dict[str, str]:
    """Return the sentence of each check that raises UsageError or UnknownError, by field."""
    found: dict[str, str] = {}
    for field, check in checks.items():
        try:
            check()
        except (UsageError, UnknownError) as error:
            found[field] = str(error)
    return found


def read_phone(words: str) -> str | None:
    """Return a number in E.164 with its extension, or None if it cannot be called.

    A number without + is North American.
    """
    import phonenumbers

    try:
        number = phonenumbers.parse(words, "US")
    except phonenumbers.NumberParseException:
        return None
    plain = str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    if plain.startswith("+1"):
        # The library's list of numbers in use lags behind new area codes, so the numbering plan's own rule decides.
        possible = _NORTH_AMERICAN.fullmatch(plain) is not None
    else:
        possible = phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE
    extension = f";ext={number.extension}" if number.extension else ""
    return plain + extension if possible else None
