"""One transaction a command, many writers at once, and drivers' errors in plain words."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine, event, text

from directory.errors import DatabaseError
from directory.models import Mark
from directory.storage.engine import make_engine, reading, writing
from directory.storage.schema import ready
from directory.web.core import service
from tests.postgres import Cluster


def test_writers_at_once_lose_nothing(engine: Engine) -> None:
    """Of many increments at once none is lost and none refused."""
    with writing(engine) as session:
        session.add(Mark(name="count", value="0"))

    def increment(_number: int) -> None:
        with writing(engine) as session:
            # The row is read for writing, as every change of a record does on PostgreSQL.
            mark = session.get_one(Mark, "count", with_for_update=True)
            mark.value = str(int(mark.value) + 1)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(increment, range(60)))
    with reading(engine) as session:
        assert session.get_one(Mark, "count").value == "60"


def test_connections_of_all_threads_are_kept(engine: Engine) -> None:
    """As many as the service has threads may work at once, again and again, and none of them has to connect a second time."""
    threads = service.THREADS + service.QUICK_THREADS + service.HASHES
    engine.dispose()
    connected: list[object] = []
    event.listen(engine, "connect", lambda connection, _record: connected.append(connection))
    all_here = Barrier(threads, timeout=30)

    def look(_number: int) -> None:
        with reading(engine) as session:
            session.execute(text("SELECT 1"))
            all_here.wait()

    with ThreadPoolExecutor(threads) as pool:
        for _ in range(3):
            list(pool.map(look, range(threads)))
    assert len(connected) == threads


def test_a_block_that_raises_leaves_nothing(engine: Engine) -> None:
    """What was written before an error is taken back."""

    def half_do() -> None:
        with writing(engine) as session:
            session.add(Mark(name="half", value="done"))
            session.flush()
            raise KeyError

    with pytest.raises(KeyError):
        half_do()
    with reading(engine) as session:
        assert session.get(Mark, "half") is None


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nonsense", "not an address"),
        ("mysql://localhost/x", "not supported"),
        ("postgresql+psycopg://nobody@localhost:1/none", "cannot be reached"),
        ("sqlite:////proc/nowhere/directory.db", "folder"),
    ],
)
def test_an_unusable_address_is_told(url: str, words: str) -> None:
    """A database that cannot be used says so in one sentence."""
    with pytest.raises(DatabaseError, match=words):
        ready(make_engine(url))


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    """A file of something else is not taken for a database, and stays as it is."""
    path = tmp_path / "letter.db"
    path.write_bytes(b"Dear family, " * 100)
    engine = make_engine(f"sqlite:///{path}")
    with pytest.raises(DatabaseError, match="not a database"):
        ready(engine)
    assert path.read_bytes() == b"Dear family, " * 100


def test_a_full_disk_is_told_and_nothing_stays(tmp_path: Path) -> None:
    """When the disk is full the sentence says so, and the database is as it was before."""
    engine = make_engine(f"sqlite:///{tmp_path / 'small.db'}")
    ready(engine)
    with reading(engine) as session:
        pages = session.execute(text("PRAGMA page_count")).scalar_one()

    def write_much() -> None:
        with writing(engine) as session:
            session.execute(text(f"PRAGMA max_page_count = {pages + 2}"))
            session.add_all(Mark(name=str(n), value="x" * 1000) for n in range(100))

    with pytest.raises(DatabaseError, match="disk is full"):
        write_much()
    with reading(engine) as session:
        assert session.execute(text("SELECT count(*) FROM mark")).scalar_one() == 0
    engine.dispose()


def test_two_who_wait_for_each_other_are_told(cluster: Cluster, upgraded_postgresql: str) -> None:
    """Where two transactions lock the same rows crosswise, one is saved and the other is asked to try again."""
    with cluster.database(upgraded_postgresql) as name:
        engine = make_engine(cluster.url(name))
        with writing(engine) as session:
            session.add_all(Mark(name=name, value="0") for name in ("one", "two"))
        both = Barrier(2)

        def lock(names: tuple[str, str]) -> str:
            try:
                with writing(engine) as session:
                    session.execute(text("SET LOCAL deadlock_timeout = '20ms'"))
                    session.get_one(Mark, names[0], with_for_update=True).value = names[0]
                    both.wait()
                    session.get_one(Mark, names[1], with_for_update=True).value = names[0]
            except DatabaseError as error:
                return str(error)
            return "saved"

        with ThreadPoolExecutor(2) as pool:
            done = sorted(pool.map(lock, [("one", "two"), ("two", "one")]))
        with reading(engine) as session:
            assert session.get_one(Mark, "one").value == session.get_one(Mark, "two").value != "0"
        engine.dispose()
    assert done[0].endswith("Nothing was saved here: try again.")
    assert done[1] == "saved"
