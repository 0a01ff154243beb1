"""What is written to a table, as frozen dataclasses whose fields are named as the table's columns.

No table is known here.
"""

from __future__ import annotations

from dataclasses import fields
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class Keep(Enum):
    """The type of KEEP, for annotations: `reason: str | Keep = KEEP`."""

    KEEP = "keep"


KEEP: Final = Keep.KEEP
"""A column that a change leaves as it is, where None is a value of its own."""


def columns_of(row: DataclassInstance) -> dict[str, Any]:
    """Return what a row writes, by column: the fields of a dataclass without those to keep."""
    return changed(**{field.name: getattr(row, field.name) for field in fields(row)})


def changed(**columns: object) -> dict[str, Any]:
    """Return these columns without those to keep."""
    return {name: value for name, value in columns.items() if value is not KEEP}
