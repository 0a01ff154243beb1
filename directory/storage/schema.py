"""The version of the tables: created if there are none, checked before work, upgraded on request."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from directory.errors import DatabaseError, SchemaError
from directory.storage import database_file
from directory.storage.engine import PUBLISHES, WRITES, readable_errors
from directory.storage.migrations import HEAD

# FTS5 stores its index in tables of its own, and the text vector exists on PostgreSQL only: neither is a model.
_NOT_MODELS = ("search_index", "tsv")


def ours(_object: Any, name: str | None, _kind: str, _reflected: bool, _compare_to: Any) -> bool:
    """Whether a table, column or index belongs to the models (Alembic's include_object)."""
    return not any(part in (name or "") for part in _NOT_MODELS)


def version(connection: Connection) -> str | None:
    """Return the version of the tables, or None if there are none of ours."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if tables:
        raise DatabaseError(
            "This database holds the tables of another program: choose another one in REFERRAL_DESK_DATABASE_URL."
        )
    return None


def upgrade(engine: Engine) -> tuple[str | None, str]:
    """Upgrade the tables to this program's version in one transaction; return the versions before and after.

    The file of a SQLite database is then rewritten, so that it keeps nothing that was deleted before.
    """
    # If a job is unfinished, upgrade the tables themselves, not the copy that everybody else reads meanwhile.
    with readable_errors(), engine.execution_options(**{WRITES: True, PUBLISHES: True}).begin() as connection:
        if connection.dialect.name == "postgresql":
            # Programs that start at the same time wait for the first; SQLite's writers do so anyway.
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('referral-desk schema'))"))
        before = version(connection)
        if before is not None and before > HEAD:
            raise _newer(before)
        if before != HEAD:
            _run(connection)
    if before is not None:
        with readable_errors():
            database_file.rewrite(engine)
    return before, HEAD


def ready(engine: Engine) -> bool:
    """Create the tables if there are none; return whether they were created, and raise SchemaError if they are of another version."""
    with readable_errors(), engine.connect() as connection:
        found = version(connection)
    if found is None:
        upgrade(engine)
    elif found < HEAD:
        raise SchemaError(
            f"The database is of an older version ({found}; this program needs {HEAD}): run `referral-desk db upgrade`."
        )
    elif found > HEAD:
        raise _newer(found)
    return found is None


def answering(engine: Engine) -> str:
    """Return the version of the tables; raise DatabaseError if the database does not answer, or not with our tables."""
    with readable_errors(), engine.connect() as connection:
        found = version(connection)
    if found != HEAD:
        raise DatabaseError(
            "The database has not the tables of this program: it was replaced, or `referral-desk db upgrade` is due."
        )
    return found


def _newer(found: str) -> SchemaError:
    return SchemaError(f"The database is of a newer version ({found}; this program knows {HEAD}): install the newer program.")


def _run(connection: Connection) -> None:
    # Alembic takes a fifth of a second to load and is needed only here.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def drift(engine: Engine) -> list[Any]:
    """Return what the tables have and the models lack, or the other way around; empty if they agree."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from directory.models import metadata

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        return list(compare_metadata(context, metadata))


def problems(engine: Engine) -> list[str]:
    """Return what is damaged: tables that differ from the program's, and on SQLite what its own check finds."""
    found = [str(difference) for difference in drift(engine)]
    if engine.dialect.name == "sqlite":
        with readable_errors(), engine.connect() as connection:
            found += [row[0] for row in connection.execute(text("PRAGMA integrity_check(5)")) if row[0] != "ok"]
            found += [
                f"a row of {row[0]} belongs to none of {row[2]}" for row in connection.execute(text("PRAGMA foreign_key_check"))
            ]
    return found
