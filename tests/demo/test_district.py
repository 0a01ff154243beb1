"""The demo goes into a directory through the import, like anybody's list."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from directory.app import open_desk
from directory.demo.district import make_demo
from directory.demo.services import rows
from directory.errors import RefusedError
from directory.settings import Settings
from directory.storage.engine import reading, writing
from directory.storage.imports.past_imports import imports
from importers.problems import Severity
from tests.importers.making import record
from tests.storage.publishing import publish_records

TODAY = datetime.date(2025, 9, 15)
NOW = datetime.datetime(2025, 9, 15, 16)


@pytest.mark.slow
def test_every_row_becomes_a_service_and_a_second_time_changes_nothing(tmp_path: Path) -> None:
    """Every header is understood and every row taken without a warning; the same day's list again leaves all as it is."""
    desk = open_desk(Settings(database_url=f"sqlite:///{tmp_path / 'demo.db'}"))
    with desk.writing() as session:
        first = make_demo(session, TODAY, NOW)
    assert set(first.columns) == set(rows(TODAY)[0])
    assert [problem for problem in first.problems if problem.severity != Severity.INFO] == []
    assert (first.rows_read, first.created, first.needs_review, first.duplicates) == (len(rows(TODAY)), len(rows(TODAY)), 0, 0)
    with desk.writing() as session:
        second = make_demo(session, TODAY, NOW)
    assert (second.unchanged, second.created, second.updated, second.withdrawn) == (len(rows(TODAY)), 0, 0, 0)
    desk.engine.dispose()


def test_the_demo_stays_out_of_a_real_directory(engine: Engine) -> None:
    """Where real providers stand, the demo is refused and nothing is written."""
    publish_records(engine, [record()])
    with pytest.raises(RefusedError, match="not marked"), writing(engine) as session:
        make_demo(session, TODAY, NOW)
    with reading(engine) as session:
        assert len(imports(session)) == 1
