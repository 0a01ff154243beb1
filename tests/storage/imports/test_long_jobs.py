"""Lists published and taken back as jobs: readers see all of a job or nothing of it, and nobody waits long."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from directory.errors import BusyError, DatabaseError
from directory.listings.edits import correct
from directory.models import Mark, Service, ServiceAtLocation
from directory.storage import directory_copy, jobs, shortlists
from directory.storage.engine import make_engine, reading, writing
from directory.storage.imports import repairs
from directory.storage.imports.long_jobs import publish_list, undo_import
from directory.storage.imports.past_imports import imports
from directory.storage.imports.publication import publish
from directory.storage.imports.repairs import recover
from directory.storage.jobs import JobKind, JobState
from directory.storage.pace import batches
from directory.storage.search import search
from directory.storage.write_lock import HOLDS
from importers.fields import Target
from tests.storage.by_hand import coordinator
from tests.storage.editions import NOON, TODAY, directory_of, edition

pytestmark = pytest.mark.slow


class StopError(Exception):
    """What a test raises in the middle of a job."""


@pytest.fixture
def sqlite(tmp_path: Path, upgraded_sqlite: Path) -> Iterator[Engine]:
    path = tmp_path / "directory.db"
    path.write_bytes(upgraded_sqlite.read_bytes())
    engine = make_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@contextmanager
def between(look: Callable[[], None]) -> Iterator[None]:
    """Calls `look` whenever the lock has just been freed, in the middle of a job too."""

    def call(_milliseconds: float) -> None:
        HOLDS.told.remove(call)  # what it does itself may write
        try:
            look()
        finally:
            HOLDS.told.append(call)

    HOLDS.told.append(call)
    try:
        yield
    finally:
        HOLDS.told.remove(call)


def published(engine: Engine, number: int, rows: int = 40) -> int:
    done = publish_list(engine, edition(number, rows), today=TODAY, now=NOON)
    assert done.import_id is not None
    return done.import_id


def half_done(engine: Engine) -> bool:
    with reading(engine) as session:
        return session.execute(text("SELECT 1 FROM directory_copy")).first() is not None


def test_short_transactions_write_what_one_does(sqlite: Engine, tmp_path: Path, upgraded_sqlite: Path) -> None:
    """A list published in many short transactions leaves the very rows that it leaves when it is published in one."""
    path = tmp_path / "other.db"
    path.write_bytes(upgraded_sqlite.read_bytes())
    other = make_engine(f"sqlite:///{path}")
    for number in (1, 2):
        published(sqlite, number)
        with writing(other) as session:
            publish(session, edition(number).staged(session, TODAY), NOON)
        assert directory_of(sqlite) == directory_of(other)
    other.dispose()


def test_readers_see_nothing_of_a_half_done_job(sqlite: Engine) -> None:
    """While a list is published or taken back, readers see the directory, its search and its imports as they were before."""
    published(sqlite, 1)
    reader, seen = make_engine(str(sqlite.url)), []

    def everything() -> tuple[object, ...]:
        with reading(reader) as session:
            found = [search(session, words).hits for words in ("choir", "chess", "homework")]
            listed = [(one.import_id, one.state) for one in imports(session)]
        return directory_of(reader), found, listed

    def job(do: Callable[[], object]) -> None:
        before = everything()
        with between(lambda: seen.append((half_done(sqlite), everything() == before))):
            do()
        # The last look is after the job's last transaction.
        assert all(same for _, same in seen[:-1])
        assert sum(hidden for hidden, _ in seen) > 8
        assert seen[-1] == (False, False)
        seen.clear()

    job(lambda: published(sqlite, 2))
    job(lambda: undo_import(sqlite, 2, NOON))
    reader.dispose()


def test_undoing_a_job_brings_the_directory_back(engine: Engine) -> None:
    """What a list changed is as it was before when it is taken back, and gone where it was not there."""
    nothing = directory_of(engine)
    first = published(engine, 1)
    before = directory_of(engine)
    assert undo_import(engine, published(engine, 2), NOON) > 30
    assert directory_of(engine) == before
    undo_import(engine, first, NOON)
    assert directory_of(engine) == nothing


def test_a_job_that_fails_leaves_nothing(sqlite: Engine, tmp_path: Path) -> None:
    """Whatever ends a publication in its middle takes all of it back, and the job says that it failed."""
    published(sqlite, 1)
    before = directory_of(sqlite)
    with between(stop_when_half_done(sqlite, 7)), pytest.raises(StopError):
        published(sqlite, 2)
    assert directory_of(sqlite) == before
    assert not half_done(sqlite)
    assert sorted(path.name for path in tmp_path.iterdir() if "before" in path.name) == []
    with reading(sqlite) as session:
        assert [one.import_id for one in imports(session)] == [1]
        assert [job.subject for job in jobs.in_state(session, JobState.FAILED)] == ["list"]
    assert published(sqlite, 2)


@pytest.mark.parametrize("undone", [False, True])
def test_a_job_that_always_fails_has_an_end(sqlite: Engine, monkeypatch: pytest.MonkeyPatch, *, undone: bool) -> None:
    """A job that cannot be put right record by record leaves the directory as it was before, open to corrections, and says so."""
    published(sqlite, 1)
    if undone:
        published(sqlite, 2)
    before, shown = directory_of(sqlite), imports_of(sqlite)
    tries = 0

    def fail(*_: object) -> None:
        nonlocal tries
        tries += 1
        raise StopError

    with monkeypatch.context() as broken:
        broken.setattr("directory.storage.imports.undo.remove_links", fail)
        broken.setattr("directory.storage.imports.undo.restore_links", fail)
        if undone:
            with pytest.raises(StopError):
                undo_import(sqlite, 2, NOON)
        else:
            with between(stop_when_half_done(sqlite, 14)), pytest.raises(StopError):
                published(sqlite, 2)
    assert tries == repairs.MOST_REPAIRS + undone
    assert directory_of(sqlite) == before
    assert imports_of(sqlite) == shown
    with reading(sqlite) as session:
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        (job,) = jobs.in_state(session, JobState.FAILED, JobState.RUNNING)
        assert job.state is JobState.FAILED
        assert "brought back to what it was before" in (job.words or "")
        assert "StopError, test_long_jobs.py line" in (job.words or "")
        assert search(session, "homework").hits
    # Everything works again: the list is published and taken back as if nothing had been.
    last = 2 if undone else published(sqlite, 2)
    undo_import(sqlite, last, NOON)
    with writing(sqlite) as session:
        jobs.lock_listings(session)


def imports_of(engine: Engine) -> list[tuple[int, str]]:
    with reading(engine) as session:
        return [(one.import_id, one.state) for one in imports(session)]


def stop_when_half_done(engine: Engine, at: int) -> Callable[[], None]:
    """What raises StopError at the look of this number at a half-done job."""
    looks = 0

    def stop() -> None:
        nonlocal looks
        looks += half_done(engine)
        if looks == at:
            raise StopError

    return stop


def test_a_job_whose_repair_ends_the_process_has_an_end(sqlite: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each try to put a job right is counted before it begins, so that one which kills its process is not tried for ever."""
    published(sqlite, 1)
    before = directory_of(sqlite)

    def killed(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(repairs, "_put_right_by_records", killed)
        with between(stop_when_half_done(sqlite, 7)), pytest.raises(SystemExit):
            published(sqlite, 2)
        for _ in range(repairs.MOST_REPAIRS - 1):
            with pytest.raises(SystemExit):
                recover(sqlite, NOON)
        assert half_done(sqlite)
        recover(sqlite, NOON)
    assert not half_done(sqlite)
    assert directory_of(sqlite) == before


def test_a_full_disk_is_no_reason_to_give_a_job_up(sqlite: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the database cannot be written a job is not put right; when it can, the undoing is finished."""
    nothing = directory_of(sqlite)
    published(sqlite, 1)

    def full(*_: object) -> None:
        raise DatabaseError("The disk is full: nothing was saved. Make room and try again.")

    with monkeypatch.context() as broken:
        broken.setattr("directory.storage.imports.undo.remove_links", full)
        with pytest.raises(DatabaseError):
            undo_import(sqlite, 1, NOON)
    assert half_done(sqlite)
    recover(sqlite, NOON)
    assert directory_of(sqlite) == nothing


def test_a_correction_meanwhile_is_refused_in_a_sentence(sqlite: Engine) -> None:
    """While a job is under way a correction is refused, and says how far the job is and what to do; other work goes on."""
    published(sqlite, 1)
    with reading(sqlite) as session:
        record_id = session.scalars(select(ServiceAtLocation.id)).first() or ""
    staff_id = coordinator(sqlite)
    refused: list[str] = []

    def work() -> None:
        if not half_done(sqlite):
            return
        with writing(sqlite) as session:
            session.merge(Mark(name="work", value="goes on"))
            shortlists.add(session, shortlists.Shortlist(staff_id), record_id, NOON)
        with pytest.raises(BusyError) as told, writing(sqlite) as session:
            correct(session, record_id, {Target.SERVICE_NAME: "Drums"}, staff_id=None, now=NOON)
        refused.append(str(told.value))

    with between(work):
        undo_import(sqlite, 1, NOON)
    assert "The list “list” is being undone (" in refused[-1]
    assert " % done). Nothing was saved." in refused[-1]
    with reading(sqlite) as session:
        assert session.scalar(select(Mark.value)) == "goes on"
        assert shortlists.listed(session, shortlists.Shortlist(staff_id)) == ()
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        assert session.scalar(select(Service.id)) is None


def test_a_few_records_need_no_copy(sqlite: Engine) -> None:
    """A list that changes a few records is published in one transaction, since that is as short."""
    hidden: list[bool] = []
    with between(lambda: hidden.append(half_done(sqlite))):
        published(sqlite, 1, rows=8)
    assert not any(hidden)


def test_recovery_leaves_a_job_that_is_under_way_alone(engine: Engine) -> None:
    """Who looks for something to put right while another process works finds that it is under way."""
    with jobs.lease(engine), writing(engine) as session:
        jobs.begin(session, jobs.ask(session, jobs.JobKind.IMPORT, "list", now=NOON))
    other = make_engine(engine.url.render_as_string(hide_password=False))
    with jobs.lease(engine), pytest.raises(BusyError):
        recover(other, NOON)
    recover(other, NOON)
    with reading(engine) as session:
        assert [job.subject for job in jobs.in_state(session, JobState.INTERRUPTED)] == ["list"]
    other.dispose()


def test_recovery_removes_a_copy_that_nobody_reads(sqlite: Engine) -> None:
    """A job that was killed after its last transaction leaves its copy: recovery removes it, unless a job works again."""
    database = jobs.database_file(sqlite)
    assert database is not None
    copy = database.with_name(directory_copy.make(database))
    with jobs.lease(sqlite):
        recover(make_engine(sqlite.url.render_as_string(hide_password=False)), NOON)
        assert copy.exists()
    recover(sqlite, NOON)
    assert not copy.exists()


def test_a_copy_that_was_removed_stops_nobody(sqlite: Engine) -> None:
    """Where the file of a half-done job is gone, its tables are read and written instead of waiting for it forever."""
    with writing(sqlite) as session:
        session.execute(text("INSERT INTO directory_copy (file, import_id) VALUES ('gone.db', NULL)"))
    with writing(sqlite) as session:
        assert imports(session) == []
        session.execute(text("DELETE FROM directory_copy"))
    with reading(sqlite) as session:
        assert session.scalar(text("SELECT count(*) FROM directory_copy")) == 0


def test_what_is_only_read_keeps_nobody_from_writing(sqlite: Engine) -> None:
    """Between two parts a job finds out what it will write: others may write then, and it sees what it wrote itself."""
    with writing(sqlite) as session:
        job_id = jobs.ask(session, JobKind.IMPORT, "list", now=NOON)
    hurried = make_engine(str(sqlite.url), patience=0)

    def look(session: Session, part: Sequence[str]) -> tuple[list[str], list[str]]:
        with writing(hurried) as other:
            other.merge(Mark(name="other", value=part[0]))
        return list(part), list(session.scalars(select(Mark.name).where(Mark.name.startswith("mine")).order_by(Mark.name)))

    names = [f"mine {letter}" for letter in "abcdefghijkl"]
    done: list[str] = []
    with batches(sqlite, job_id) as pace:
        for part, written in pace.looked(names, look):
            assert written == done
            pace.session.add_all(Mark(name=name, value="") for name in part)
            pace.session.flush()
            with pytest.raises(DatabaseError, match="Another program"), writing(hurried) as other:
                other.connection()
            done += part
    hurried.dispose()
    assert done == names
