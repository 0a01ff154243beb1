"""Cells and columns that say yes or no: 1 and blank, Y and N, X and blank, check marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from importers.problem_codes import ValueCode
from importers.problems import Trouble
from importers.values import Reading
from importers.values.text import fold, is_blank

_YES = frozenset(
    {"1", "1.0", "y", "yes", "yep", "x", "t", "true", "on", "checked", "si", "s", "✓", "✔", "☑", "✅", "√", "•", "●", "ja", "oui"}
)
_NO = frozenset({"0", "0.0", "n", "no", "nope", "f", "false", "off", "unchecked", "✗", "✘", "☐", "☒", "❌", "non"})
FLAG_WORDS = _YES | _NO


_BEGUN = re.compile(r"(yes|y|no|n|si)\s*(?:[-,;:(–.]|$)")
_ONLY = re.compile(r"^\W*\w[\w -]{0,30} only\b|^only \w")


def _plain(text: str) -> str:
    folded = fold(text).replace("\ufe0f", "")
    return folded.strip(" .()[]") or folded


def read(text: str) -> Reading[bool]:
    """Return whether a cell says yes; None if it is blank or says neither."""
    word = _plain(text)
    if word in FLAG_WORDS:
        return Reading(word in _YES)
    if is_blank(text):
        return Reading(None)
    if found := _BEGUN.match(word):
        return Reading(found[1] in _YES)
    if _ONLY.search(word):
        return Reading(True)
    return Reading(None, (Trouble(ValueCode.NEITHER_YES_NOR_NO),))


def is_flag_column(values: Iterable[str]) -> bool:
    """Return whether every value in a column, blanks aside, reads as a flag (and there is at least one)."""
    words = {_plain(value) for value in values}
    words -= {word for word in words if word not in FLAG_WORDS and is_blank(word)}
    return bool(words) and words <= FLAG_WORDS
