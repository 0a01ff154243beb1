"""A process that is killed while it imports a roster leaves all of it or nothing, and the next import goes through."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy import Engine, text

from directory.settings import Settings
from directory.storage import schema
from directory.storage.engine import make_engine, reading
from directory.students.roster import import_roster
from tests.conftest import ENGINES
from tests.kills.rounds import copied_file, killed
from tests.kills.working import STUDENTS, roster
from tests.students.making import LATER, TODAY, make_district

MOMENTS = range(12)
"""Rounds on each database."""

pytestmark = pytest.mark.audit

_CASELOAD = """
SELECT s.number_hash, s.status, s.grade, s.household_id IS NULL, count(g.id)
FROM student s LEFT JOIN guardian g ON g.student_id = s.id GROUP BY s.id, s.number_hash, s.status, s.grade, s.household_id ORDER BY 1
"""

Caseload = tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A database with a first roster, copied for each round; its students before and after the second one."""

    copy: Callable[[], AbstractContextManager[str]]
    key: str
    before: Caseload
    after: Caseload
    seconds: float


@pytest.fixture(scope="module", params=ENGINES)
def prepared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    if request.param == "sqlite":
        folder = tmp_path_factory.mktemp("rosters")
        path = folder / "directory.db"
        shutil.copy(request.getfixturevalue("upgraded_sqlite"), path)
        yield _prepare(f"sqlite:///{path}", lambda: copied_file(path, folder))
        return
    server = request.getfixturevalue("cluster")

    @contextmanager
    def copied() -> Iterator[str]:
        with server.database(template) as made:
            yield server.url(made)

    with server.database(request.getfixturevalue("upgraded_postgresql")) as template:
        yield _prepare(server.url(template), copied)


def _prepare(url: str, copy: Callable[[], AbstractContextManager[str]]) -> Prepared:
    engine = make_engine(url)
    settings = make_district(engine).settings
    _take(engine, settings, 1)
    before = caseload_of(engine)
    engine.dispose()
    with copy() as other:
        engine = make_engine(other)
        begun = time.monotonic()
        _take(engine, settings, 2)
        seconds = time.monotonic() - begun
        after = caseload_of(engine)
        engine.dispose()
    return Prepared(copy, settings.keys[0], before, after, seconds)


def _take(engine: Engine, settings: Settings, edition: int) -> None:
    import_roster(engine, settings, roster(edition), today=TODAY, now=LATER)


def caseload_of(engine: Engine) -> Caseload:
    """What a roster decides of each student, by number; what is sealed is sealed otherwise each time."""
    with reading(engine) as session:
        return tuple(tuple(row) for row in session.execute(text(_CASELOAD)))


@pytest.mark.parametrize("round_", MOMENTS, ids=lambda n: f"moment{n}")
def test_a_kill_leaves_all_of_a_roster_or_nothing(prepared: Prepared, round_: int) -> None:
    """Killed at a random moment, a roster is there as a whole with its entry in the audit or not at all, posts that were
    acknowledged are kept, and the same roster can be taken at once."""
    assert prepared.before != prepared.after
    assert len(prepared.before) == STUDENTS
    with prepared.copy() as url:
        said = killed(url, "roster", random.Random(f"{round_} roster").uniform(0, 1.2 * prepared.seconds), prepared.key)
        engine = make_engine(url)
        seen = caseload_of(engine)
        assert seen == prepared.after if "done" in said else seen in (prepared.before, prepared.after)
        with reading(engine) as session:
            (entries,) = session.execute(text("SELECT count(*) FROM audit_entry WHERE action = 'roster.imported'")).one()
            posts = {row[0] for row in session.execute(text("SELECT subject FROM audit_entry WHERE action = 'student.changed'"))}
        assert entries == (2 if seen == prepared.after else 1)
        assert {words.replace("posted ", "post:") for words in said if words.startswith("posted")} <= posts
        _take(engine, Settings(keys=(prepared.key,)), 2)
        assert caseload_of(engine) == prepared.after
        assert schema.problems(engine) == []
        engine.dispose()
