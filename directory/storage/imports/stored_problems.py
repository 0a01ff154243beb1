"""Problems as an import stores them: code and fields, no words.

    {"code": "cell_no_age", "fields": {"shown": "-3"}, "line": 7, "column": "Ages", "value": "-3", "severity": "warning"}

A day among the fields is stored as {"day": "2026-03-09"}, several texts as a list.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from enum import StrEnum, auto
from typing import Any

from importers.problem_codes import BY_NAME
from importers.problems import FieldValue, Problem, Severity


class StoredCode(StrEnum):
    """A problem of which an earlier version stored a sentence."""

    EARLIER_WORDS = auto()  # words


def stored(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON stores it."""
    return {
        "code": str(problem.code),
        "fields": {name: _stored(value) for name, value in problem.fields.items()},
        "line": problem.line,
        "column": problem.column,
        "value": problem.value,
        "severity": problem.severity,
    }


def loaded(row: Mapping[str, Any] | Sequence[Any]) -> Problem:
    """Return a stored problem; what versions before codes stored is a list that ends with a sentence and its severity."""
    if isinstance(row, Mapping):
        fields = {name: _loaded(value) for name, value in row["fields"].items()}
        return Problem(BY_NAME[row["code"]], fields, row["line"], row["column"], row["value"], _severity(row["severity"]))
    line, column, value, words, severity = row
    return Problem(StoredCode.EARLIER_WORDS, {"words": words}, line, column, value, _severity(severity))


def _severity(text: str) -> Severity:
    """Return the severity that a text stands for, or a warning for a text that another version stored."""
    return next((one for one in Severity if one == text), Severity.WARNING)


def _stored(value: FieldValue) -> object:
    if isinstance(value, datetime.date):
        return {"day": value.isoformat()}
    return list(value) if isinstance(value, tuple) else value


def _loaded(value: Any) -> FieldValue:
    if isinstance(value, dict):
        return datetime.date.fromisoformat(value["day"])
    return tuple(value) if isinstance(value, list) else value
