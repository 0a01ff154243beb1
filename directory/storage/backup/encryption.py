"""A file under a passphrase, in the age format (age-encryption.org/v1, C2SP), which `age --decrypt` opens as well.

The key is derived from the passphrase by scrypt, slowly enough to make guessing hopeless: about a second, and a quarter of a
gigabyte of memory. The work factor is fixed and not measured: a library that measures it refuses on a busy machine what it
wrote on an idle one.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from directory.errors import KeysError, UnreadableError

WORK = 18
"""Scrypt's work factor, as a power of two; this is age's own default."""
MOST_WORK = 22
"""The largest that is accepted, which takes 4 GiB of memory: libraries that measure the machine choose more than WORK."""

_AGE = b"age-encryption.org/v1\n"
_HEADER = re.compile(
    rb"age-encryption\.org/v1\n-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n([A-Za-z0-9+/]{43})\n---( ([A-Za-z0-9+/]{43})\n)"
)
_CHUNK, _TAG, _NONCE = 65_536, 16, 16
_ONCE = bytes(12)  # a zero nonce is safe: the key that wraps the file's key is used for nothing else

NO_BACKUP = "This file is not a backup of Referral Desk: check its name."
DAMAGED = "The backup is damaged or not whole: copy it again, or take another one. Nothing was changed."
ANOTHER = "The passphrase is not the one that this backup was made with: try again with the right one. Nothing was changed."
TOO_MUCH = "Opening this backup takes more memory than this machine has: restore it on a larger one. Nothing was changed."


def seal(data: bytes, passphrase: str) -> bytes:
    """Return the data, readable with the passphrase only."""
    salt, nonce, file_key = secrets.token_bytes(16), secrets.token_bytes(_NONCE), secrets.token_bytes(16)
    wrapped = ChaCha20Poly1305(_wrapping_key(passphrase, salt, WORK)).encrypt(_ONCE, file_key, None)
    head = b"%s-> scrypt %s %d\n%s\n---" % (_AGE, _encoded(salt), WORK, _encoded(wrapped))
    body = b"".join(_sealed(data, _derived(file_key, nonce, b"payload")))
    return b"%s %s\n%s%s" % (head, _encoded(_mac(file_key, head)), nonce, body)


def unseal(sealed: bytes, passphrase: str) -> bytes:
    """Return the data; raise KeysError for another passphrase, UnreadableError for a file that is not a backup or was altered."""
    if not sealed.startswith(_AGE):
        raise UnreadableError(NO_BACKUP)
    header = _HEADER.match(sealed)
    if header is None:
        raise UnreadableError(DAMAGED if b"-> scrypt " in sealed[:200] else NO_BACKUP)
    work = int(header[2])
    if work > MOST_WORK:
        raise UnreadableError(TOO_MUCH)
    try:
        salt, wrapped, mac = (_decoded(header[part]) for part in (1, 3, 5))
    except binascii.Error:
        raise UnreadableError(DAMAGED) from None
    try:
        file_key = ChaCha20Poly1305(_wrapping_key(passphrase, salt, work)).decrypt(_ONCE, wrapped, None)
    except InvalidTag:
        raise KeysError(ANOTHER) from None
    if not hmac.compare_digest(mac, _mac(file_key, sealed[: header.start(4)])):
        raise UnreadableError(DAMAGED)
    nonce, body = sealed[header.end() : header.end() + _NONCE], memoryview(sealed)[header.end() + _NONCE :]
    try:
        return b"".join(_opened(body, _derived(file_key, nonce, b"payload")))
    except InvalidTag:
        raise UnreadableError(DAMAGED) from None


def _wrapping_key(passphrase: str, salt: bytes, work: int) -> bytes:
    # Keyboards write an accented letter as one or two code points; each must open what the other has sealed.
    words = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    memory = 128 * 8 * 2**work
    try:
        return hashlib.scrypt(
            words, salt=b"age-encryption.org/v1/scrypt" + salt, n=2**work, r=8, p=1, maxmem=memory + 2**20, dklen=32
        )
    except (MemoryError, ValueError):
        raise UnreadableError(TOO_MUCH) from None


def _derived(file_key: bytes, salt: bytes, what: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt, what).derive(file_key)


def _mac(file_key: bytes, head: bytes) -> bytes:
    return hmac.digest(_derived(file_key, b"", b"header"), head, "sha256")


def _sealed(data: bytes, key: bytes) -> Iterator[bytes]:
    cipher = ChaCha20Poly1305(key)
    for number, start, last in _chunks(len(data), _CHUNK):
        yield cipher.encrypt(_nonce(number, last=last), data[start : start + _CHUNK], None)


def _opened(body: memoryview, key: bytes) -> Iterator[bytes]:
    cipher, size = ChaCha20Poly1305(key), _CHUNK + _TAG
    for number, start, last in _chunks(len(body), size):
        yield cipher.decrypt(_nonce(number, last=last), body[start : start + size], None)


def _chunks(length: int, size: int) -> Iterator[tuple[int, int, bool]]:
    """Yield the number and the start of each chunk, and whether it is the last; empty data has one empty chunk."""
    starts = range(0, max(1, length), size)
    for number, start in enumerate(starts):
        yield number, start, number == len(starts) - 1


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if last else b"\0")


def _encoded(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _decoded(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
