"""The keys of a database: where they are stored, whether they are the right ones, and how they are rotated.

A service key wraps the lookup secret, which is stored in the table `mark`, and the data key of each student. The database
alone opens nothing, and keys that do not open its lookup secret are noticed before anything is read or written.

Rotation and writers: a transaction that writes opens the keys itself (`open_keys`), which makes a rotation wait until it has
ended, so no student is written under a key that is about to be dropped. That is cheap: opened keys are cached while file and
database stay the same.
"""

from __future__ import annotations

import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet
from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.orm import Session

from directory.errors import KeysError, RefusedError
from directory.keys import Keys
from directory.models import Mark, Student, table
from directory.settings import Settings
from directory.storage.chunks import chunks
from directory.storage.engine import WRITES, is_sqlite
from directory.storage.files import is_empty, readable_by_others, write_new, write_over

LOOKUP = "lookup secret"
"""The row of `mark` that holds the lookup secret, wrapped."""

_LOOKUP_BYTES = 32
_NONE_YET = "There are no keys yet, and nothing of a student can be kept without: run `referral-desk keys make`, or set REFERRAL_DESK_KEYS."
_OTHERS = "These are the keys of another database: restore the right ones from a backup."
_MARKS, _STUDENTS = table(Mark), table(Student)


def open_keys(session: Session, settings: Settings) -> Keys:
    """Return the keys of this database; raise KeysError, which says what to do, if they are missing, wrong or unsafe."""
    _hold(session)
    wrapped = _lookup(session)
    keys = service_keys(settings, lost=wrapped is not None)
    if wrapped is None:
        raise KeysError("This database was not used with its keys yet: start the service once with `referral-desk serve`.")
    return _opened(keys, wrapped)


def prepare_keys(session: Session, settings: Settings) -> Keys:
    """Do the same as open_keys, but create a missing lookup secret: for a transaction that writes, at start."""
    if not has_lookup(session):
        _alone(session)
        if not has_lookup(session):
            _keep_lookup(session, service_keys(settings))
    return open_keys(session, settings)


def make_keys(session: Session, settings: Settings) -> Path:
    """Create a key file and the database's lookup secret; return the file. Raise RefusedError if there are keys already."""
    path = settings.keys_file
    if settings.keys:
        raise RefusedError("REFERRAL_DESK_KEYS holds the keys already: no file is needed, and none was made.")
    _alone(session)
    if path.exists() and not is_empty(path):
        raise RefusedError(f"There are keys in {path} already: they are left as they are, and the service uses them.")
    if has_lookup(session):
        raise RefusedError(
            f"This database has keys already, and new ones would not open what they sealed: put their file back as {path}, "
            "from a backup."
        )
    keys = (Fernet.generate_key().decode(),)
    _keep_lookup(session, keys)
    # Last, so that only a transaction with nothing left to do but commit leaves a file.
    write_new(path, _as_file(keys))
    return path


def rotate(session: Session, settings: Settings) -> int:
    """Wrap under a new key all that was wrapped, and return how many students' keys that was.

    Keys in a file: a new one is put before the others, which stay until `drop_old_keys` is called after the commit, so that the
    file opens the database whether or not this transaction commits. Keys in the environment: the first one is the new one.
    """
    _alone(session)
    open_keys(session, settings)
    if not settings.keys:
        write_over(settings.keys_file, _as_file((Fernet.generate_key().decode(), *service_keys(settings))))
    keys = open_keys(session, settings)
    wrapped = _lookup(session)
    assert wrapped is not None
    session.execute(update(_MARKS).where(_MARKS.c.name == LOOKUP).values(value=keys.rewrap(wrapped.encode()).decode()))
    return _rewrap_students(session, keys)


def _rewrap_students(session: Session, keys: Keys) -> int:
    column = _STUDENTS.c
    ids = session.scalars(select(column.id).where(column.data_key.is_not(None)).order_by(column.id)).all()
    change = update(_STUDENTS).where(column.id == bindparam("of")).values(data_key=bindparam("rewrapped"))
    for part in chunks(ids):
        rows = session.execute(select(column.id, column.data_key).where(column.id.in_(part))).all()
        session.connection().execute(change, [{"of": row.id, "rewrapped": keys.rewrap(row.data_key)} for row in rows])
    return len(ids)


def drop_old_keys(session: Session, settings: Settings) -> None:
    """Remove all keys but the newest from the key file, after checking that the newest opens everything.

    Call this in a transaction of its own after that of `rotate`; raise KeysError and remove none if an old key is needed.
    """
    _alone(session)
    if settings.keys:
        return
    newest = service_keys(settings)[:1]
    keys = _opened(newest, _lookup(session) or "")
    for wrapped in session.scalars(select(_STUDENTS.c.data_key).where(_STUDENTS.c.data_key.is_not(None))):
        keys.unwrap(wrapped)
    write_over(settings.keys_file, _as_file(newest))


