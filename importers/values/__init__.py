"""One module for each kind of value that a cell can hold: each takes text and returns a value and what was wrong with it.

No module here knows a cell's column, except for its heading, or what the rest of its row says. Places and times have rooms of
their own beside this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from importers.problems import Trouble

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """A value read from a cell; `value` is None if the cell gives none or cannot be understood."""

    value: T | None
    troubles: tuple[Trouble, ...] = ()
