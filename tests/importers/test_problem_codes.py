"""Problems carry codes: no sentence is made where lists are read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

MODULES = sorted((Path(__file__).parents[2] / "importers").rglob("*.py"))
MAKERS = {"Trouble", "Problem", "RosterProblem", "CellError", "at", "reject", "add", "replace"}
SENTENCE = re.compile(r"[^\W\d_]{2,}[,;:]? [^\W\d_]{2,}")  # two words and a blank between them

EXCEPTIONS: dict[str, str] = {}
"""Texts of two words and more that are no sentence, each with the reason."""


def texts(node: ast.AST) -> Iterator[str]:
    """Yield every text that is written out in a piece of code, the fixed parts of f-strings too."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def sentences(code: str) -> set[str]:
    """Return the texts of words that are handed to a maker of problems, or kept under a name for one."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in MAKERS:
                found |= {text for part in (*node.args, *node.keywords) for text in texts(part) if SENTENCE.search(text)}
    return found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('Trouble(AgeCode.CELL_NO_AGE, {"shown": shown})', 0),
        ('Trouble("This is not an age.")', 1),
        ('Problem(FileCode.NO_ROWS, {"why": f"{count} rows are blank"})', 1),
        ('log.add(None, cell, Trouble(code, {"mended": "the minus was added"}))', 1),
    ],
)
def test_the_rule_sees_sentences(code: str, found: int) -> None:
    """A sentence is seen in place of a code, among the fields, and in an f-string."""
    assert len(sentences(code)) == found


def test_no_problem_carries_a_sentence() -> None:
    """Nothing that is read from a list makes words for people: a problem has a code, and what the list says."""
    found = {text for module in MODULES for text in sentences(module.read_text("utf-8"))}
    assert found == EXCEPTIONS.keys()
