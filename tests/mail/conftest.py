"""A district whose families and providers are reminded: on SQLite, and where rows are claimed on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from directory.storage.engine import make_engine
from tests.conftest import sqlite_copy
from tests.referrals.making import Loop


@pytest.fixture
def loop(loop_sqlite: Path, made_loops: dict[str, Loop], tmp_path: Path) -> Iterator[Loop]:
    engine = make_engine(sqlite_copy(loop_sqlite, tmp_path))
    yield made_loops["sqlite"].on(engine)
    engine.dispose()


@pytest.fixture
def loop_on_each(engine: Engine, made_loops: dict[str, Loop]) -> Loop:
    return made_loops[engine.dialect.name].on(engine)
