"""Patterns of the tables of danger, in which lists of words stand by their names.

>>> filled("{who} hits {her}", {"who": "mom|dad", "her": "(?:her|him)"}, patterns=("her",))
'(?:mom|dad) hits (?:her|him)'
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

_NAME = re.compile(r"\{([a-z]+)\}")


def filled(pattern: str, lists: Mapping[str, str], *, patterns: Collection[str]) -> str:
    """Return a pattern with its lists as alternatives; those of `patterns` are patterns of their own, which may name lists too."""

    def named(name: re.Match[str]) -> str:
        return filled(lists[name[1]], lists, patterns=patterns) if name[1] in patterns else f"(?:{lists[name[1]]})"

    return _NAME.sub(named, pattern)
