"""New ids: UUIDs that sort by creation time (UUIDv7)."""

from __future__ import annotations

from uuid_utils import uuid7


def new_id() -> str:
    """Return a new id, in lower case with dashes."""
    return str(uuid7())
