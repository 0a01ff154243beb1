"""Keys wrap the keys that seal students' records, and make hashes that only they can make."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from directory import keys as ground
from directory.errors import KeysError
from directory.keys import Keys

OLD, NEW = (Fernet(Fernet.generate_key()) for _ in range(2))
LOOKUP = b"l" * 32


@given(st.binary(min_size=1))
def test_what_is_wrapped_is_unwrapped(data_key: bytes) -> None:
    """An unwrapped data key is the original, and each wrapping is different."""
    keys = Keys([NEW], LOOKUP)
    wrapped = keys.wrap(data_key)
    assert keys.unwrap(wrapped) == keys.unwrap(wrapped) == data_key
    assert keys.wrap(data_key) != wrapped


def test_other_keys_open_nothing() -> None:
    """Data wrapped under other keys, or altered, raises KeysError, even when it is to be rewrapped."""
    wrapped = Keys([OLD], LOOKUP).wrap(b"data key")
    altered = wrapped[:-2] + b"AA"
    for keys, given_ in ((Keys([NEW], LOOKUP), wrapped), (Keys([OLD], LOOKUP), altered), (Keys([OLD], LOOKUP), b"")):
        with pytest.raises(KeysError, match="from a backup"):
            keys.unwrap(given_)
        with pytest.raises(KeysError, match="from a backup"):
            keys.rewrap(given_)


def test_rewrapping_moves_to_the_newest_key() -> None:
    """Data wrapped under an old key can be unwrapped with the newest key alone after rewrapping."""
    wrapped = Keys([OLD], LOOKUP).wrap(b"data key")
    rewrapped = Keys([NEW, OLD], LOOKUP).rewrap(wrapped)
    assert Keys([NEW], LOOKUP).unwrap(rewrapped) == b"data key"
    with pytest.raises(KeysError):
        Keys([OLD], LOOKUP).unwrap(rewrapped)


@given(st.text(), st.text())
def test_hashes_tell_words_apart(one: str, other: str) -> None:
    """Two hashes are equal exactly if purpose and words are."""
    keys = Keys([NEW], LOOKUP)
    assert (keys.digest("number", one) == keys.digest("number", other)) == (one == other)
    assert keys.digest("number", one) != keys.digest("sign-in", one)
    assert len(keys.digest("number", one)) == 64


def test_hashes_hang_on_the_lookup_secret_alone() -> None:
    """Other service keys make the same hash; another lookup secret makes another."""
    first = Keys([OLD], LOOKUP).digest("number", "1234")
    assert first == Keys([NEW], LOOKUP).digest("number", "1234")
    assert first != Keys([OLD], b"m" * 32).digest("number", "1234")


def test_nothing_is_shown() -> None:
    """A log line with the keys reveals nothing about them."""
    keys = Keys([NEW], LOOKUP)
    assert repr(keys) == str(keys) == "Keys(…)"


def test_only_so_many_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unwrapped keys are cached up to a limit, with any number of threads, and all can still be unwrapped."""
    monkeypatch.setattr(ground, "_MOST_REMEMBERED", 10)
    keys = Keys([NEW], LOOKUP)
    wrapped = {keys.wrap(bytes([number])): bytes([number]) for number in range(50)}
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(keys.unwrap, list(wrapped) * 4)) == list(wrapped.values()) * 4
    assert len(keys._opened) == 10
