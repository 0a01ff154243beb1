"""A process that is killed at any moment leaves all of its job or nothing, and loses nothing that it acknowledged."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from directory.models import AuditEntry
from directory.storage import jobs, schema
from directory.storage.engine import make_engine, reading
from directory.storage.imports.long_jobs import publish_list, undo_import
from directory.storage.imports.past_imports import imports
from directory.storage.imports.repairs import recover
from directory.storage.jobs import JobState
from tests.conftest import ENGINES
from tests.kills.rounds import copied_file, killed
from tests.kills.working import ROWS
from tests.storage.editions import NOON, TODAY, directory_of, edition

WORKS = ("import", "undo")
MOMENTS = range(22)
"""Rounds of each kind of work on each database."""
PATIENCE = 30  # seconds in which a server notices that its client is gone

pytestmark = pytest.mark.audit

Contents = dict[str, list[tuple[object, ...]]]
Copy = Callable[[], AbstractContextManager[str]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A database in which the work is to be done, copied for each round, with the directory before the work and after it."""

    what: str
    copy: Copy
    before: Contents
    after: Contents
    seconds: float


@pytest.fixture(scope="module", params=[(name, what) for name in ENGINES for what in WORKS], ids="-".join)
def prepared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    name, what = request.param
    folder = tmp_path_factory.mktemp("kills")
    if name == "sqlite":
        path = folder / "directory.db"
        shutil.copy(request.getfixturevalue("upgraded_sqlite"), path)
        yield _prepare(f"sqlite:///{path}", what, lambda: copied_file(path, folder))
        return
    server = request.getfixturevalue("cluster")

    @contextmanager
    def copied() -> Iterator[str]:
        with server.database(template) as made:
            yield server.url(made)

    with server.database(request.getfixturevalue("upgraded_postgresql")) as template:
        yield _prepare(server.url(template), what, copied)


def _prepare(url: str, what: str, copy: Copy) -> Prepared:
    engine = make_engine(url)
    publish_list(engine, edition(1, ROWS), today=TODAY, now=NOON)
    first = directory_of(engine)
    begun = time.monotonic()
    publish_list(engine, edition(2, ROWS), today=TODAY, now=NOON)
    seconds = time.monotonic() - begun
    before, after = directory_of(engine), first
    if what == "import":
        undo_import(engine, 2, NOON)
        before, after = first, before
    engine.dispose()
    return Prepared(what, copy, before, after, seconds)


@pytest.mark.parametrize("round_", MOMENTS, ids=lambda n: f"moment{n}")
def test_a_kill_leaves_all_or_nothing(prepared: Prepared, round_: int) -> None:
    """Killed at a random moment, an import or its undoing is there as a whole or not at all, before recovery as after it,
    and every post that was acknowledged is kept."""
    rng = random.Random(f"{round_} {prepared.what}")
    with prepared.copy() as url:
        said = killed(url, prepared.what, rng.uniform(0, 1.2 * prepared.seconds))
        engine = make_engine(url)
        seen = directory_of(engine)
        assert seen in (prepared.before, prepared.after)
        recover(engine, NOON, patience=PATIENCE)
        whole = directory_of(engine)
        assert whole in (prepared.before, prepared.after)
        # What was acknowledged, or seen by anybody, is never taken away again.
        assert whole == prepared.after or (seen == prepared.before and "done" not in said)
        with reading(engine) as session:
            posts = set(session.scalars(select(AuditEntry.subject).where(AuditEntry.action == "student.changed")))
            assert {words.replace("posted ", "post:") for words in said if words.startswith("posted")} <= posts
            states = [one.state for one in imports(session)]
            assert jobs.in_state(session, JobState.RUNNING) == []
        assert len(states) == (1 if prepared.what == "import" and whole == prepared.before else 2) or states[0] == "undone"
        assert schema.problems(engine) == []
        engine.dispose()
        if url.startswith("sqlite"):
            assert list(Path(url.removeprefix("sqlite:///")).parent.glob("*before*")) == []
