"""A backup holds everything that cannot be rebuilt, and what one engine wrote the other restores."""

from __future__ import annotations

import datetime
import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import pyrage
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Engine,
    Float,
    Integer,
    LargeBinary,
    Table,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.orm import Session

from directory.demo.district import make_demo
from directory.errors import DeskError, KeysError, RefusedError, UnreadableError, UsageError
from directory.models import (
    AuditEntry,
    DocumentWords,
    Mark,
    MatchCandidate,
    SearchDocument,
    StaffSession,
    Student,
    Word,
    WordKey,
    metadata,
    table,
)
from directory.models.base import Code
from directory.settings import Settings
from directory.storage import keyring
from directory.storage.backup import document
from directory.storage.backup.creation import save
from directory.storage.backup.encryption import seal
from directory.storage.backup.restore import OpenedBackup, open_backup, restore
from directory.storage.engine import make_engine, reading, writing
from directory.storage.listings.export import export_csv
from directory.storage.migrations import HEAD
from directory.storage.schema import problems, upgrade
from tests.conftest import ENGINES

pytestmark = pytest.mark.slow

TODAY = datetime.date(2026, 9, 1)
NOW = datetime.datetime.combine(TODAY, datetime.time(16))
NOON = datetime.datetime(2026, 9, 1, 12, 0, 0, 123456)
PASSPHRASE = "maple cedar elm oak é"  # noqa: S105  # a test's own
DATA_KEY = b"\x00data key\xff"

