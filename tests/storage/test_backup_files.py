"""The file of a backup: sealed so that other programs open it, and refused in words where it is another, older or damaged."""

from __future__ import annotations

import datetime
import gzip
import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pyrage
import pytest

from directory.errors import DeskError, KeysError, SchemaError, UnreadableError
from directory.storage.backup import document, encryption
from directory.storage.backup.encryption import MOST_WORK, WORK, seal, unseal
from directory.storage.backup.restore import open_backup
from directory.storage.migrations import HEAD

pytestmark = pytest.mark.slow

NOON = datetime.datetime(2026, 9, 1, 12, 0, 0, 123456)
WRAPPING_KEY = cache(encryption._wrapping_key)
PASSPHRASE = "maple cedar elm oak é"  # noqa: S105  # a test's own


@pytest.fixture(autouse=True)
def key_derived_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key of a passphrase and a salt is derived once: that takes a second by intent, and comes out the same."""
    monkeypatch.setattr(encryption, "_wrapping_key", WRAPPING_KEY)


@cache
def sealed_once() -> bytes:
    """A file of two chunks, the last of five bytes."""
    return seal(b"x" * 65_541, PASSPHRASE)


def test_a_file_that_does_not_open_says_why() -> None:
    """A wrong passphrase, a cut or altered file, and a file of another kind are told apart."""
    sealed = seal(b"x" * 200_000, PASSPHRASE)
    altered = sealed[:-20] + bytes([sealed[-20] ^ 1]) + sealed[-19:]
    with pytest.raises(KeysError, match="passphrase is not the one"):
        open_backup(sealed, PASSPHRASE + "!")
    for damaged in (sealed[:70_000], altered):
        with pytest.raises(UnreadableError, match="damaged or not whole"):
            open_backup(damaged, PASSPHRASE)
    with pytest.raises(UnreadableError, match="not a backup of Referral Desk"):
        open_backup(sealed, PASSPHRASE)
    for other in (b"", b"Agency,Program", sealed[:10], gzip.compress(b"{}")):
        with pytest.raises(UnreadableError, match="not a backup of Referral Desk"):
            open_backup(other, PASSPHRASE)
    identity = pyrage.x25519.Identity.generate()
    with pytest.raises(UnreadableError, match="not a backup of Referral Desk"):
        open_backup(pyrage.encrypt(b"x", [identity.to_public()]), PASSPHRASE)
    slow = sealed.replace(b" 20\n", b" 30\n", 1).replace(b" 19\n", b" 30\n", 1).replace(b" 18\n", b" 30\n", 1)
    with pytest.raises(UnreadableError, match="larger one"):
        open_backup(slow, PASSPHRASE)


@pytest.mark.parametrize(
    ("head", "kind", "words"),
    [
        ({"format": "something else"}, UnreadableError, "not a backup"),
        ({"schema": "0001"}, SchemaError, "older version .* restore it with the version of Referral Desk that made it"),
        ({"schema": "9999"}, SchemaError, "newer version"),
        ({"version": 2}, SchemaError, "newer version"),
        ({"made_at": "yesterday"}, UnreadableError, "damaged"),
    ],
)
def test_a_backup_of_another_version(head: dict[str, Any], kind: type[DeskError], words: str) -> None:
    """A backup of older or newer tables is refused with what to do, and so is what only looks like one."""
    whole = {
        "format": document.FORMAT,
        "version": 1,
        "schema": HEAD,
        "made_at": NOON.isoformat(),
        "counts": {},
        "keys": [],
    }
    assert document.read_manifest(gzip.compress(json.dumps(whole).encode())).made_at == NOON
    with pytest.raises(kind, match=words):
        document.read_manifest(gzip.compress(json.dumps(whole | head).encode()))


@pytest.mark.parametrize(
    "lines",
    [["[1]"], ['{"table": "staff_session", "columns": []}'], ['{"table": "mark", "columns": ["other"]}'], ["{}"], ["nothing"]],
)
def test_a_document_that_is_none(lines: list[str]) -> None:
    """Rows without their table, tables that a backup does not hold and lines that are no JSON are told as damage."""
    with pytest.raises(UnreadableError, match="damaged"):
        document.count_rows(gzip.compress("\n".join(["{}", *lines]).encode()))


@pytest.mark.audit
@pytest.mark.parametrize("length", [0, 65_536, 65_537])
def test_other_programs_open_what_is_sealed(length: int) -> None:
    """A backup is an age file of a fixed work factor, however busy the machine; another implementation opens it, and the
    other's is opened."""
    data = bytes(range(256)) * (length // 256) + b"x" * (length % 256)
    sealed = seal(data, PASSPHRASE)
    assert sealed.split(b"\n")[1].endswith(b" %d" % WORK)
    assert pyrage.passphrase.decrypt(sealed, PASSPHRASE) == data
    if length:
        assert unseal(pyrage.passphrase.encrypt(data, PASSPHRASE), PASSPHRASE) == data


@pytest.mark.parametrize(
    "damage",
    [
        lambda sealed: sealed[:-1],
        lambda sealed: sealed + b"x",
        lambda sealed: sealed[:60],
        lambda sealed: sealed[: sealed.index(b"---") + 48],
        lambda sealed: sealed[: -16 - 5],
        lambda sealed: sealed.replace(b" %d\n" % WORK, b" %d\n" % (MOST_WORK + 1), 1),
    ],
)
def test_a_sealed_file_that_was_altered_is_refused(damage: Callable[[bytes], bytes]) -> None:
    """What was cut off, added to or altered is never opened in part, and nobody can have it take all memory."""
    with pytest.raises(UnreadableError, match="Nothing was changed"):
        unseal(damage(sealed_once()), PASSPHRASE)
