"""Making of a backup: one state of the database, sealed, verified to be whole, and only then given its name."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from directory.errors import RefusedError, UnreadableError, UsageError
from directory.settings import Settings
from directory.storage import keyring
from directory.storage.backup import document
from directory.storage.backup.document import Manifest
from directory.storage.backup.encryption import DAMAGED, seal, unseal
from directory.storage.engine import is_sqlite
from directory.storage.files import is_empty, write_new
from directory.storage.migrations import HEAD

SHORTEST = 12
"""Characters of a passphrase; a stolen backup with a shorter one could be opened by guessing."""


def refuse_short(passphrase: str) -> None:
    """Raise UsageError for a passphrase that could be guessed."""
    if len(passphrase) < SHORTEST:
        raise UsageError(f"The passphrase is too short: take {SHORTEST} characters or more, such as four words.")


def save(session: Session, settings: Settings, file: Path, passphrase: str, *, now: datetime.datetime) -> Manifest:
    """Write a backup of the database and its keys to a new file, readable by its owner only, and return its manifest.

    `session` must not have read anything before. Raise RefusedError if the file exists or cannot be written, and KeysError if the
    keys are missing or wrong, since a backup without its keys is useless.
    """
    refuse_short(passphrase)
    if file.exists() and not is_empty(file):
        raise RefusedError(f"There is a file {file} already, and no backup is ever written over: choose another name.")
    _one_state(session)
    keys = _keys(session, settings)
    counts = {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in document.kept_tables()}
    manifest = Manifest(HEAD, now, counts, keys)
    sealed = seal(document.write(manifest, _tables(session)), passphrase)

    def check(written: bytes) -> None:
        opened = unseal(written, passphrase)
        if document.read_manifest(opened) != manifest or document.count_rows(opened) != counts:
            raise UnreadableError(DAMAGED)

    write_new(file, sealed, check)
    return manifest


def _one_state(session: Session) -> None:
    """Make all queries see the same state; a reader of SQLite does so anyway."""
    if not is_sqlite(session):
        session.connection(execution_options={"isolation_level": "REPEATABLE READ", "postgresql_readonly": True})


def _keys(session: Session, settings: Settings) -> tuple[str, ...]:
    if keyring.has_lookup(session):
        keyring.open_keys(session, settings)
    return keyring.given_keys(settings)


def _tables(session: Session) -> Iterator[tuple[Table, Iterable[Any]]]:
    for table in document.kept_tables():
        rows = select(*table.columns).order_by(*table.primary_key.columns).execution_options(yield_per=document.batch_of(table))
        yield table, session.execute(rows)
