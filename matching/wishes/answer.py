"""What a listing says about a wish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from matching.query import Value
from matching.reason_codes import ReasonCode

Traits: TypeAlias = frozenset[str]
"""The traits of a listing (matching.traits.description)."""


@dataclass(frozen=True, slots=True)
class WishAnswer:
    """A verdict (matching.verdicts), and the code and fields of its reason."""

    code: int
    said: ReasonCode
    fields: Mapping[str, Value] = field(default_factory=dict, hash=False)
