"""Restoring of a backup into an empty database, of either engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby, islice

from sqlalchemy import exists, func, insert, select, text
from sqlalchemy.orm import Session

from directory.errors import RefusedError, UnreadableError
from directory.settings import Settings
from directory.storage import keyring
from directory.storage.backup import document
from directory.storage.backup.document import Manifest
from directory.storage.backup.encryption import DAMAGED, unseal
from directory.storage.engine import is_sqlite
from directory.storage.listings.lookups import reindex
from directory.storage.listings.records import all_ids


@dataclass(frozen=True, slots=True)
class OpenedBackup:
    """A backup that was opened."""

    manifest: Manifest
    document: bytes = field(repr=False)


def open_backup(sealed: bytes, passphrase: str) -> OpenedBackup:
    """Open a backup's bytes; raise KeysError, UnreadableError or SchemaError, with what to do."""
    opened = unseal(sealed, passphrase)
    return OpenedBackup(document.read_manifest(opened), opened)


def restore(session: Session, settings: Settings, backup: OpenedBackup) -> None:
    """Fill an empty database of this program's version, rebuild its look-up tables and store the keys.

    Raise RefusedError if the database is not empty or has other keys than the backup.
    """
    _refuse_full(session)
    lacks = keyring.lacks(settings, backup.manifest.keys)
    _write_rows(session, backup.document)
    _count_on(session)
    reindex(session, all_ids(session))
    counts = {table.name: session.scalar(select(func.count()).select_from(table)) for table in document.kept_tables()}
    if counts != backup.manifest.counts:
        raise UnreadableError(DAMAGED)
    # Last, so that only a transaction with nothing left to do but commit leaves keys.
    if lacks:
        keyring.keep(settings, backup.manifest.keys)


def _refuse_full(session: Session) -> None:
    full = [table.name for table in document.kept_tables() if session.scalar(select(exists(select(1).select_from(table))))]
    if full:
        raise RefusedError(
            f"This database is not empty (it has rows of {', '.join(full[:3])}), and nothing in it is ever written over: name "
            "a new one in REFERRAL_DESK_DATABASE_URL and restore there."
        )


def _write_rows(session: Session, opened: bytes) -> None:
    for table, pairs in groupby(document.read_rows(opened), key=lambda pair: pair[0]):
        rows = (values for _, values in pairs)
        while batch := list(islice(rows, document.batch_of(table))):
            session.execute(insert(table), batch)


def _count_on(session: Session) -> None:
    """Advance PostgreSQL's sequences past the restored numbers; SQLite continues from the highest by itself."""
    if is_sqlite(session):
        return
    for table in document.kept_tables():
        for column in table.columns:
            if column.identity is None:
                continue
            highest = session.scalar(select(func.max(column)))
            if highest is not None:
                counter = text("SELECT setval(pg_get_serial_sequence(:table, :column), :highest)")
                session.execute(counter, {"table": table.name, "column": column.name, "highest": highest})
