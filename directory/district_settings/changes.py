"""One change of what the district sets: held to the version of the page it came from, and entered in the audit log."""

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
    """The version of a row, for the form that changes it; what was never set has one too.

    It counts the changes instead of hashing the content, so that what was changed and changed back is seen as well.
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
    """Writes a value, None for nothing; returns whether that changes anything.

    `unset` is what holds while nothing is set. Raises StaleError where somebody else has changed it since `expected`.
    """
    row = stored.hold(session, of, key)
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
    """A value as the database gives it back: lists, dicts, texts and numbers."""
    return msgspec.json.decode(msgspec.json.encode(value))


def from_json(value: Any, type: Any) -> Any:
    """The value of a type that `as_json` wrote; raises UsageError where it is none, as another version may have left it."""
    try:
        return msgspec.convert(value, type, str_keys=True)
    except (msgspec.ValidationError, ValueError, OverflowError):
        raise UsageError("What is stored is not what this version of the program reads.") from None
