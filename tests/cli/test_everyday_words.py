"""Everyday words on the command line, where they mean what they mean on the page."""

from __future__ import annotations

from tests.command_line import CommandLine
from tests.matching.needs.test_everyday_words import EVERYDAY


def test_everyday_words_are_looked_for(desk: CommandLine) -> None:
    """`match` looks for the same need, under the same conditions."""
    for words in ("gorcery", "he needs a shrink", "terapia gratis", "socer"):
        asked = desk.json("match", words)["query"]
        said = tuple(f"{one['kind']}:{one['value']}" for one in asked["conditions"])
        assert (asked["needs"][0]["slug"], said) == EVERYDAY[words]
