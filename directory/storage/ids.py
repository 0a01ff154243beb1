"""Fresh ids: UUIDs that sort by the moment they were made (UUIDv7)."""

from __future__ import annotations

from uuid_utils import uuid7


def new_id() -> str:
    """A new id, lower case with dashes."""
    return str(uuid7())
