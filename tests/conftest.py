"""What all tests share: databases of their own on both engines, the command line, and Hypothesis's profile."""

from __future__ import annotations

import datetime
import gc
import os
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from sqlalchemy import Engine

from directory import clock
from directory.settings import read_settings
from directory.storage.engine import make_engine
from directory.storage.schema import upgrade
from tests import chromium, postgres
from tests.command_line import CommandLine, make_command_line
from tests.compiled_statements import share_compiled_statements
from tests.district import District, make_district
from tests.lock_order import hold_to_order_of_locks
from tests.real_lists import READINGS
from tests.referrals.making import Loop, make_loop

POSTGRESQL = "postgresql"
ENGINES = ("sqlite", POSTGRESQL)
SQLITE = "sqlite:///"
CI = os.environ.get("CI") == "true"
DISTRICTS = {"district_on_sqlite", "district_on_each", "loop", "loop_on_each"}
CLUSTER = "DESK_TESTS_CLUSTER"  # tells the workers the folder of the run's PostgreSQL cluster

hypothesis.settings.register_profile("desk", deadline=None, derandomize=CI, print_blob=True)
hypothesis.settings.register_profile("quick", hypothesis.settings.get_profile("desk"), max_examples=25)
hypothesis.settings.load_profile("desk")


def pytest_configure(config: pytest.Config) -> None:
    # Neither the district's settings nor libpq's may reach a test.
    for name in [name for name in os.environ if name.startswith(("REFERRAL_DESK_", "PG"))]:
        del os.environ[name]
    os.environ |= {"REFERRAL_DESK_TIME_ZONE": "UTC", "REFERRAL_DESK_PUBLIC_URL": "https://desk.example.org"}
    clock.use(read_settings())
    hold_to_order_of_locks()
    share_compiled_statements()
    if not _is_worker(config):
        # A run that is told to end must still stop the server that it started.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        os.environ[CLUSTER] = str(postgres.make_folder())
        if folder := postgres.memory():
            os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(folder))
        os.environ[READINGS] = tempfile.mkdtemp(prefix="desk-readings-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not _is_worker(config):
        postgres.Cluster(Path(os.environ.pop(CLUSTER))).remove()
        shutil.rmtree(os.environ.pop(READINGS))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, Any, Any]:
    """Keep the garbage collector from looking again and again through modules and collected tests, which all stay."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks each test with what it needs beside Python, by the fixtures that it asks for, and with how long that takes."""
    sampled: set[Path] = set()
    for item in items:
        if DISTRICTS & set(getattr(item, "fixturenames", ())):
            if item.path in sampled or _needs_postgresql(item) or item.get_closest_marker("slow"):
                item.add_marker("district")
            else:
                sampled.add(item.path)
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        if _needs_postgresql(item):
            item.add_marker("postgresql")
            if item.get_closest_marker("postgresql_in_audit"):
                item.add_marker("audit")


def _needs_postgresql(item: pytest.Item) -> bool:
    chosen = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return "cluster" in getattr(item, "fixturenames", ()) or any(
        POSTGRESQL in (one if isinstance(one, tuple) else (one,)) for one in chosen
    )


def refuse_unmarked(config: pytest.Config, mark: str) -> None:
    """Fails a test that needs what this run keeps out by its mark: how it asks for it is not seen when tests are collected."""
    if f"not {mark}" in config.option.markexpr:
        pytest.fail(f"This test needs the mark {mark}: `make quick` runs it.")


def pytest_report_header() -> str:
    return f"PostgreSQL: {postgres.absence() or postgres.programs()}\nChromium: {chromium.program() or chromium.ABSENT}"


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


@pytest.fixture(autouse=True)
def _zone_of_the_tests() -> None:
    """Each test begins in the zone of the environment, whatever another one has served."""
    clock.use(read_settings())


@pytest.fixture(scope="session")
def cluster(pytestconfig: pytest.Config) -> postgres.Cluster:
    """The run's PostgreSQL cluster, started; where it cannot be, the test is skipped, and under CI=true it fails."""
    refuse_unmarked(pytestconfig, "postgresql")
    reason = postgres.absence()
    if reason and CI:
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
    found = postgres.Cluster(Path(os.environ[CLUSTER]), os.environ.get("PYTEST_XDIST_WORKER", "main"))
    found.start()
    return found


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of the test's own, on each engine in turn."""
    if request.param == "sqlite":
        yield _sqlite_url(tmp_path / "directory.db")
        return
    server: postgres.Cluster = request.getfixturevalue("cluster")
    with server.database() as name:
        yield server.url(name)


