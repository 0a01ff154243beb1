"""A district whose families and providers are reminded: on SQLite, and where rows are claimed on both engines."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine

from directory.storage.engine import make_engine
from tests.referrals.making import Loop, make_loop


@pytest.fixture
def loop(upgraded_sqlite: Path, tmp_path: Path) -> Iterator[Loop]:
    path = tmp_path / "directory.db"
    with closing(sqlite3.connect(upgraded_sqlite)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
    engine = make_engine(f"sqlite:///{path}")
    yield make_loop(engine)
    engine.dispose()


@pytest.fixture
def loop_on_each(engine: Engine) -> Loop:
    return make_loop(engine)
