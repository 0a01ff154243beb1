"""Files that hold secrets: closed to others whatever the umask is, whole or not there, and never written over by mistake."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import text

from directory import clock
from directory.errors import BusyError, DatabaseError, RefusedError
from directory.storage import database_file, jobs, schema
from directory.storage.engine import make_engine, reading, writing
from directory.storage.files import write_all, write_new
from directory.students import changes
from tests.command_line import CommandLine
from tests.district import District, open_engine
from tests.students.making import ADMINISTRATOR

WORDS = b"what nobody else may read"


@pytest.fixture(autouse=True)
def careless_umask() -> Iterator[None]:
    """The widest rights for whatever does not choose its own."""
    before = os.umask(0)
    yield
    os.umask(before)


def rights(path: Path) -> int:
    return path.stat().st_mode & 0o777


def opened(path: Path) -> None:
    """Makes the tables and leaves the log behind, as a service that runs does."""
    engine = make_engine(f"sqlite:///{path}")
    schema.ready(engine)
    with engine.connect():
        files = sorted(path.parent.iterdir())
        assert {file.name: rights(file) for file in files} == {f"{path.name}{end}": 0o600 for end in ("", "-shm", "-wal")}
    engine.dispose()


def test_a_new_database_is_closed_to_others(tmp_path: Path) -> None:
    """Folders that are made are 0700, the database and its log 0600, although the umask closes nothing."""
    opened(tmp_path / "new" / "deep" / "desk.db")
    assert [rights(tmp_path / "new"), rights(tmp_path / "new" / "deep")] == [0o700, 0o700]


def test_a_database_that_was_open_to_others_is_closed(tmp_path: Path) -> None:
    """What an older version left open, the database, its log and its folder, is closed at the next start."""
    folder = tmp_path / "old"
    folder.mkdir(mode=0o777)
    with closing(sqlite3.connect(folder / "desk.db")) as old:
        old.execute("PRAGMA journal_mode=WAL")
        old.execute("CREATE TABLE alembic_version (version_num text)")
        old.execute("DROP TABLE alembic_version")
        assert rights(folder / "desk.db") & 0o044
        opened(folder / "desk.db")
    assert rights(folder) == 0o700


def in_another_process(path: Path, statement: str) -> subprocess.CompletedProcess[str]:
    """Opens a SQLite file in a process of its own, runs the statement, and closes the file again."""
    program = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None); "
        "print(c.execute(sys.argv[2]).fetchall()); c.close()"
    )
    return subprocess.run([sys.executable, "-c", program, str(path), statement], capture_output=True, text=True, check=False)


def test_a_database_that_is_opened_once_more_keeps_its_log(tmp_path: Path) -> None:
    """What is written after a second opening and the end of another process is seen by every process, and stays."""
    path = tmp_path / "desk.db"
    first, second = (make_engine(f"sqlite:///{path}") for _ in range(2))
    with writing(first) as session:
        session.connection().exec_driver_sql("CREATE TABLE note (words text)")
    with reading(second) as session:
        session.connection().exec_driver_sql("SELECT count(*) FROM note")
    assert in_another_process(path, "SELECT count(*) FROM note").stdout == "[(0,)]\n"
    with writing(first) as session:
        session.connection().exec_driver_sql("INSERT INTO note VALUES ('kept')")
    assert in_another_process(path, "SELECT words FROM note").stdout == "[('kept',)]\n"
    first.dispose()
    second.dispose()
    assert in_another_process(path, "SELECT words FROM note").stdout == "[('kept',)]\n"


def test_a_lease_that_is_asked_for_once_more_is_kept_from_other_processes(tmp_path: Path) -> None:
    """A second try in the process that has the lease is refused, and leaves the lease with the first."""
    path = tmp_path / "desk.db"
    engine = make_engine(f"sqlite:///{path}")
    with jobs.lease(engine):
        with pytest.raises(BusyError), jobs.lease(engine, patience=0):
            pass
        assert "locked" in in_another_process(path.with_name("desk.db.job"), "BEGIN EXCLUSIVE").stderr
    assert in_another_process(path.with_name("desk.db.job"), "BEGIN EXCLUSIVE").returncode == 0


def test_a_folder_of_others_is_left_or_refused(tmp_path: Path) -> None:
    """A folder with other things in it stays readable as it was; one in which others may write is refused, in words."""
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o755)
    (shared / "something.txt").touch()
    engine = make_engine(f"sqlite:///{shared / 'desk.db'}")
    schema.ready(engine)
    engine.dispose()
    assert (rights(shared), rights(shared / "desk.db")) == (0o755, 0o600)
    shared.chmod(0o777)
    with pytest.raises(DatabaseError, match="chmod go-w"):
        schema.ready(make_engine(f"sqlite:///{shared / 'desk.db'}"))


def test_a_file_is_put_in_place_whole_and_over_no_other(tmp_path: Path) -> None:
    """A new file is closed to others and leaves nothing beside it; one with something in it is never written over."""
    path = tmp_path / "folder" / "secret"
    write_new(path, WORDS)
    assert (path.read_bytes(), rights(path), rights(path.parent)) == (WORDS, 0o600, 0o700)
    with pytest.raises(RefusedError, match="left as it is"):
        write_new(path, b"other words")
    assert path.read_bytes() == WORDS
    assert [one.name for one in path.parent.iterdir()] == ["secret"]


def test_an_empty_file_counts_as_none_and_left_over_parts_go(tmp_path: Path) -> None:
    """What a killed program left, an empty file and parts, is replaced and swept; a part that is being written stays."""
    path = tmp_path / "secret"
    path.touch()
    names = (f".secret.{'0a' * 8}.part", f".of another night.{'0b' * 8}.part", f".secret.{'0c' * 8}.part", ".download.part")
    old, another, fresh, others = (tmp_path / name for name in names)
    for part in (old, another, fresh, others):
        part.write_bytes(b"half of")
    for part in (old, another, others):
        os.utime(part, (time.time() - 7_200,) * 2)
    write_new(path, WORDS)
    assert path.read_bytes() == WORDS
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([fresh.name, others.name, "secret"])


def test_several_files_are_written_or_none(tmp_path: Path) -> None:
    """Files that are there are written over, closed to others; where one of several cannot be written, all stay as they were."""
    first, second = tmp_path / "a.pdf", tmp_path / "b.txt"
    first.write_bytes(b"of yesterday")
    for bad in (tmp_path / "no" / "folder.txt", tmp_path):
        with pytest.raises(RefusedError):
            write_all({first: WORDS, bad: WORDS})
        assert first.read_bytes() == b"of yesterday"
        assert [one.name for one in tmp_path.iterdir()] == ["a.pdf"]
    write_all({first: WORDS, second: WORDS})
    assert {one.name: (one.read_bytes(), rights(one)) for one in tmp_path.iterdir()} == {
        "a.pdf": (WORDS, 0o600), "b.txt": (WORDS, 0o600),
    }  # fmt: skip


def test_an_empty_database_counts_as_none(new_desk: CommandLine) -> None:
    """A database file with nothing in it is said to be empty, by the command that begins a new one in it and by no later one."""
    (new_desk.home.parent / "directory.db").touch(0o600)
    first, second = new_desk("db", "upgrade"), new_desk("db", "check")
    assert (first.returncode, "is empty, which counts as no file" in first.stderr) == (0, True)
    assert (second.returncode, second.stderr) == (0, "")


def test_an_empty_key_file_counts_as_none(desk: CommandLine) -> None:
    """A key file that a killed program left empty is said to be, and replaced by `keys make`; serving says so as well."""
    keys = desk.home.parent / "keys"
    keys.touch(0o600)
    refused = desk("serve")
    assert refused.returncode == 1
    assert "is empty, which counts as none" in refused.stderr
    made = desk("keys", "make")
    assert made.returncode == 0, made.stderr
    assert "counts as no file" in made.stdout
    assert keys.stat().st_size > 0


def test_an_export_is_its_owners_alone(desk: CommandLine) -> None:
    """`export csv` writes a file that nobody else can read, over one of before."""
    out = desk.folder / "out.csv"
    out.write_text("before")
    assert desk("export", "csv", "out.csv").returncode == 0
    assert rights(out) == 0o600
    assert "organization" in out.read_text()


@pytest.mark.slow
def test_a_deleted_students_key_is_gone_from_all_files(district_on_sqlite: District) -> None:
    """Within a minute no byte of the wrapped key is in the database, its log or its index, though others have been reading."""
    path = Path(district_on_sqlite.database_url.removeprefix("sqlite:///"))
    student, now = district_on_sqlite.ids.own.student, clock.now()
    with open_engine(district_on_sqlite.database_url) as engine, closing(sqlite3.connect(path)) as reader:
        ((key,),) = reader.execute("SELECT data_key FROM student WHERE id = ?", (student,)).fetchall()
        with writing(engine) as session:
            changes.touch(session, ADMINISTRATOR, student, now=now, action="student.changed", subject=None)
        assert held_in(path, key)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM student").fetchall()
        with writing(engine) as session:
            changes.delete_for_good(session, ADMINISTRATOR, student, today=now.date(), now=now)
        time.sleep(0.5)
        assert held_in(path, key), "a reader that still reads the state of before keeps it in the log"
        reader.execute("ROLLBACK")
        end = time.monotonic() + database_file.BLANKED_WITHIN
        while held_in(path, key) and time.monotonic() < end:
            time.sleep(0.1)
        assert held_in(path, key) == []


def held_in(path: Path, key: bytes) -> list[str]:
    """The files of a database that hold these bytes."""
    found = []
    for end in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            if key in path.with_name(path.name + end).read_bytes():
                found.append(end)
    return found


def test_an_upgrade_clears_what_older_programs_left(tmp_path: Path) -> None:
    """What was deleted before deleted pages were blanked is gone from every file after `db upgrade`; what is kept stays."""
    path = tmp_path / "desk.db"
    opened(path)
    with closing(sqlite3.connect(path)) as older:
        older.execute("PRAGMA secure_delete=OFF")
        older.execute("CREATE TABLE deleted (data_key TEXT)")
        older.executemany("INSERT INTO deleted VALUES (?)", [(WORDS.decode() * 40,)] * 40)
        older.execute("INSERT INTO mark (name, value) VALUES ('kept', 'still here')")
        older.commit()
        older.execute("DROP TABLE deleted")
        older.commit()
    assert WORDS in path.read_bytes()
    engine = make_engine(f"sqlite:///{path}")
    schema.upgrade(engine)
    with reading(engine) as session:
        assert session.execute(text("SELECT value FROM mark WHERE name = 'kept'")).scalar() == "still here"
        assert not [file for file in tmp_path.iterdir() if WORDS in file.read_bytes()]
    assert rights(path) == 0o600
    engine.dispose()
