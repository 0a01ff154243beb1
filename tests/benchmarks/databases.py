"""Databases for a run: a SQLite file, PostgreSQL where it can be started, and the generated directory in both."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.json import Json
from sqlalchemy import Engine, Select, Table, select

from directory.models import MatchCandidate, SearchDocument, ServiceAtLocation, metadata, table
from directory.storage.engine import make_engine, writing
from directory.storage.imports.publication import publish
from directory.storage.imports.staged_lists import Staged
from directory.storage.schema import upgrade
from importers.plan.planner import plan
from tests import postgres
from tests.benchmarks.generating import TODAY, records

NOON = datetime.datetime.combine(TODAY, datetime.time(12))
BATCH = 10_000

# What an import keeps for its undoing is read by no query that is measured, and is most of the rows.
LEFT_OUT = ("import_row", "import_change")


@contextmanager
def ready(url: str) -> Iterator[Engine]:
    """An engine on a database of today's schema."""
    engine = make_engine(url)
    upgrade(engine)
    yield engine
    engine.dispose()


@contextmanager
def sqlite(folder: Path, name: str) -> Iterator[Engine]:
    with ready(f"sqlite:///{folder / name}.db") as engine:
        yield engine


@contextmanager
def started() -> Iterator[postgres.Cluster | str]:
    """A PostgreSQL cluster of the run's own, or the reason why there is none."""
    if reason := postgres.absence():
        yield reason
        return
    cluster = postgres.Cluster(postgres.make_folder())
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.remove()


@contextmanager
def postgresql(cluster: postgres.Cluster) -> Iterator[Engine]:
    with cluster.database() as name, ready(cluster.url(name)) as engine:
        yield engine


def grow(engine: Engine, have: int, wanted: int) -> None:
    """Publishes the services with the numbers from `have` to `wanted`, as lists of BATCH rows."""
    for first in range(have, wanted, BATCH):
        rows = list(records(min(BATCH, wanted - first), first=first))
        source = f"list {first}"
        staged = Staged(source, f"{source}.csv", "0" * 64, {}, plan(rows, (), source=source), ())
        with writing(engine) as session:
            publish(session, staged, NOON)


def copy(source: Engine, target: Engine) -> None:
    """Fills an empty PostgreSQL database with the directory of a SQLite file, which is faster than publishing it twice."""
    raw = target.raw_connection()
    driver = raw.driver_connection
    assert isinstance(driver, psycopg.Connection)
    with source.connect() as reader, driver.cursor() as cursor:
        for part in metadata.sorted_tables:
            if part.name in LEFT_OUT:
                continue
            columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in part.c)
            with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(part.name), columns)) as rows:
                for row in reader.execution_options(yield_per=10_000).execute(_as_published(part)):
                    rows.write_row([Json(value) if isinstance(value, dict | list) else value for value in row])
    driver.commit()
    raw.close()


def _as_published(part: Table) -> Select[Any]:
    """A table's rows; the look-up tables' in the order in which publishing writes them, so that theirs on disk is the same."""
    links = table(ServiceAtLocation).c
    if part.name in (MatchCandidate.__tablename__, SearchDocument.__tablename__):
        return select(part).join(ServiceAtLocation, links.key == part.c.key).order_by(links.id)
    return select(part)
