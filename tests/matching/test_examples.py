"""The worked examples with which modules of matching open."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

EXAMPLES = ("ages", "areas", "criteria", "distance", "languages", "schools", "weights", "sentences")


@pytest.mark.parametrize("module", EXAMPLES)
def test_examples_are_true(module: str) -> None:
    """What a docstring shows is what the code does."""
    failed, tried = doctest.testmod(import_module(f"matching.{module}"))
    assert tried
    assert not failed