@pytest.fixture(params=ENGINES)
def upgraded_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """As database_url, but with the tables as `db upgrade` makes them, and with the district of `loop` if the test asks for it.

    It is a copy of a database that is made once a worker.
    """
    made = "loop" if {"loop", "loop_on_each"} & set(request.fixturenames) else "upgraded"
    if request.param == "sqlite":
        yield sqlite_copy(request.getfixturevalue(f"{made}_sqlite"), tmp_path)
        return
    server: postgres.Cluster = request.getfixturevalue("cluster")
    with server.database(request.getfixturevalue(f"{made}_postgresql")) as name:
        yield server.url(name)


@pytest.fixture
def engine(upgraded_url: str) -> Iterator[Engine]:
    """An engine on upgraded_url, whose connections are closed at the end."""
    engine = make_engine(upgraded_url)
    yield engine
    engine.dispose()


@pytest.fixture
def loop(engine: Engine, made_loops: dict[str, Loop]) -> Loop:
    """A district in which referrals can be opened, on each engine in turn."""
    return made_loops[engine.dialect.name].on(engine)


@pytest.fixture(scope="session")
def upgraded_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("upgraded") / "directory.db"
    _upgrade(_sqlite_url(path))
    return path


@pytest.fixture(scope="session")
def upgraded_postgresql(cluster: postgres.Cluster) -> Iterator[str]:
    with cluster.database() as name:
        _upgrade(cluster.url(name))
        yield name


@pytest.fixture(scope="session")
def made_loops() -> dict[str, Loop]:
    """The district of `loop` by the engine on which it is made once a worker; tests take a copy of its database."""
    return {}


@pytest.fixture(scope="session")
def loop_sqlite(upgraded_sqlite: Path, made_loops: dict[str, Loop], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("loop")
    made_loops["sqlite"] = _made_loop(sqlite_copy(upgraded_sqlite, folder))
    return folder / "directory.db"


@pytest.fixture(scope="session")
def loop_postgresql(cluster: postgres.Cluster, upgraded_postgresql: str, made_loops: dict[str, Loop]) -> Iterator[str]:
    with cluster.database(upgraded_postgresql) as name:
        made_loops[POSTGRESQL] = _made_loop(cluster.url(name))
        yield name


def _made_loop(url: str) -> Loop:
    engine = make_engine(url)
    made = make_loop(engine)
    engine.dispose()
    return made


@pytest.fixture
def district_on_sqlite(sqlite_district: District, tmp_path: Path) -> District:
    """A fictional district of the test's own, on SQLite."""
    return copy_of(sqlite_district, tmp_path)


def copy_of(district: District, folder: Path) -> District:
    """The same district in a SQLite file of its own."""
    template = Path(district.database_url.removeprefix(SQLITE))
    return replace(district, database_url=sqlite_copy(template, folder))


@pytest.fixture(params=ENGINES)
def district_on_each(request: pytest.FixtureRequest) -> Iterator[District]:
    """As district_on_sqlite, on each engine in turn."""
    if request.param == "sqlite":
        yield request.getfixturevalue("district_on_sqlite")
        return
    server: postgres.Cluster = request.getfixturevalue("cluster")
    name, district = request.getfixturevalue("postgresql_district")
    with server.database(name) as copy:
        yield replace(district, database_url=server.url(copy))


@pytest.fixture(scope="session")
def sqlite_district(upgraded_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> District:
    """The district as it is made once a worker; tests take a copy."""
    return make_district(sqlite_copy(upgraded_sqlite, tmp_path_factory.mktemp("district")), _now())


@pytest.fixture(scope="session")
def postgresql_district(cluster: postgres.Cluster, upgraded_postgresql: str) -> Iterator[tuple[str, District]]:
    with cluster.database(upgraded_postgresql) as name:
        yield name, make_district(cluster.url(name), _now())


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None)


def sqlite_copy(template: Path, folder: Path) -> str:
    path = folder / "directory.db"
    with closing(sqlite3.connect(template)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
    return _sqlite_url(path)


def _sqlite_url(path: Path) -> str:
    return f"{SQLITE}{path}"


def _upgrade(url: str) -> None:
    engine = make_engine(url)
    upgrade(engine)
    engine.dispose()


@pytest.fixture
def desk(upgraded_sqlite: Path, tmp_path: Path) -> CommandLine:
    """The command line, with a SQLite database that has its tables and nothing in them."""
    return make_command_line(tmp_path, sqlite_copy(upgraded_sqlite, tmp_path))


@pytest.fixture
def desk_on_each(tmp_path: Path, upgraded_url: str) -> CommandLine:
    """As `desk`, on each engine in turn."""
    return make_command_line(tmp_path, upgraded_url)


@pytest.fixture
def new_desk(tmp_path: Path) -> CommandLine:
    """The command line, with a SQLite database that is not made yet."""
    return make_command_line(tmp_path, _sqlite_url(tmp_path / "directory.db"))


@pytest.fixture
def new_desk_on_each(tmp_path: Path, database_url: str) -> CommandLine:
    """The command line, with an empty database on each engine in turn."""
    return make_command_line(tmp_path, database_url)
