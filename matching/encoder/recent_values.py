"""What was worked out lately, kept for the texts that come next."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class RecentValues(Generic[Key, Value]):
    """Values by what they were worked out from: the `most` that were asked for last. Several threads may ask at once.

    >>> recent = RecentValues[str, int](most=2)
    >>> recent.keep({"one": 1, "two": 2})
    >>> recent.among(["one", "three"])
    {'one': 1}
    >>> recent.keep({"three": 3})
    >>> recent.among(["one", "two", "three"])
    {'one': 1, 'three': 3}
    """

    def __init__(self, most: int) -> None:
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._most = most
        self._lock = Lock()

    def among(self, keys: Iterable[Key]) -> dict[Key, Value]:
        """Return the values that are kept for these."""
        with self._lock:
            found = {key: self._values[key] for key in keys if key in self._values}
            for key in found:
                self._values.move_to_end(key)
        return found

    def keep(self, values: Mapping[Key, Value]) -> None:
        """Keep more values, in the place of those that nobody has asked for longest."""
        with self._lock:
            self._values.update(values)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