# One value of each kind of column, chosen to be awkward.
SAMPLES: tuple[tuple[type[Any], Any], ...] = (
    (JSON, {"a": [1, None, "ü"], "\\": {}}),
    (DateTime, NOON),
    (Date, TODAY),
    (LargeBinary, bytes(range(256))),
    (Boolean, True),
    (Float, 0.1 + 0.2),
    (Integer, 3),
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(keys_file=tmp_path / "keys")


@contextmanager
def empty(request: pytest.FixtureRequest, kind: str, folder: Path) -> Iterator[Engine]:
    """An engine of this kind on an upgraded database without rows."""
    if kind == "sqlite":
        engine = make_engine(f"sqlite:///{folder / 'restored.db'}")
        upgrade(engine)
        yield engine
        engine.dispose()
        return
    cluster = request.getfixturevalue("cluster")
    with cluster.database(request.getfixturevalue("upgraded_postgresql")) as name:
        engine = make_engine(cluster.url(name))
        yield engine
        engine.dispose()


def fill(engine: Engine, settings: Settings) -> None:
    """The demo directory, keys, a row in every table that it leaves empty, and a student whose key is wrapped.

    No job is half done: the row that says so stands for a file beside the database.
    """
    with writing(engine) as session:
        make_demo(session, TODAY, NOW)
        keyring.make_keys(session, settings)
        for one in metadata.sorted_tables:
            if one.name != "directory_copy" and not session.scalar(select(func.count()).select_from(one)):
                session.execute(insert(one).values({column.name: sample(session, column) for column in one.columns}))
        student = session.scalars(select(Student)).one()
        student.data_key = keyring.open_keys(session, settings).wrap(DATA_KEY)


def sample(session: Session, column: Column[Any]) -> Any:
    for key in column.foreign_keys:
        return session.scalar(select(key.column).order_by(key.column).limit(1))
    if isinstance(column.type, Code):
        codes: type[StrEnum] = column.type.kind
        return next(iter(codes))
    for kind, value in SAMPLES:
        if isinstance(column.type, kind):
            return value
    return f"{column.name}: é 字 🙂 \"'\\\n"[: getattr(column.type, "length", None)]


def contents(engine: Engine) -> dict[str, list[str]]:
    """All rows of the tables that a backup keeps."""
    with reading(engine) as session:
        return {kept.name: everything(session, kept) for kept in document.kept_tables()}


def everything(session: Session, wanted: Table) -> list[str]:
    """The rows as texts in the order of their letters, since engines order texts each in their own way."""
    return sorted(str(tuple(row)) for row in session.execute(select(*wanted.columns)))


def lookups(engine: Engine) -> list[list[str]]:
    """The tables that are rebuilt for finding."""
    with reading(engine) as session:
        return [everything(session, table(model)) for model in (MatchCandidate, SearchDocument, DocumentWords, Word, WordKey)]


@contextmanager
def refused(kind: type[DeskError], words: str) -> Iterator[None]:
    with pytest.raises(kind, match=words):
        yield


def backed_up(engine: Engine, settings: Settings) -> OpenedBackup:
    """What a backup would hold, without the slow seal."""
    with reading(engine) as session:
        counts = {kept.name: len(everything(session, kept)) for kept in document.kept_tables()}
        keys = keyring.given_keys(settings)
        rows = [(kept, session.execute(select(*kept.columns)).all()) for kept in document.kept_tables()]
    written = document.write(document.Manifest(HEAD, NOON, counts, keys), rows)
    return OpenedBackup(document.read_manifest(written), written)


@pytest.fixture
def filled(upgraded_sqlite: Path, tmp_path: Path, settings: Settings) -> Iterator[Engine]:
    """A filled SQLite database, for what does not hang on the engine."""
    path = tmp_path / "filled.db"
    path.write_bytes(upgraded_sqlite.read_bytes())
    engine = make_engine(f"sqlite:///{path}")
    fill(engine, settings)
    yield engine
    engine.dispose()


def test_what_one_engine_wrote_each_restores(
    engine: Engine, settings: Settings, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Every kept row, the keys, the look-ups and the export are the same in a new database of either engine, and it goes on."""
    fill(engine, settings)
    file = tmp_path / "district.backup"
    with reading(engine) as session:
        manifest = save(session, settings, file, PASSPHRASE, now=NOON)
        export = export_csv(session)
    assert file.stat().st_mode & 0o777 == 0o600
    assert min(manifest.counts.values()) > 0
    backup = open_backup(file.read_bytes(), PASSPHRASE)
    assert backup.manifest == manifest
    for kind in ENGINES:
        there = replace(settings, keys_file=tmp_path / kind / "keys")
        with empty(request, kind, tmp_path) as target:
            with writing(target) as session:
                restore(session, there, backup)
            assert contents(target) == contents(engine)
            assert lookups(target) == lookups(engine)
            assert problems(target) == []
            with writing(target) as session:
                assert export_csv(session) == export
                keys = keyring.open_keys(session, there)
                assert keys.unwrap(session.scalars(select(Student.data_key)).one() or b"") == DATA_KEY
                assert session.scalars(select(StaffSession)).all() == []
                session.add(AuditEntry(at=NOON, action="restored"))
                make_demo(session, TODAY + datetime.timedelta(days=1), NOW)
        assert there.keys_file.stat().st_mode & 0o777 == 0o600


def test_a_backup_shows_nothing(filled: Engine, settings: Settings) -> None:
    """The file is age's, which `age --decrypt` and `gunzip` open; neither its bytes nor what is printed of it hold a key."""
    backup = backed_up(filled, settings)
    key = backup.manifest.keys[0]
    assert key in settings.keys_file.read_text("utf-8")
    assert key not in repr(backup)
    sealed = seal(backup.document, PASSPHRASE)
    assert key.encode() not in sealed
    assert key.encode() in gzip.decompress(pyrage.passphrase.decrypt(sealed, PASSPHRASE))


@pytest.mark.parametrize("passphrase", ["", "eleven char"])
def test_a_short_passphrase_is_refused(filled: Engine, settings: Settings, tmp_path: Path, passphrase: str) -> None:
    """A passphrase that could be guessed is refused, and no file is made."""
    with reading(filled) as session, refused(UsageError, "12 characters or more"):
        save(session, settings, tmp_path / "district.backup", passphrase, now=NOON)
    assert not (tmp_path / "district.backup").exists()


def test_no_backup_is_written_over(filled: Engine, settings: Settings, tmp_path: Path) -> None:
    """A file that is there stays as it is."""
    file = tmp_path / "district.backup"
    file.write_text("dear old words", "utf-8")
    with reading(filled) as session, refused(RefusedError, "choose another name"):
        save(session, settings, file, PASSPHRASE, now=NOON)
    assert file.read_text("utf-8") == "dear old words"


def test_no_backup_without_its_keys(filled: Engine, settings: Settings, tmp_path: Path) -> None:
    """Where the keys are missing or others, there is no backup, since nobody could open what is sealed in it."""
    given = Fernet.generate_key().decode()
    for wrong, words in (
        (replace(settings, keys=(given,)), "another database"),
        (Settings(keys_file=tmp_path / "no"), "missing"),
    ):
        with reading(filled) as session, refused(KeysError, words):
            save(session, wrong, tmp_path / "district.backup", PASSPHRASE, now=NOON)
    assert not list(tmp_path.glob("*backup*"))


def test_a_full_database_is_not_restored_into(filled: Engine, engine: Engine, settings: Settings) -> None:
    """Where a single row stands already, nothing is written, not even the keys."""
    with writing(engine) as session:
        session.add(Mark(name="mine", value="here"))
    before = contents(engine)
    there = replace(settings, keys_file=settings.keys_file.with_name("others"))
    backup = backed_up(filled, settings)
    with refused(RefusedError, r"not empty \(it has rows of mark\)"), writing(engine) as session:
        restore(session, there, backup)
    assert contents(engine) == before
    assert not there.keys_file.exists()


def test_other_keys_are_not_written_over(filled: Engine, engine: Engine, settings: Settings) -> None:
    """The backup's keys may be in place already, in the file or the environment; others there stop the restoring."""
    backup = backed_up(filled, settings)
    other = Fernet.generate_key().decode()
    others = settings.keys_file.with_name("others")
    others.write_text(other + "\n", "utf-8")
    others.chmod(0o600)
    for wrong, words in (
        (Settings(keys=(other,)), "REFERRAL_DESK_KEYS holds other"),
        (Settings(keys_file=others), "move that file"),
    ):
        with refused(RefusedError, words), writing(engine) as session:
            restore(session, wrong, backup)
    assert others.read_text("utf-8") == other + "\n"
    with writing(engine) as session:
        restore(session, Settings(keys=(other, *backup.manifest.keys), keys_file=others), backup)
    assert contents(engine) == contents(filled)


def test_a_code_that_this_program_does_not_know_is_kept(filled: Engine, engine: Engine, settings: Settings) -> None:
    """A backup holds whatever a database holds: one odd row must not cost a district its backup, nor its restoring."""
    with writing(filled) as session:
        session.execute(text("UPDATE staff SET role = 'auditor'"))
    opened = backed_up(filled, settings)
    with writing(engine) as session:
        restore(session, settings, opened)
    assert contents(engine) == contents(filled)
    with reading(engine) as session:
        assert "auditor" in session.scalars(text("SELECT role FROM staff"))


def test_a_row_that_is_missing_is_noticed(filled: Engine, engine: Engine, settings: Settings) -> None:
    """Where the rows are not those that the backup says it holds, nothing is kept."""
    backup = backed_up(filled, settings)
    counts = {name: count + (name == "student") for name, count in backup.manifest.counts.items()}
    there = replace(settings, keys_file=settings.keys_file.with_name("others"))
    with refused(UnreadableError, "damaged"), writing(engine) as session:
        restore(session, there, replace(backup, manifest=replace(backup.manifest, counts=counts)))
    assert not any(contents(engine).values())
    assert not there.keys_file.exists()


def test_a_district_without_keys_yet(engine: Engine, settings: Settings, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """A directory that was never used with keys is kept and restored without any."""
    with writing(engine) as session:
        session.add(Mark(name="mine", value="here"))
    backup = backed_up(engine, settings)
    with empty(request, "sqlite", tmp_path / "new") as target:
        with writing(target) as session:
            restore(session, settings, backup)
        assert contents(target) == contents(engine)
    assert not settings.keys_file.exists()
