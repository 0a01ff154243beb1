"""Versions of what two people can edit: a form carries the one that it was opened with, and a save compares.

A version is a hash of the content itself, so that no writer (a form, a roster, the command line) can forget to raise it, and
a change elsewhere in the same row makes no form stale.
"""

from __future__ import annotations

import hashlib

from msgspec.json import encode

from directory.errors import StaleError, UsageError

NO_VERSION = "This form came without the version that it was opened with, so nothing was saved. Open the page again."
CHANGED = "Somebody changed this after you opened it, so nothing was done yet. Open the page again and look at what is new."


def version_of(*content: object) -> str:
    """Return the version of the current content: plain values, or dataclasses of them."""
    return hashlib.sha256(encode(content, order="deterministic")).hexdigest()


def refuse_stale(expected: str | None, current: str) -> None:
    """Raise StaleError if the form was opened with another version, and UsageError if it has an empty one.

    None is a change that was not made from a page: the command line, a roster. Call this with the row locked, so that nobody
    changes it before the save.
    """
    if expected is None:
        return
    if not expected:
        raise UsageError(NO_VERSION)
    if expected != current:
        raise StaleError(CHANGED)
