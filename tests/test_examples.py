"""The worked examples in docstrings."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

from tests.test_rules import MODULES, name_of

EXAMPLES = [name_of(path) for path in MODULES if "\n>>> " in path.read_text("utf-8") or "\n    >>> " in path.read_text("utf-8")]


@pytest.mark.parametrize("module", EXAMPLES)
def test_examples_are_true(module: str) -> None:
    """What a docstring shows is what the code does."""
    failed, tried = doctest.testmod(import_module(module))
    assert tried
    assert not failed
