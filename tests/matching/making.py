"""Candidates out of plain rows, as tests write them: what a row leaves out is unknown."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from matching import Candidates

INTEGERS = ("key",)
TEXTS = (
    "id",
    "term",
    "precision",
    "languages",
    "payments",
    "modes",
    "areas",
    "school",
    "audience",
    "traits",
    "words",
    "wait",
    "town",
)
KNOWN: Mapping[str, Any] = {"fit": 1.0, "connected": 0.0, "referred": 0.0, "for_crisis": 0.0}


def full(row: Mapping[str, Any], number: int = 0) -> dict[str, Any]:
    """A row with all columns; without a key it is a service of its own, and its id is its key in words."""
    key = row.get("key", number)
    filled: dict[str, Any] = {"key": key, "id": f"s{key:04}", **KNOWN}
    for column in dataclasses.fields(Candidates):
        filled.setdefault(column.name, "" if column.name in TEXTS else math.nan)
    if not math.isnan(row.get("latitude", math.nan)):
        filled["precision"] = "address"
    return filled | dict(row)


def candidates(rows: Sequence[Mapping[str, Any]]) -> Candidates:
    """Columns of the rows, in their order."""
    filled = [full(row, number) for number, row in enumerate(rows)]
    columns = {}
    for column in dataclasses.fields(Candidates):
        kind: Any = np.int64 if column.name in INTEGERS else object if column.name in TEXTS else np.float64
        columns[column.name] = np.array([row[column.name] for row in filled], dtype=kind)
    return Candidates(**columns)
