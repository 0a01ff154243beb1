"""The one place where problems of lists and rosters are put into words, in the reader's language.

Another language is a catalog, templates/locale/CODE/LC_MESSAGES/staff.po, and no code. Numbers and days are written as in
the list.

>>> from importers.problem_codes import AgeCode
>>> from importers.problems import Problem
>>> in_words(Problem(AgeCode.AGES_BACKWARDS, {"minimum": 6.0, "maximum": 12.0}))
'The ages run backwards; read as ages 6 to 12.'
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from directory.i18n.catalogs import ENGLISH, STAFF, Catalog, catalog_of
from directory.i18n.language_names import language_name
from directory.listings.problems.sentences import IN_BROWSER, MORE, PLURALS, SENTENCES
from importers.problems import FieldValue, Problem, ProblemFields, Severity
from importers.roster.row import RosterProblem
from importers.values import languages


class CodedProblem(Protocol):
    """Something that is wrong: a code and its fields."""

    @property
    def code(self) -> StrEnum: ...
    @property
    def fields(self) -> ProblemFields: ...


@dataclass(frozen=True, slots=True)
class ToldProblem:
    """A problem in words, as a page, a file or `import --json` tells it."""

    line: int
    column: str | None
    value: str | None
    problem: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class ToldRosterProblem:
    """A problem of a roster in words; `decision` marks what must be read before the roster is imported."""

    file: str | None
    line: int
    column: str | None
    problem: str
    severity: Severity
    decision: bool


def in_words(problem: CodedProblem, language: str = ENGLISH) -> str:
    """Return the sentence of a problem in a language, in English where there is no catalog."""
    return _in_words(problem, SENTENCES, catalog_of(language, STAFF))


def in_browser(problem: CodedProblem, language: str) -> str:
    """Return the sentence for somebody who can decide on a page what the command line can only name."""
    return _in_words(problem, {**SENTENCES, **IN_BROWSER}, catalog_of(language, STAFF))


def told(problem: Problem, language: str = ENGLISH) -> ToldProblem:
    """Return a problem as the command line tells it."""
    return ToldProblem(problem.line, problem.column, problem.value, in_words(problem, language), problem.severity)


def told_in_browser(problem: Problem, language: str) -> ToldProblem:
    """Return a problem as a page tells it."""
    return ToldProblem(problem.line, problem.column, problem.value, in_browser(problem, language), problem.severity)


def told_of_roster(problem: RosterProblem, language: str) -> ToldRosterProblem:
    """Return a problem of a roster in words."""
    said = in_words(problem, language)
    return ToldRosterProblem(problem.file, problem.line, problem.column, said, problem.severity, problem.decision)


def _in_words(problem: CodedProblem, sentences: Mapping[StrEnum, str], say: Catalog) -> str:
    phrases = ProblemPhrases(problem.fields, say)
    if problem.code in PLURALS:
        one, several, counted = PLURALS[problem.code]
        sentence = say.translations.ngettext(one, several, _count(problem.fields[counted]))
    else:
        sentence = say.translations.gettext(sentences[problem.code])
    more = [
        say.translations.ngettext(*words, _count(problem.fields[name])) for name, words in MORE.items() if name in problem.fields
    ]
    return " ".join((sentence, *more)).format_map(phrases)


class ProblemPhrases:
    """The fields of one problem by the names that a sentence has for them."""

    def __init__(self, fields: ProblemFields, say: Catalog) -> None:
        self._fields, self._say = fields, say

    def __getitem__(self, name: str) -> str:
        phrase = PHRASES.get(name)
        return phrase(self._fields, self._say) if phrase else _written(self._fields[name])


def _written(value: FieldValue) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, float):
        return f"{value:g}"
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _count(value: FieldValue) -> int:
    """Return the number that decides between one and several; several where it differs from problem to problem."""
    return value if isinstance(value, int) else 2


def _thousands(name: str) -> Callable[[ProblemFields, Catalog], str]:
    def written(fields: ProblemFields, _: Catalog) -> str:
        value = fields[name]
        return f"{value:,}" if isinstance(value, int) else _written(value)

    return written


def _ages(fields: ProblemFields, say: Catalog) -> str:
    """A range of ages within a sentence: "ages 5 to 20", "ages 6 and up", "ages up to 17"."""
    low, high = fields["minimum"], fields["maximum"]
    if high is None:
        return say("ages {least} and up", least=_written(low or 0))
    if low is None:
        return say("ages up to {most}", most=_written(high))
    if low == high:
        return say("age {least}", least=_written(low))
    return say("ages {least} to {most}", least=_written(low), most=_written(high))


def _language(fields: ProblemFields, say: Catalog) -> str:
    code = str(fields["language"])
    english = languages.name(code)
    return english if say.language == ENGLISH else language_name(code, say) or english


PHRASES: Mapping[str, Callable[[ProblemFields, Catalog], str]] = {
    "ages": _ages,
    "language": _language,
    "miles": _thousands("miles"),
    "most": _thousands("most"),
    "more_cells": _thousands("more_cells"),
}
"""By the name that a sentence has for it; every other name is a field that is written as it is."""
