"""Personal data of a student, sealed with AES-GCM under the student's own key.

    version (1 byte) · nonce (12 bytes) · ciphertext and tag

The additional data names the table, the row and the student: what is sealed in one row opens in no other. The plaintext is
compact JSON of a dataclass of students.profile without default values.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from typing import Any, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec import DecodeError
from msgspec.json import Decoder, encode

from directory.errors import KeysError
from directory.students.profile import ConsentDetails, GuardianDetails, NeedWords, Profile, RosterWords, Withdrawal

Sealed = TypeVar("Sealed")

VERSION = b"\x01"
KEY_BYTES = 32
_NONCE_BYTES = 12
_TABLES: dict[type[Any], str] = {
    Profile: "student",
    GuardianDetails: "guardian",
    NeedWords: "student_need",
    ConsentDetails: "consent",
    Withdrawal: "consent.withdrawal",
    RosterWords: "student.roster",
}
_READERS: dict[type[Any], Decoder[Any]] = {}
_UNREADABLE = "A student's record cannot be opened, because it was damaged or changed outside the desk: restore it from a backup."


def kept_in(table: str) -> Callable[[type[Sealed]], type[Sealed]]:
    """Register a dataclass of a higher layer that is sealed in rows of this table."""

    def declare(kind: type[Sealed]) -> type[Sealed]:
        _TABLES[kind] = table
        return kind

    return declare


def new_data_key() -> bytes:
    """Return a new key for a student; it is stored only wrapped (Keys.wrap)."""
    return os.urandom(KEY_BYTES)


def seal(data_key: bytes, value: Sealed, *, row_id: str, student_id: str) -> bytes:
    """Return the bytes to store in this row of this student; never the same twice."""
    nonce = os.urandom(_NONCE_BYTES)
    inside = encode(_plain(value))
    return VERSION + nonce + AESGCM(data_key).encrypt(nonce, inside, _place(type(value), row_id, student_id))


def unseal(kind: type[Sealed], data_key: bytes, sealed: bytes, *, row_id: str, student_id: str) -> Sealed:
    """Return what was sealed in this row; raise KeysError for a changed byte, another row, another student or another key."""
    if sealed[:1] != VERSION:
        raise KeysError(_UNREADABLE)
    body = 1 + _NONCE_BYTES
    try:
        inside = AESGCM(data_key).decrypt(sealed[1:body], sealed[body:], _place(kind, row_id, student_id))
        opened: Sealed = _reader(kind).decode(inside)
    except (InvalidTag, DecodeError, ValueError):
        raise KeysError(_UNREADABLE) from None
    return opened


def seal_bytes(data_key: bytes, data: bytes, place: str) -> bytes:
    """Return the bytes to store for a part of a file; `place` names its row, its position and its student."""
    nonce = os.urandom(_NONCE_BYTES)
    return VERSION + nonce + AESGCM(data_key).encrypt(nonce, data, VERSION + place.encode())


def unseal_bytes(data_key: bytes, sealed: bytes, place: str) -> bytes:
    """Return what was sealed at this place; raise KeysError as `unseal` does."""
    body = 1 + _NONCE_BYTES
    try:
        opened = AESGCM(data_key).decrypt(sealed[1:body], sealed[body:], sealed[:1] + place.encode())
    except (InvalidTag, ValueError):
        raise KeysError(_UNREADABLE) from None
    return opened


def _place(kind: type[Any], row_id: str, student_id: str) -> bytes:
    return VERSION + f"{_TABLES[kind]}:{row_id}:{student_id}".encode()


def _plain(value: Any) -> dict[str, Any]:
    named = {field.name: (getattr(value, field.name), field) for field in fields(value)}
    return {name: held for name, (held, field) in named.items() if not _is_default(field, held)}


def _is_default(field: Field[Any], held: object) -> bool:
    return field.default is not MISSING and held == field.default


def _reader(kind: type[Any]) -> Decoder[Any]:
    """Return the decoder of the plaintext; it ignores fields that a newer version wrote."""
    if kind not in _READERS:
        _READERS[kind] = Decoder(kind)
    return _READERS[kind]
