"""The meanings of a list's columns, in words for people."""

from __future__ import annotations

from collections.abc import Mapping

from importers.columns import READERS
from importers.fields import FIELDS


def possible() -> Mapping[str, str]:
    """Return everything that a column can be, by the names that a map of columns uses, with its meaning."""
    return {**{target: field.meaning for target, field in FIELDS.items()}, **READERS}


def meaning(target: str) -> str:
    """Return the meaning of a target as one sentence, such as "The agency that runs the service"."""
    return possible().get(target, target)


def understood(columns: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return each column's header with its meaning."""
    return [(" ".join(header.split()), meaning(target)) for header, target in columns.items()]
