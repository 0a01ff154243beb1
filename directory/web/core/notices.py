"""The sentence that a page opens with after something was done; the URL carries only its key."""

from __future__ import annotations

from collections.abc import Mapping

NOTICES: Mapping[str, str] = {
    "saved": "Saved.",
    "signed_out": "You are signed out.",
    "password_set": "Your new password is set, and you are signed in.",
    "twice": "This was sent twice. It was done once.",
}
"""Notices of all pages; each package adds its own through `add`, which refuses a key that is taken."""

_MORE: dict[str, str] = {}


def add(sentences: Mapping[str, str]) -> None:
    """Register sentences, once, when their module is imported; raise ValueError for a key that is taken."""
    twice = [key for key in sentences if key in NOTICES or key in _MORE]
    if twice:
        raise ValueError(f"notices with one key: {', '.join(twice)}")
    _MORE.update(sentences)


def sentence(key: str) -> str | None:
    return NOTICES.get(key) or _MORE.get(key)
