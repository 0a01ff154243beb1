"""The directory as it was before an unfinished job: a file beside the database that everybody but the job reads.

SQLite only: PostgreSQL hides a long transaction from readers by itself. While a job writes in short transactions, a row of
`directory_copy` names a file with the tables of the directory as they were before it. Each connection checks that row when
a transaction begins, attaches the file, and creates a temporary view for each of the tables: SQLite resolves temporary names
first, so every query reads the file without being changed. The job's last transaction deletes the row, and everybody sees
the whole job at once. The file only ever holds tables of the directory, nothing about a student.
"""

from __future__ import annotations

import glob
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from directory import models
from directory.models import table

SCHEMA = "before_the_job"
"""The schema name under which the file is attached."""

_COPIED = (
    models.Taxonomy, models.TaxonomyTerm, models.Organization, models.OrganizationIdentifier, models.Program, models.Service,
    models.Location, models.Address, models.ServiceAtLocation, models.Schedule, models.Phone, models.Contact, models.Language,
    models.CostOption, models.RequiredDocument, models.ServiceArea, models.ServiceCapacity, models.Accessibility, models.Url,
    models.Attribute, models.RecordSource, models.MatchCandidate, models.SearchDocument, models.DocumentWords, models.Word, models.WordKey,
    models.ListedName, models.ListedNameStart, models.DocumentName,
)  # fmt: skip
COPIED = tuple(table(model).name for model in _COPIED)
"""The tables that a job writes and others read; full-text queries name the schema, since views have no index."""

_HIDDEN = {"import_batch": "id", "import_row": "import_id", "import_change": "import_id"}
"""Tables of all imports: they are not copied, but the unfinished import is filtered out of them."""

FULL_TEXT = "search_index"
_FULL_TEXT_PARTS = ("data", "idx", "docsize", "config")

_MISSING = "no such table"
_PART = ".before-"


@dataclass(frozen=True, slots=True)
class CopiedDirectory:
    """The file, by its name beside the database, and the import that nobody sees yet."""

    file: str
    import_id: int | None


def current(connection: sqlite3.Connection) -> CopiedDirectory | None:
    """Return the copy to read now; read first in a transaction, so that all of it sees one state."""
    try:
        row = connection.execute("SELECT file, import_id FROM main.directory_copy").fetchone()
    except sqlite3.OperationalError as error:
        if _MISSING in str(error):
            return None  # tables of an older version, which only an upgrade works with
        raise
    return CopiedDirectory(*row) if row else None


def attach(connection: sqlite3.Connection, database: Path, copy: CopiedDirectory) -> bool:
    """Make a connection outside a transaction read the copy; return whether the file was still there."""
    path = (database.parent / copy.file).resolve()
    try:
        # The file never changes, so SQLite need not look for locks or a log.
        connection.execute(f"ATTACH ? AS {SCHEMA}", (f"{path.as_uri()}?mode=ro&immutable=1",))
    except sqlite3.OperationalError:
        if path.exists():
            raise
        return False
    connection.execute(f"PRAGMA {SCHEMA}.mmap_size=1073741824")
    for name in COPIED:
        connection.execute(f"CREATE TEMP VIEW {name} AS {_rows(connection, name)}")
    if copy.import_id is not None:
        for name, column in _HIDDEN.items():
            connection.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM main.{name} WHERE {column} <> {copy.import_id:d}")
    return True


def _rows(connection: sqlite3.Connection, name: str) -> str:
    """Return the query of a copied table with the columns that the program knows, NULL for those that an upgrade added since.

    A table that an upgrade added since has no rows.
    """
    known, kept = ([row[1] for row in connection.execute(f"PRAGMA {of}.table_info({name})")] for of in ("main", SCHEMA))
    columns = ", ".join(column if column in kept else f"NULL AS {column}" for column in known)
    return f"SELECT {columns} FROM {SCHEMA}.{name}" if kept else f"SELECT {columns} WHERE false"


def detach(connection: sqlite3.Connection) -> None:
    """Make a connection outside a transaction read the directory itself again."""
    for (name,) in connection.execute("SELECT name FROM temp.sqlite_master WHERE type = 'view'").fetchall():
        connection.execute(f"DROP VIEW temp.{name}")
    connection.execute(f"DETACH {SCHEMA}")


