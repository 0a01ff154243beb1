"""The sentences that a page begins with after something was done; the address carries only their key."""

from __future__ import annotations

from collections.abc import Mapping

NOTICES: Mapping[str, str] = {
    "saved": "Saved.",
    "signed_out": "You are signed out.",
    "password_set": "Your new password is set, and you are signed in.",
    "twice": "This was sent twice. It was done once.",
}
"""Each room of pages adds its own through `add`; two with one key are refused."""

_MORE: dict[str, str] = {}


def add(sentences: Mapping[str, str]) -> None:
    """Makes sentences known, once, when their module of pages is imported."""
    twice = [key for key in sentences if key in NOTICES or key in _MORE]
    if twice:
        raise ValueError(f"notices with one key: {', '.join(twice)}")
    _MORE.update(sentences)


def sentence(key: str) -> str | None:
    return NOTICES.get(key) or _MORE.get(key)
