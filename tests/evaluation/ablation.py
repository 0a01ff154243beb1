"""What each part of ranking is worth: the same questions asked with one weight at zero, or without the model of needs."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, cast
from unittest import mock

from matching import weights

MODEL = "matching.needs.reader"


def parts() -> list[str]:
    """Return what can be taken away: the criteria by their names in the table of weights, and the model of needs."""
    return [*weights.WEIGHTS, *([MODEL] if importlib.util.find_spec(MODEL) else [])]


@contextmanager
def without(part: str) -> Iterator[None]:
    """Rank as if this part were not there."""
    if part == MODEL:
        with mock.patch(f"{MODEL}._chances", return_value={}):
            yield
        return
    table = cast("dict[str, Any]", weights.WEIGHTS)
    with mock.patch.dict(table, {part: replace(table[part], weight=0.0)}):
        yield