def make(database: Path) -> str:
    """Copy the directory's tables as they are now; return the file's name once it is whole and on disk.

    No lock is held meanwhile: the caller makes sure that nobody changes the directory.
    """
    path = database.with_name(f"{database.name}{_PART}{token_hex(6)}")
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(sqlite3.connect(database, isolation_level=None, timeout=30)) as connection:
            connection.execute("ATTACH ? AS copy", (str(path),))
            # An incomplete file is never read, so neither a journal nor syncing is needed until the end.
            connection.execute("PRAGMA copy.journal_mode=OFF")
            connection.execute("PRAGMA copy.synchronous=OFF")
            connection.execute("BEGIN")
            _fill(connection)
            connection.execute("COMMIT")
        _settle(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path.name


def _fill(connection: sqlite3.Connection) -> None:
    names = ", ".join(f"'{name}'" for name in COPIED)
    # Create tables and indexes empty, tables first, so that rows are copied page by page and no index is sorted again.
    statements = connection.execute(
        f"SELECT type, tbl_name, sql FROM main.sqlite_master WHERE tbl_name IN ({names}) AND type IN ('table', 'index') "
        "AND sql IS NOT NULL ORDER BY type = 'index'"
    ).fetchall()
    for kind, _, statement in statements:
        head = f"CREATE {'UNIQUE ' if statement.upper().startswith('CREATE UNIQUE') else ''}{kind.upper()} "
        connection.execute(head + "copy." + statement[len(head) :].lstrip())
    for name in (name for kind, name, _ in statements if kind == "table"):
        connection.execute(f"INSERT INTO copy.{name} SELECT * FROM main.{name}")
    (made,) = connection.execute("SELECT sql FROM main.sqlite_master WHERE name = ?", (FULL_TEXT,)).fetchone()
    head = "CREATE VIRTUAL TABLE "
    connection.execute(head + "copy." + made[len(head) :].lstrip())
    for part in _FULL_TEXT_PARTS:
        connection.execute(f"DELETE FROM copy.{FULL_TEXT}_{part}")
        connection.execute(f"INSERT INTO copy.{FULL_TEXT}_{part} SELECT * FROM main.{FULL_TEXT}_{part}")


def restore_from(database: Path, copy: CopiedDirectory, patience: float = 30) -> bool:
    """Restore the directory from the copy, delete the import that nobody has seen, and stop the reading of the copy.

    For a job that can be neither finished nor undone record by record. All of it is one transaction, which holds the write lock
    while the tables are copied. Return whether the copy was still there: if somebody removed it, the tables stay as they are.
    """
    path = (database.parent / copy.file).resolve()
    with closing(sqlite3.connect(database, isolation_level=None, timeout=patience, uri=True)) as connection:
        connection.execute("PRAGMA synchronous=FULL")
        # Tables are emptied one by one; deletes must not cascade to rows that are restored next.
        connection.execute("PRAGMA foreign_keys=OFF")
        there = path.exists()
        if there:
            connection.execute(f"ATTACH ? AS {SCHEMA}", (f"{path.as_uri()}?mode=ro&immutable=1",))
        connection.execute("BEGIN IMMEDIATE")
        if there:
            for name in (*COPIED, *(f"{FULL_TEXT}_{part}" for part in _FULL_TEXT_PARTS)):
                connection.execute(f"DELETE FROM main.{name}")
                connection.execute(f"INSERT INTO main.{name} {_rows(connection, name)}")
        if there and copy.import_id is not None:
            for name, column in reversed(_HIDDEN.items()):
                connection.execute(f"DELETE FROM main.{name} WHERE {column} = ?", (copy.import_id,))
        connection.execute("DELETE FROM main.directory_copy")
        connection.execute("COMMIT")
    return there


def _settle(path: Path) -> None:
    with path.open("rb") as written:
        os.fsync(written.fileno())


def beside(database: Path) -> list[Path]:
    """Return the copies beside a database, read or not."""
    return list(database.parent.glob(f"{glob.escape(database.name)}{_PART}*"))


def sweep(database: Path) -> None:
    """Remove the copies beside a database; nobody reads them any more."""
    for path in beside(database):
        path.unlink(missing_ok=True)
