"""One module for each kind of value that a cell can hold: text in, a value and what was wrong with it out.

No module here knows what column a cell stands in, but for its heading, or what the rest of its row says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from importers.records import Severity

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Trouble:
    """A sentence for the coordinator: what the cell says, and what was made of it or what to do."""

    problem: str
    severity: Severity = "warning"


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """A value read from a cell; `value` is None where the cell does not say or cannot be understood."""

    value: T | None
    troubles: tuple[Trouble, ...] = ()
