"""Rows a second that an import takes in, beside a bare insert of the same cells."""

from __future__ import annotations

import csv
import io
import time

from sqlalchemy import Engine, text

from directory.storage.engine import is_sqlite, writing
from directory.storage.imports.publication import publish
from directory.storage.imports.staged_lists import stage
from tests.benchmarks.databases import NOON
from tests.benchmarks.generating import TODAY
from tests.benchmarks.table import Speed


def speeds(engine: Engine, name: str, data: bytes) -> list[Speed]:
    """Stages and publishes a list in an empty directory; the parts, the whole, and the bare insert."""
    rows = list(csv.reader(io.StringIO(data.decode())))[1:]
    bare = _bare(engine, rows)
    with writing(engine) as session:
        begun = time.perf_counter()
        staged = stage(session, data, "list.csv", source="list", today=TODAY)
        read = time.perf_counter() - begun
        begun = time.perf_counter()
        report = publish(session, staged, NOON)
    written = time.perf_counter() - begun
    if report.created != len(rows):
        raise RuntimeError(f"Of {len(rows)} generated rows {report.created} were new: the list is not what it should be.")
    parts = (("stage and publish", read + written), ("stage alone", read), ("publish alone", written), ("bare executemany", bare))
    return [Speed(what, name, len(rows), seconds, bare) for what, seconds in parts]


def _bare(engine: Engine, rows: list[list[str]]) -> float:
    """Seconds to put the cells into one table without any index but its key, in one transaction of the driver's own."""
    columns = ", ".join(f"c{i} text" for i in range(len(rows[0])))
    with writing(engine) as session:
        mark = "?" if is_sqlite(session) else "%s"
        session.execute(text(f"CREATE TABLE bare (number integer PRIMARY KEY, {columns})"))
    values = [(number, *cells) for number, cells in enumerate(rows)]
    statement = f"INSERT INTO bare VALUES ({', '.join([mark] * len(values[0]))})"
    begun = time.perf_counter()
    with writing(engine) as session:
        connection = session.connection().connection.driver_connection
        assert connection is not None
        cursor = connection.cursor()
        cursor.executemany(statement, values)
    seconds = time.perf_counter() - begun
    with writing(engine) as session:
        session.execute(text("DROP TABLE bare"))
    return seconds
