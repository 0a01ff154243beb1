"""A change of a district setting: checked against the version of the page it came from, and recorded in the audit log."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec
from sqlalchemy import Table
from sqlalchemy.orm import Session

from directory.accounts import audit
from directory.errors import StaleError, UsageError
from directory.storage import district_settings as stored
from directory.storage.district_settings import SetRow
from directory.storage.versions import CHANGED, refuse_stale


def version(row: SetRow | None) -> str:
    """Return the version of a row, for the form that changes it; a setting that was never changed has a version too.

    It counts changes rather than hashing the content, so that a value changed and changed back is still a new version.
    """
    return str(row.version if row else 0)


def save(
    session: Session,
    of: Table,
    key: str,
    value: object,
    *,
    unset: object = None,
    action: str,
    subject: str,
    now: datetime.datetime,
    by: str | None,
    address: str | None,
    expected: str | None,
) -> bool:
    """Store a value, or None to remove it; return whether anything changed.

    `unset` is the value in force while nothing is stored. Raise StaleError if somebody else changed it since `expected`.
    """
    row = stored.lock(session, of, key)
    refuse_stale(expected, version(row))
    before = row.value if row else None
    plain = as_json(value)
    if plain == before or (before is None and plain == as_json(unset)):
        return False
    if row:
        stored.change(session, of, key, SetRow(plain, row.version + 1, by, now))
    elif not stored.add(session, of, key, SetRow(plain, 1, by, now)):
        raise StaleError(CHANGED)
    audit.record(session, now=now, staff_id=by, action=action, subject=subject, address=address)
    return True


def as_json(value: object) -> Any:
    """Return a value as the database stores it: lists, dicts, texts and numbers."""
    return msgspec.json.decode(msgspec.json.encode(value))


def from_json(value: Any, type: Any) -> Any:
    """Return the value that `as_json` stored; raise UsageError if it does not fit the type, perhaps written by another version."""
    try:
        return msgspec.convert(value, type, str_keys=True)
    except (msgspec.ValidationError, ValueError, OverflowError):
        raise UsageError("What is stored is not what this version of the program reads.") from None
