"""What a column of a list was understood as, in words for people."""

from __future__ import annotations

from collections.abc import Mapping

from importers.columns import READERS
from importers.fields import FIELDS


def possible() -> Mapping[str, str]:
    """Everything that a column can be, as a map of columns calls it, with what it means."""
    return {**{target: field.meaning for target, field in FIELDS.items()}, **READERS}


def meaning(target: str) -> str:
    """What a target means, as one sentence: "The agency that runs the service."."""
    return possible().get(target, target)


def understood(columns: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each column's header with what it means."""
    return [(" ".join(header.split()), meaning(target)) for header, target in columns.items()]
