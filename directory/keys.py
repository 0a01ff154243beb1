"""The service's keys: they wrap the key of each student and make the hashes by which exact things are looked up.

A service key is a Fernet key. Hashes are made under a secret of their own, the lookup secret, which stays when service
keys are changed for new ones, so that what was hashed before is found after.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from directory.errors import KeysError

# A district's students, so that a list of them costs the opening of each key once a process.
_MOST_REMEMBERED = 16_384


class Keys:
    """Keys that are in use, the newest first; it is safe to share between threads."""

    __slots__ = ("_fernet", "_lock", "_lookup", "_opened")

    def __init__(self, fernets: Sequence[Fernet], lookup: bytes) -> None:
        self._fernet = MultiFernet(fernets)
        self._lookup = lookup
        self._opened: OrderedDict[bytes, bytes] = OrderedDict()
        self._lock = Lock()

    def __repr__(self) -> str:
        return "Keys(…)"

    def wrap(self, data_key: bytes) -> bytes:
        """The data key, sealed under the newest service key; never the same twice."""
        return self._fernet.encrypt(data_key)

    def unwrap(self, wrapped: bytes) -> bytes:
        """The data key that was wrapped; raises KeysError where none of the service keys opens it."""
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
        """The same data key, sealed under the newest service key; raises KeysError as unwrap does."""
        try:
            return self._fernet.rotate(wrapped)
        except InvalidToken:
            raise _other() from None

    def digest(self, purpose: str, words: str) -> str:
        """The keyed hash by which these words are found again, as 64 hex digits; another one for each purpose."""
        told = purpose.encode() + b"\0" + words.encode("utf-8", "surrogatepass")
        return hmac.new(self._lookup, told, hashlib.sha256).hexdigest()


def _other() -> KeysError:
    return KeysError("What is sealed was sealed under another key: put the key that is missing back, from a backup.")
