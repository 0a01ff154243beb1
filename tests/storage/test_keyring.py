"""The keys of a database are made once, told apart from others, and changed for new ones without losing anything."""

from __future__ import annotations

import base64
import datetime
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine, select

from directory.errors import KeysError, RefusedError
from directory.keys import Keys
from directory.models import Mark, School, Student
from directory.settings import Settings
from directory.storage import keyring
from directory.storage.engine import reading, writing

NOON = datetime.datetime(2026, 9, 1, 12, 0, 0)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(keys_file=tmp_path / "private" / "keys")


def make(engine: Engine, settings: Settings) -> Path:
    with writing(engine) as session:
        return keyring.make_keys(session, settings)


def add_students(engine: Engine, settings: Settings, count: int) -> None:
    with writing(engine) as session:
        keys = keyring.open_keys(session, settings)
        session.add(School(id="school", name="Maple Elementary"))
        session.flush()
        session.add_all(
            Student(
                id=f"student-{number}",
                number_hash=keys.digest("number", str(number)),
                school_id="school",
                status="enrolled",
                data_key=keys.wrap(f"data key {number}".encode()),
                made_at=NOON,
                changed_at=NOON,
            )
            for number in range(count)
        )


def wrapped_keys(engine: Engine) -> dict[str, bytes | None]:
    with reading(engine) as session:
        return {row.id: row.data_key for row in session.execute(select(Student.id, Student.data_key))}


def rotate(engine: Engine, settings: Settings) -> int:
    with writing(engine) as session:
        count = keyring.rotate(session, settings)
    with writing(engine) as session:
        keyring.drop_old_keys(session, settings)
    return count


def in_file(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]


@contextmanager
def refused(words: str) -> Iterator[None]:
    with pytest.raises(KeysError, match=words):
        yield


def test_a_made_key_file_is_its_owners_alone(engine: Engine, settings: Settings) -> None:
    """`make_keys` writes one key that nobody else can read, leaves nothing beside it, and the keys open the database."""
    path = make(engine, settings)
    assert path == settings.keys_file
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    with reading(engine) as session:
        keys = keyring.open_keys(session, settings)
        assert keys is keyring.open_keys(session, settings)
    assert keys.unwrap(keys.wrap(b"data key")) == b"data key"


def test_keys_are_made_once(engine: Engine, settings: Settings, tmp_path: Path) -> None:
    """Keys are made neither over a file, nor for a database that has some, nor where the environment holds them."""
    path = make(engine, settings)
    before = path.read_bytes()
    for other, words in (
        (settings, "left as they are"),
        (Settings(keys_file=tmp_path / "others"), "has keys already"),
        (Settings(keys=(Fernet.generate_key().decode(),), keys_file=tmp_path / "others"), "REFERRAL_DESK_KEYS holds"),
    ):
        with pytest.raises(RefusedError, match=words):
            make(engine, other)
    assert path.read_bytes() == before
    assert not (tmp_path / "others").exists()


def test_of_many_at_once_one_makes_the_keys(engine: Engine, settings: Settings) -> None:
    """Of eight who make keys at once, one does, the others are refused, and the file opens the database."""

    def one(_: int) -> bool:
        try:
            make(engine, settings)
        except RefusedError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(8))) == 1
    with reading(engine) as session:
        keyring.open_keys(session, settings)


def test_many_who_start_at_once_agree_on_the_lookup_secret(engine: Engine, settings: Settings) -> None:
    """Of eight services that start at once with keys of the environment, all make the same hashes."""
    given = Settings(keys=(Fernet.generate_key().decode(),), keys_file=settings.keys_file)

    def one(_: int) -> str:
        with writing(engine) as session:
            return keyring.prepare_keys(session, given).digest("number", "1234")

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(one, range(8)))) == 1
    assert not given.keys_file.exists()


def test_no_keys_at_all(engine: Engine, settings: Settings) -> None:
    """Without keys the error names both ways to come to some; where they were lost, it asks for them back."""
    for use in (keyring.open_keys, keyring.prepare_keys):
        with writing(engine) as session, refused(r"run `referral-desk keys make`, or set REFERRAL_DESK_KEYS"):
            use(session, settings)
    make(engine, settings).unlink()
    with reading(engine) as session, refused("The keys of this database are missing: put their file back"):
        keyring.open_keys(session, settings)


def test_keys_that_were_never_used(engine: Engine) -> None:
    """Who only reads gives a database no lookup secret, and says how it gets one."""
    given = Settings(keys=(Fernet.generate_key().decode(),))
    with reading(engine) as session, refused("referral-desk serve"):
        keyring.open_keys(session, given)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "is empty, which counts as none"),
        (b"# nothing but words\n\n", "holds no key"),
        (b"short\n", "Key 1 in .* is not a key"),
        (base64.urlsafe_b64encode(bytes(32)) + b"\n" + "ключ\n".encode(), "Key 2 in .* is not a key"),
        (b"\xff\xfe\x00", "is not a file of keys"),
    ],
)
def test_a_file_that_holds_no_keys(settings: Settings, text: bytes, words: str) -> None:
    """A file without a valid key is reported without a word of its content."""
    settings.keys_file.parent.mkdir()
    settings.keys_file.write_bytes(text)
    settings.keys_file.chmod(0o600)
    with refused(words):
        keyring.service_keys(settings)


