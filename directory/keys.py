"""The service keys, which wrap each student's data key, and the keyed hashes by which exact values are looked up.

A service key is a Fernet key. Hashes use a secret of their own, the lookup secret, which stays the same when service keys are
replaced, so that what was hashed before is still found.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from directory.errors import KeysError

# The students of a district, so that listing them unwraps each key once per process.
_MOST_REMEMBERED = 16_384


class Keys:
    """The keys in use, the newest first; safe to share between threads."""

    __slots__ = ("__weakref__", "_fernet", "_lock", "_lookup", "_opened")

    def __init__(self, fernets: Sequence[Fernet], lookup: bytes) -> None:
        self._fernet = MultiFernet(fernets)
        self._lookup = lookup
        self._opened: OrderedDict[bytes, bytes] = OrderedDict()
        self._lock = Lock()

    def __repr__(self) -> str:
        return "Keys(…)"

    def wrap(self, data_key: bytes) -> bytes:
        """Seal a data key under the newest service key; the result differs each time."""
        return self._fernet.encrypt(data_key)

    def unwrap(self, wrapped: bytes) -> bytes:
        """Return the data key that was wrapped; raise KeysError if no service key opens it."""
        with self._lock:
            if (known := self._opened.get(wrapped)) is not None:
                self._opened.move_to_end(wrapped)
                return known
        try:
            data_key = self._fernet.decrypt(wrapped)
        except InvalidToken:
            raise _other() from None
        with self._lock:
            self._opened[wrapped] = data_key
            while len(self._opened) > _MOST_REMEMBERED:
                self._opened.popitem(last=False)
        return data_key

    def rewrap(self, wrapped: bytes) -> bytes:
        """Seal the same data key under the newest service key; raise KeysError as unwrap does."""
        try:
            return self._fernet.rotate(wrapped)
        except InvalidToken:
            raise _other() from None

    def digest(self, purpose: str, words: str) -> str:
        """Return the keyed hash under which these words are looked up, as 64 hex digits; it differs by purpose."""
        told = purpose.encode() + b"\0" + words.encode("utf-8", "surrogatepass")
        return hmac.new(self._lookup, told, hashlib.sha256).hexdigest()


def _other() -> KeysError:
    return KeysError("What is sealed was sealed under another key: put the key that is missing back, from a backup.")
