"""The directory as it was before a job that is half done: a file beside the database that everybody but the job reads.

SQLite only: PostgreSQL keeps a long transaction from its readers by itself. While a job writes in short transactions, a row
of `directory_copy` names a file with the tables of the directory as they were before it. Each connection looks at that row
whenever a transaction begins, attaches the file, and puts a temporary view over each of the tables: SQLite looks a name up
among temporary ones first, so every query reads the file without being changed. With the job's last transaction the row is
gone, and from then on all of the job is seen. Only tables of the directory are ever in the file, nothing of a student.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from directory import models
from directory.models import table

SCHEMA = "before_the_job"
"""What the file is called where it is attached."""

_COPIED = (
    models.Taxonomy, models.TaxonomyTerm, models.Organization, models.OrganizationIdentifier, models.Program, models.Service,
    models.Location, models.Address, models.ServiceAtLocation, models.Schedule, models.Phone, models.Contact, models.Language,
    models.CostOption, models.RequiredDocument, models.ServiceArea, models.ServiceCapacity, models.Accessibility, models.Url,
    models.Attribute, models.RecordSource, models.MatchCandidate, models.SearchDocument, models.Word, models.WordKey,
)  # fmt: skip
COPIED = tuple(table(model).name for model in _COPIED)
"""The tables that a job writes and others read; queries that search the full text name the schema, as views have no index."""

_HIDDEN = {"import_batch": "id", "import_row": "import_id", "import_change": "import_id"}
"""The tables that keep all imports: they are not copied, and the one that is half done is left out of them."""

FULL_TEXT = "search_index"
_FULL_TEXT_PARTS = ("data", "idx", "docsize", "config")

_MISSING = "no such table"
_PART = ".before-"


@dataclass(frozen=True, slots=True)
class Copy:
    """The file, by its name beside the database, and the import that nobody sees yet."""

    file: str
    import_id: int | None


def current(connection: sqlite3.Connection) -> Copy | None:
    """The copy that is to be read now; the first thing that a transaction reads, so that all of it sees one state."""
    try:
        row = connection.execute("SELECT file, import_id FROM main.directory_copy").fetchone()
    except sqlite3.OperationalError as error:
        if _MISSING in str(error):
            return None  # tables of an older version: nothing but an upgrade works with them
        raise
    return Copy(*row) if row else None


def attach(connection: sqlite3.Connection, database: Path, copy: Copy) -> bool:
    """Has a connection that is in no transaction read the copy; returns whether the file was still there."""
    path = (database.parent / copy.file).resolve()
    try:
        # Nobody ever changes the file, so that SQLite need not look for locks or a log of it.
        connection.execute(f"ATTACH ? AS {SCHEMA}", (f"{path.as_uri()}?mode=ro&immutable=1",))
    except sqlite3.OperationalError:
        if path.exists():
            raise
        return False
    connection.execute(f"PRAGMA {SCHEMA}.mmap_size=1073741824")
    for name in COPIED:
        connection.execute(f"CREATE TEMP VIEW {name} AS SELECT {_columns(connection, name)} FROM {SCHEMA}.{name}")
    if copy.import_id is not None:
        for name, column in _HIDDEN.items():
            connection.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM main.{name} WHERE {column} <> {copy.import_id:d}")
    return True


def _columns(connection: sqlite3.Connection, name: str) -> str:
    """The columns of a table as the program knows them: what an upgrade has added since the copy was made is unknown in it."""
    known, kept = ([row[1] for row in connection.execute(f"PRAGMA {of}.table_info({name})")] for of in ("main", SCHEMA))
    return ", ".join(column if column in kept else f"NULL AS {column}" for column in known)


def detach(connection: sqlite3.Connection) -> None:
    """Has a connection that is in no transaction read the directory itself again."""
    for (name,) in connection.execute("SELECT name FROM temp.sqlite_master WHERE type = 'view'").fetchall():
        connection.execute(f"DROP VIEW temp.{name}")
    connection.execute(f"DETACH {SCHEMA}")


def make(database: Path) -> str:
    """Copies the directory's tables as they are now; returns the file's name. It has reached the disk, whole.

    No lock is held meanwhile: whoever asks for the copy sees to it that nobody changes the directory.
    """
    path = database.with_name(f"{database.name}{_PART}{token_hex(6)}")
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(sqlite3.connect(database, isolation_level=None, timeout=30)) as connection:
            connection.execute("ATTACH ? AS copy", (str(path),))
            # A file that was not written to its end is never read: neither a journal nor a wait for the disk is needed before.
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
    # Tables before their indexes: then each is copied page by page, and no index is sorted again.
    statements = connection.execute(
        f"SELECT type, tbl_name, sql FROM main.sqlite_master WHERE tbl_name IN ({names}) AND type IN ('table', 'index') "
        "AND sql IS NOT NULL ORDER BY type = 'index'"
    ).fetchall()
    for kind, _, statement in statements:
        head = f"CREATE {'UNIQUE ' if statement.upper().startswith('CREATE UNIQUE') else ''}{kind.upper()} "
        connection.execute(head + "copy." + statement[len(head) :].lstrip())
    for name in COPIED:
        connection.execute(f"INSERT INTO copy.{name} SELECT * FROM main.{name}")
    (made,) = connection.execute("SELECT sql FROM main.sqlite_master WHERE name = ?", (FULL_TEXT,)).fetchone()
    head = "CREATE VIRTUAL TABLE "
    connection.execute(head + "copy." + made[len(head) :].lstrip())
    for part in _FULL_TEXT_PARTS:
        connection.execute(f"DELETE FROM copy.{FULL_TEXT}_{part}")
        connection.execute(f"INSERT INTO copy.{FULL_TEXT}_{part} SELECT * FROM main.{FULL_TEXT}_{part}")


def bring_back(database: Path, copy: Copy, patience: float = 30) -> bool:
    """Makes the directory what the copy has, forgets the import that nobody has seen, and ends the reading of the copy.

    For a job that can be neither finished nor taken back record by record. All of it is one transaction, which holds the
    write lock for as long as it takes to copy the tables. Returns whether the copy was still there: where somebody has
    removed it, the tables stay as they are.
    """
    path = (database.parent / copy.file).resolve()
    with closing(sqlite3.connect(database, isolation_level=None, timeout=patience, uri=True)) as connection:
        connection.execute("PRAGMA synchronous=FULL")
        # Tables are emptied one after the other, and nothing may go with their rows that is put back in a moment.
        connection.execute("PRAGMA foreign_keys=OFF")
        there = path.exists()
        if there:
            connection.execute(f"ATTACH ? AS {SCHEMA}", (f"{path.as_uri()}?mode=ro&immutable=1",))
        connection.execute("BEGIN IMMEDIATE")
        if there:
            for name in (*COPIED, *(f"{FULL_TEXT}_{part}" for part in _FULL_TEXT_PARTS)):
                connection.execute(f"DELETE FROM main.{name}")
                connection.execute(f"INSERT INTO main.{name} SELECT {_columns(connection, name)} FROM {SCHEMA}.{name}")
        if there and copy.import_id is not None:
            for name, column in reversed(_HIDDEN.items()):
                connection.execute(f"DELETE FROM main.{name} WHERE {column} = ?", (copy.import_id,))
        connection.execute("DELETE FROM main.directory_copy")
        connection.execute("COMMIT")
    return there


def _settle(path: Path) -> None:
    with path.open("rb") as written:
        os.fsync(written.fileno())


def sweep(database: Path, keep: Iterable[str] = ()) -> None:
    """Removes the copies beside a database that nobody will read any more."""
    kept = set(keep)
    for path in database.parent.glob(f"{database.name}{_PART}*"):
        if path.name not in kept:
            path.unlink(missing_ok=True)
