"""The version of the tables: made where there are none, compared before work, brought forward when asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from directory.errors import DatabaseError, SchemaError
from directory.storage import database_file
from directory.storage.engine import PUBLISHES, WRITES, told
from directory.storage.migrations import HEAD

# FTS5 keeps its index in tables of its own, and PostgreSQL's text vector exists there alone: neither is a model.
_NOT_MODELS = ("search_index", "tsv")


def ours(_object: Any, name: str | None, _kind: str, _reflected: bool, _compare_to: Any) -> bool:
    """Whether a table, column or index belongs to the models (Alembic's include_object)."""
    return not any(part in (name or "") for part in _NOT_MODELS)


def version(connection: Connection) -> str | None:
    """The version of the tables, or None where there are none of ours."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if tables:
        raise DatabaseError(
            "This database holds the tables of another program: choose another one in REFERRAL_DESK_DATABASE_URL."
        )
    return None


def upgrade(engine: Engine) -> tuple[str | None, str]:
    """Brings the tables to this program's version in one transaction; returns the versions before and after.

    The file of a SQLite database is then written once more, so that it keeps nothing of what was deleted before.
    """
    # Where a job is half done, the tables themselves are brought forward, not the copy that everybody else reads meanwhile.
    with told(), engine.execution_options(**{WRITES: True, PUBLISHES: True}).begin() as connection:
        if connection.dialect.name == "postgresql":
            # Programs that start at once wait for the first; SQLite's writers do so anyway.
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('referral-desk schema'))"))
        before = version(connection)
        if before is not None and before > HEAD:
            raise _newer(before)
        if before != HEAD:
            _run(connection)
    if before is not None:
        with told():
            database_file.rewrite(engine)
    return before, HEAD


def ready(engine: Engine) -> None:
    """Makes the tables where there are none; raises SchemaError where they are of another version."""
    with told(), engine.connect() as connection:
        found = version(connection)
    if found is None:
        upgrade(engine)
    elif found < HEAD:
        raise SchemaError(
            f"The database is of an older version ({found}; this program needs {HEAD}): run `referral-desk db upgrade`."
        )
    elif found > HEAD:
        raise _newer(found)


def answering(engine: Engine) -> str:
    """The version of the tables of a database that answers; raises DatabaseError where it does not, or not with our tables."""
    with told(), engine.connect() as connection:
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
    """What the tables have and the models lack, or the other way round; empty where they agree."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from directory.models import metadata

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        return list(compare_metadata(context, metadata))


def problems(engine: Engine) -> list[str]:
    """What is damaged: tables that differ from the program's, and on SQLite what its own check finds."""
    found = [str(difference) for difference in drift(engine)]
    if engine.dialect.name == "sqlite":
        with told(), engine.connect() as connection:
            found += [row[0] for row in connection.execute(text("PRAGMA integrity_check(5)")) if row[0] != "ok"]
            found += [
                f"a row of {row[0]} belongs to none of {row[2]}" for row in connection.execute(text("PRAGMA foreign_key_check"))
            ]
    return found