def service_keys(settings: Settings, *, lost: bool = False) -> tuple[str, ...]:
    """Return the service keys as they are given, newest first; `lost` means that there must have been some.

    Raise KeysError if there are none, if one is not a key, or if others may read their file.
    """
    if settings.keys:
        return _sound(settings.keys, "REFERRAL_DESK_KEYS")
    return _sound(_in_file(settings.keys_file, lost=lost), str(settings.keys_file))


def given_keys(settings: Settings) -> tuple[str, ...]:
    """Do the same as service_keys, but return nothing if neither the environment nor a file holds any."""
    return service_keys(settings) if settings.keys or (settings.keys_file.exists() and not is_empty(settings.keys_file)) else ()


def lacks(settings: Settings, keys: tuple[str, ...]) -> bool:
    """Whether these keys, from a backup, are still to be stored; raise RefusedError if others are in their place."""
    given = given_keys(settings)
    if set(keys) <= set(given):
        return False
    if settings.keys:
        raise RefusedError("REFERRAL_DESK_KEYS holds other keys than the backup: unset it, or add the backup's keys to it.")
    if given:
        raise RefusedError(f"{settings.keys_file} holds other keys than the backup: move that file to a safe place first.")
    return True


def keep(settings: Settings, keys: tuple[str, ...]) -> None:
    """Write keys from a backup to the key file, which must not exist yet."""
    write_new(settings.keys_file, _as_file(keys))


def _in_file(path: Path, *, lost: bool) -> tuple[str, ...]:
    try:
        if readable_by_others(path):
            raise KeysError(f"Others may read the key file {path}: run `chmod 600 {path}`, and rotate the keys if it was copied.")
        if is_empty(path):
            raise KeysError(f"The key file {path} is empty, which counts as none. {_gone(path) if lost else _NONE_YET}")
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        raise KeysError(_gone(path) if lost else _NONE_YET) from None
    except UnicodeDecodeError:
        raise KeysError(f"{path} is not a file of keys: put the right one there, from a backup.") from None
    except OSError as error:
        raise KeysError(f"The key file {path} cannot be read: {error.strerror}.") from None
    return tuple(words for line in lines if (words := line.partition("#")[0].strip()))


def _gone(path: Path) -> str:
    return f"The keys of this database are missing: put their file back as {path}, or set REFERRAL_DESK_KEYS."


def _sound(keys: tuple[str, ...], where: str) -> tuple[str, ...]:
    if not keys:
        raise KeysError(f"{where} holds no key: put the right ones there, from a backup.")
    for number, key in enumerate(keys, 1):
        try:
            Fernet(key)
        except ValueError:
            raise KeysError(
                f"Key {number} in {where} is not a key, which has 44 letters and digits: copy it again, whole."
            ) from None
    return keys


def _as_file(keys: tuple[str, ...]) -> bytes:
    head = "# The keys of Referral Desk, newest first. If they are lost, everything encrypted is lost: make a backup."
    return "".join(f"{line}\n" for line in (head, *keys)).encode()


@lru_cache(maxsize=8)
def _opened(keys: tuple[str, ...], wrapped: str) -> Keys:
    """Return the keys with the lookup secret that they open; cached with the students' keys opened since."""
    fernets = [Fernet(key) for key in keys]
    try:
        return Keys(fernets, Keys(fernets, b"").unwrap(wrapped.encode()))
    except KeysError:
        raise KeysError(_OTHERS) from None


def has_lookup(session: Session) -> bool:
    """Whether this database was ever used with keys."""
    return _lookup(session) is not None


def generation(session: Session) -> str | None:
    """Return a text that every change of keys changes, which shows whether work sealed outside a transaction is current."""
    return _lookup(session)


def _lookup(session: Session) -> str | None:
    return session.scalar(select(_MARKS.c.value).where(_MARKS.c.name == LOOKUP))


def _keep_lookup(session: Session, keys: tuple[str, ...]) -> None:
    wrapped = Fernet(keys[0]).encrypt(secrets.token_bytes(_LOOKUP_BYTES)).decode()
    session.execute(insert(_MARKS).values(name=LOOKUP, value=wrapped))


def _alone(session: Session) -> None:
    """Wait until nobody else changes keys or writes with them."""
    session.connection()  # on SQLite, this waits for other writers
    if not is_sqlite(session):
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext('referral-desk keys'))"))


def _hold(session: Session) -> None:
    """Prevent a change of the keys until this transaction ends, if it writes."""
    if not is_sqlite(session) and session.get_bind().get_execution_options().get(WRITES):
        session.execute(text("SELECT pg_advisory_xact_lock_shared(hashtext('referral-desk keys'))"))
