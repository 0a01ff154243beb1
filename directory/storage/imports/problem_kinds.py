"""What was wrong in a list, like with like: a hundred cells that fail alike are one thing to mend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from importers.records import Problem

SEVERITIES = ("error", "warning", "info")
"""The gravest first."""

# What differs between two problems of a kind: what is quoted, other rows, addresses of the web, numbers.
_PARTICULAR = (
    (re.compile(r"“[^”]*”|\"[^\"]*\""), "“…”"),
    (re.compile(r"looks like .+ and waits"), "looks like another one and waits"),
    (re.compile(r"\bline \d+"), "another line"),
    (re.compile(r"https?://\S*[^\s.,;]"), "…"),
    (re.compile(r"\b\d[\d,.]*\b"), "…"),
)


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """Problems that are told alike; `words` is their sentence, what differs between them being left out."""

    severity: str
    column: str | None
    words: str
    problems: Sequence[Problem]


def kinds(problems: Iterable[Problem]) -> list[ProblemKind]:
    """The problems by kind, the gravest and the most frequent first, each kind's by line."""
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
    """The sentence itself where all say the same."""
    return problems[0].problem if len({one.problem for one in problems}) == 1 else general
