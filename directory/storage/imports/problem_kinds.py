"""The problems of a list, grouped: a hundred cells that fail alike are one thing to fix."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from importers.records import Problem

SEVERITIES = ("error", "warning", "info")
"""The most severe first."""

# What differs between two problems of a kind: quotations, other rows, web addresses, numbers.
_PARTICULAR = (
    (re.compile(r"“[^”]*”|\"[^\"]*\""), "“…”"),
    (re.compile(r"looks like .+ and waits"), "looks like another one and waits"),
    (re.compile(r"\bline \d+"), "another line"),
    (re.compile(r"https?://\S*[^\s.,;]"), "…"),
    (re.compile(r"\b\d[\d,.]*\b"), "…"),
)


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """Problems that are worded alike; `words` is their sentence without what differs between them."""

    severity: str
    column: str | None
    words: str
    problems: Sequence[Problem]


def kinds(problems: Iterable[Problem]) -> list[ProblemKind]:
    """Return the problems by kind, most severe and most frequent first, each kind's by line."""
    found: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        column = " ".join((problem.column or "").split())
        found.setdefault((problem.severity, column, _general(problem.problem)), []).append(problem)
    listed = [
        ProblemKind(severity, column or None, _words(words, some), sorted(some, key=lambda one: one.line))
        for (severity, column, words), some in found.items()
    ]
    return sorted(listed, key=lambda kind: (SEVERITIES.index(kind.severity), -len(kind.problems)))


def _general(sentence: str) -> str:
    for pattern, instead in _PARTICULAR:
        sentence = pattern.sub(instead, sentence)
    return sentence


def _words(general: str, problems: Sequence[Problem]) -> str:
    """Return the sentence itself if it is the same for all."""
    return problems[0].problem if len({one.problem for one in problems}) == 1 else general
