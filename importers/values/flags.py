"""Cells and columns that say yes or no: 1 and blank, Y and N, X and blank, check marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from importers.fields import Target
from importers.problem_codes import ValueCode
from importers.problems import Trouble
from importers.values import Reader, Reading, folded
from importers.values.text import fold, is_blank

_YES = frozenset(
    {"1", "1.0", "y", "yes", "yep", "x", "t", "true", "on", "checked", "si", "s", "✓", "✔", "☑", "✅", "√", "•", "●", "ja", "oui"}
)
_NO = frozenset({"0", "0.0", "n", "no", "nope", "f", "false", "off", "unchecked", "✗", "✘", "☐", "☒", "❌", "non"})
FLAG_WORDS = _YES | _NO


_BEGUN = re.compile(r"\W*(yes|y|no|n|si)\s*(?:[-,;:(–.]|$)")
_ONLY = re.compile(r"^\W*\w[\w -]{0,30} only\b|^only \w")

FLAGS: Reader[bool] = Reader("flags", keeps=Target.SERVICE_APPLICATION_PROCESS)


def _plain(text: str) -> str:
    words = fold(text).replace("\ufe0f", "")
    return words.strip(" .()[]") or words


@FLAGS.reads
def read(text: str) -> Reading[bool]:
    """Return whether a cell says yes; None if it is blank, says neither, or takes back what it says first."""
    word, cell = _plain(text), folded(text)
    if word in FLAG_WORDS:
        return FLAGS.account(cell, word in _YES, [cell.whole])
    if is_blank(text):
        return FLAGS.blank(cell)
    if found := _BEGUN.match(cell.text):
        return FLAGS.account(cell, found[1] in _YES, [cell.origin(*found.span(1))])
    if _ONLY.search(word):
        return FLAGS.account(cell, True, [cell.whole], keep=True)
    return FLAGS.nothing(cell, Trouble(ValueCode.NEITHER_YES_NOR_NO))


def leaning(text: str) -> bool | None:
    """Return what a cell says first, whatever follows ("No, until May"): only for questions where one answer is the safe one."""
    word = _plain(text)
    if word in FLAG_WORDS:
        return word in _YES
    found = _BEGUN.match(word)
    return None if found is None or is_blank(text) else found[1] in _YES


def is_flag_column(values: Iterable[str]) -> bool:
    """Return whether every value in a column, blanks aside, reads as a flag (and there is at least one)."""
    words = {_plain(value) for value in values}
    words -= {word for word in words if word not in FLAG_WORDS and is_blank(word)}
    return bool(words) and words <= FLAG_WORDS