def test_a_file_with_remarks(settings: Settings) -> None:
    """Blank lines and what follows a # are left out, and the order stays."""
    keys = [Fernet.generate_key().decode() for _ in range(2)]
    settings.keys_file.parent.mkdir()
    settings.keys_file.write_text(f"# ours\n\n{keys[0]}  # since March\n  {keys[1]}\n", "utf-8")
    settings.keys_file.chmod(0o600)
    assert keyring.service_keys(settings) == tuple(keys)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps such rights elsewhere")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_file_that_others_may_read(engine: Engine, settings: Settings, mode: int) -> None:
    """A key file that others may read is refused, with the command that mends it."""
    make(engine, settings).chmod(mode)
    with reading(engine) as session, refused("chmod 600"):
        keyring.open_keys(session, settings)


def test_keys_of_another_database(engine: Engine, settings: Settings) -> None:
    """Keys that do not open this database's lookup secret are noticed at once by everyone who opens them."""
    make(engine, settings)
    other = Settings(keys=(Fernet.generate_key().decode(),))
    for use in (keyring.open_keys, keyring.prepare_keys, keyring.rotate):
        with writing(engine) as session, refused("These are the keys of another database"):
            use(session, other)


def test_rotation_keeps_everything_and_drops_the_old_key(engine: Engine, settings: Settings) -> None:
    """After a rotation all opens as before under one new key, look-ups are the same, and the old key opens nothing."""
    make(engine, settings)
    add_students(engine, settings, 30)
    with writing(engine) as session:
        session.add(Student(id="gone", school_id="school", status="left", made_at=NOON, changed_at=NOON))
    old, before = in_file(settings.keys_file), wrapped_keys(engine)
    with reading(engine) as session:
        digest = keyring.open_keys(session, settings).digest("number", "7")
    assert rotate(engine, settings) == 30
    new, after = in_file(settings.keys_file), wrapped_keys(engine)
    assert len(new) == 1
    assert new != old
    assert settings.keys_file.stat().st_mode & 0o777 == 0o600
    with reading(engine) as session:
        keys = keyring.open_keys(session, settings)
        assert session.scalar(select(Student.id).where(Student.number_hash == digest)) == "student-7"
    assert keys.digest("number", "7") == digest
    assert after.pop("gone") is before.pop("gone") is None
    for student_id, wrapped in after.items():
        assert wrapped is not None
        assert wrapped != before[student_id]
        assert keys.unwrap(wrapped) == student_id.replace("student-", "data key ").encode()
        with pytest.raises(KeysError):
            Keys([Fernet(key) for key in old], b"").unwrap(wrapped)
    with reading(engine) as session, refused("another database"):
        keyring.open_keys(session, Settings(keys=tuple(old)))


def test_a_rotation_that_is_broken_off_loses_nothing(engine: Engine, settings: Settings) -> None:
    """Whether it ends before its commit or after it, the file opens everything, and the next rotation mends it."""
    make(engine, settings)
    add_students(engine, settings, 3)

    def break_off() -> None:
        with writing(engine) as session:
            keyring.rotate(session, settings)
            raise InterruptedError

    def opens() -> None:
        with reading(engine) as session:
            keys = keyring.open_keys(session, settings)
        assert {keys.unwrap(wrapped or b"") for wrapped in wrapped_keys(engine).values()} == {
            b"data key 0",
            b"data key 1",
            b"data key 2",
        }

    with pytest.raises(InterruptedError):
        break_off()
    opens()
    with writing(engine) as session, refused("another database"):
        keyring.drop_old_keys(session, settings)
    opens()
    with writing(engine) as session:
        keyring.rotate(session, settings)
    assert len(in_file(settings.keys_file)) == 3
    opens()
    rotate(engine, settings)
    assert len(in_file(settings.keys_file)) == 1
    opens()


def test_rotation_with_keys_of_the_environment(engine: Engine, settings: Settings) -> None:
    """With keys of the environment all is wrapped under the first of them, and no file is made."""
    old, new = (Fernet.generate_key().decode() for _ in range(2))
    before = Settings(keys=(old,), keys_file=settings.keys_file)
    with writing(engine) as session:
        digest = keyring.prepare_keys(session, before).digest("number", "1")
    add_students(engine, before, 2)
    assert rotate(engine, Settings(keys=(new, old), keys_file=settings.keys_file)) == 2
    with reading(engine) as session:
        keys = keyring.open_keys(session, Settings(keys=(new,)))
    assert keys.digest("number", "1") == digest
    assert {keys.unwrap(wrapped or b"") for wrapped in wrapped_keys(engine).values()} == {b"data key 0", b"data key 1"}
    assert not settings.keys_file.exists()


def test_a_rotation_waits_for_who_writes(engine: Engine, settings: Settings) -> None:
    """A student who is written while a rotation begins is wrapped again with the others."""
    make(engine, settings)
    add_students(engine, settings, 1)
    begun = Event()

    def rotating() -> int:
        begun.set()
        return rotate(engine, settings)

    with ThreadPoolExecutor(1) as pool:
        with writing(engine) as session:
            keys = keyring.open_keys(session, settings)
            done = pool.submit(rotating)
            assert begun.wait(10)
            session.add(
                Student(
                    id="late", school_id="school", status="enrolled", data_key=keys.wrap(b"late"), made_at=NOON, changed_at=NOON
                )
            )
        assert done.result(30) == 2
    with reading(engine) as session:
        assert keyring.open_keys(session, settings).unwrap(wrapped_keys(engine)["late"] or b"") == b"late"


def test_the_lookup_secret_stands_nowhere_in_the_open(engine: Engine, settings: Settings) -> None:
    """What the database keeps of the lookup secret is a token that the service key opens."""
    path = make(engine, settings)
    with reading(engine) as session:
        token = session.scalar(select(Mark.value).where(Mark.name == keyring.LOOKUP))
    assert token is not None
    assert len(Fernet(in_file(path)[0]).decrypt(token)) == 32
