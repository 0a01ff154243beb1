"""Checks of a form's fields, all at once, so that every error can be shown beside its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from directory.errors import UnknownError, UsageError


def problems_of(checks: Mapping[str, Callable[[], object]]) -> dict[str, str]:
    """Return the sentence of each check that raises UsageError or UnknownError, by field."""
    found: dict[str, str] = {}
    for field, check in checks.items():
        try:
            check()
        except (UsageError, UnknownError) as error:
            found[field] = str(error)
    return found
