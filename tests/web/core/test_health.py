"""/health when the database is away: 503 with a reason, in JSON, and 200 again by itself when it is back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from tests.web.browsing import Site

NOTHING_INSIDE = ("sqlite", "psycopg", "select", "traceback", "directory.db", "desk@")


@contextmanager
def away(url: str, kind: str) -> Iterator[None]:
    """The database is away until the block ends."""
    parts = make_url(url)
    if parts.get_backend_name() == "postgresql":
        with psycopg.connect(host=str(parts.query["host"]), user="desk", dbname="postgres", autocommit=True) as connection:
            connection.execute(f"ALTER DATABASE {parts.database} ALLOW_CONNECTIONS false".encode())
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (parts.database,))
            yield
            connection.execute(f"ALTER DATABASE {parts.database} ALLOW_CONNECTIONS true".encode())
        return
    file = Path(parts.database or "")
    elsewhere = file.with_name("elsewhere.db")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file.rename(elsewhere)
    if kind == "older":
        with closing(sqlite3.connect(file)) as connection:
            connection.executescript(
                "CREATE TABLE alembic_version (version_num text); INSERT INTO alembic_version VALUES ('0001')"
            )
    elif kind == "no database":
        file.write_bytes(b"These are no tables. " * 500)
    yield
    elsewhere.replace(file)


@pytest.mark.parametrize("kind", ["gone", "older", "no database"])
def test_health_tells_that_the_database_is_away_and_is_back(site_on_each: Site, kind: str) -> None:
    """503 with a sentence and nothing of the insides; pages answer 503 too, and all is well when it is back."""
    site = site_on_each
    assert site.get("/health").json()["status"] == "ok"
    site.database.dispose()
    with away(site.district.database_url, kind):
        for path in ("/health", "/sign-in"):
            answer = site.get(path)
            assert answer.status_code == 503, path
            assert not [words for words in NOTHING_INSIDE if words in answer.text.casefold()]
        told = site.get("/health")
        assert told.headers["content-type"] == "application/json"
        assert told.json()["status"] == "unavailable"
        assert told.json()["reason"].endswith(".")
        assert site.client.head("/health").status_code == 503
        if site.district.database_url.startswith("sqlite") and kind == "gone":
            assert not Path(site.district.database_url.removeprefix("sqlite:///")).exists(), "no empty one takes its place"
    assert site.get("/health").json()["status"] == "ok"
    assert site.get("/sign-in").status_code == 200
