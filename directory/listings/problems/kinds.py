"""The problems of a list, grouped: a hundred cells that fail alike are one thing to fix."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from directory.listings.problems.words import ToldProblem, in_browser, told_in_browser
from directory.storage.imports.stored_problems import StoredCode
from importers.problems import FieldValue, Problem, Severity

_MOST_SEVERE_FIRST = (Severity.ERROR, Severity.WARNING, Severity.INFO)

_DIFFERS = "…"

# What differs between two sentences that an earlier version stored: quotations, other rows, web addresses, numbers.
_PARTICULAR = (
    (re.compile(r"“[^”]*”|\"[^\"]*\""), "“…”"),
    (re.compile(r"\bline \d+"), "another line"),
    (re.compile(r"https?://\S*[^\s.,;]"), "…"),
    (re.compile(r"\b\d[\d,.]*\b"), "…"),
)


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """Problems of one code in one column; `words` is their sentence without what differs between them."""

    severity: Severity
    column: str | None
    words: str
    problems: Sequence[ToldProblem]


def kinds(problems: Iterable[Problem], language: str) -> list[ProblemKind]:
    """Return the problems by kind as a page tells them, most severe and most frequent first, each kind's by line."""
    found: dict[tuple[Severity, str, str], list[Problem]] = {}
    for problem in problems:
        column = " ".join((problem.column or "").split())
        found.setdefault((problem.severity, column, _kind(problem)), []).append(problem)
    listed = [
        ProblemKind(severity, column or None, in_browser(_general(some), language), _told(some, language))
        for (severity, column, _), some in found.items()
    ]
    return sorted(listed, key=lambda kind: (_MOST_SEVERE_FIRST.index(kind.severity), -len(kind.problems)))


def _told(problems: Sequence[Problem], language: str) -> list[ToldProblem]:
    return [told_in_browser(problem, language) for problem in sorted(problems, key=lambda one: one.line)]


def _kind(problem: Problem) -> str:
    return _without_particulars(problem) if problem.code is StoredCode.EARLIER_WORDS else str(problem.code)


def _general(problems: Sequence[Problem]) -> Problem:
    """Return a problem that stands for all of them: a field that is not the same in all is left open."""
    first, *others = problems
    if first.code is StoredCode.EARLIER_WORDS and any(one.fields != first.fields for one in others):
        return replace(first, fields={"words": _without_particulars(first)})
    fields: dict[str, FieldValue] = {
        name: value if all(one.fields.get(name) == value for one in others) else _DIFFERS
        for name, value in first.fields.items()
        if all(name in one.fields for one in others)
    }
    return replace(first, fields=fields)


def _without_particulars(problem: Problem) -> str:
    sentence = str(problem.fields["words"])
    for pattern, instead in _PARTICULAR:
        sentence = pattern.sub(instead, sentence)
    return sentence
