"""The children of a question, by codes as forms and sentences hold them: "age:5", "age:5-7", "grade:3".

>>> [child.code for child in children_of(Ask(age=5, siblings=("grade:3", "age:5")))]
['age:5', 'grade:3']
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from directory.errors import UsageError
from directory.finding.question import Ask, Heard
from directory.finding.reason_codes import PlanCode, ReasonNote
from matching import of_age, of_ages, of_grade
from matching.query import Ages
from matching.requests import Condition, Kind, NamedChildren, ages_of_grades

MOST_CHILDREN = 8
OF_ADULTS = 18.0, 99.0
"""The ages, in years, that an adult relative is taken to have one of."""
_AGES = frozenset({"age", "grade"})
_GRADES = re.compile(r"(?:K|[1-9]|1[0-2])-(?:[1-9]|1[0-2])", re.ASCII)
_YEARS = re.compile(r"\d{1,3}(?:\.\d+)?(?:-\d{1,3}(?:\.\d+)?)?", re.ASCII)


def children_of(ask: Ask) -> tuple[Ages, ...]:
    """Return the children of a question; raise UsageError for an age or a grade that is none."""
    codes = [f"grade:{ask.grade}"] if ask.grade is not None else []
    if ask.age is not None:
        codes = [f"age:{ask.age:g}" if ask.oldest is None else f"age:{ask.age:g}-{ask.oldest:g}"]
    if len(codes) + len(ask.siblings) > MOST_CHILDREN:
        raise UsageError(f"Ask for {MOST_CHILDREN} children at most.")
    return tuple(dict.fromkeys(_ages(code) for code in (*codes, *ask.siblings)))


def spared(children: Sequence[Ages], heard: Heard) -> tuple[tuple[str, Ages], ...]:
    """Return the needs, by their slugs, with each child who does not have them."""
    return tuple((slug, child) for slug, one in heard.whose.spared for child in children if child.code == one.key)


def with_needs(children: tuple[Ages, ...], heard: Heard) -> tuple[Ages, ...]:
    """Return the children who need something of what was heard; all if none does."""
    without = spared(children, heard)
    return tuple(child for child in children if any((told.slug, child) not in without for told in heard.needs)) or children


def _ages(code: str) -> Ages:
    kind, _, value = code.partition(":")
    if kind == "grade" and _GRADES.fullmatch(value) and (ages := ages_of_grades(value)):
        return of_ages(*ages)
    if kind == "age" and not _YEARS.fullmatch(value):
        raise UsageError(f"A child is known by an age in years or by a grade: {value!r} is neither.")
    first, _, last = value.partition("-")
    try:
        return of_grade(value) if kind == "grade" else of_ages(float(first), float(last)) if last else of_age(float(first))
    except ValueError as error:
        raise UsageError(str(error)) from None


def for_relative(ask: Ask, heard: Heard) -> Ask:
    """Return a question about a relative alone without the age and grade that nobody chose, which are the student's.

    An adult is looked for among all ages of adults, unless the sentence says theirs.
    """
    if not (heard.kin and heard.kin.is_all and heard.kin.is_sure) or ask.needs:  # the needs of a form are the student's
        return ask
    blank: dict[str, Any] = dict.fromkeys(ask.preset & _AGES)
    ask = replace(ask, preset=ask.preset - _AGES, **blank)
    if not heard.kin.is_adult or ask.age is not None or ask.grade is not None or any(map(_is_of_adult, heard.conditions)):
        return ask
    return replace(ask, age=OF_ADULTS[0], oldest=OF_ADULTS[1])


def is_of_child(ask: Ask, one: Condition) -> bool:
    """Whether a condition tells the age or grade of a child where an adult is looked for."""
    return (ask.age, ask.oldest) == OF_ADULTS and one.kind in (Kind.AGE, Kind.GRADE)


def _is_of_adult(one: Condition) -> bool:
    return one.kind is Kind.AGE and float(one.value.partition("-")[0]) >= OF_ADULTS[0]


def ages_to_ask(heard: Heard, children: Sequence[Ages], ask: Ask) -> ReasonNote | None:
    """Return the question for the ages of those whom a sentence speaks of without saying them; None if they are known.

    `ask` is the question before the age of a student's file was left out, which is said if the sentence asks for somebody else.
    """
    if heard.kin and (code := _on_relative(heard, children, ask)):
        return ReasonNote(code, {"heard": heard.kin.heard})
    if heard.whose.is_unsure and len(children) > 1:
        return ReasonNote(PlanCode.ALL_FOR_ALL)
    return _ages_of_named(heard.named_children, children)


def _on_relative(heard: Heard, children: Sequence[Ages], ask: Ask) -> PlanCode | None:
    """Return what is said about the age at which is searched where a sentence asks for a relative."""
    kin, searched = heard.kin, for_relative(ask, heard)
    if kin is None:
        return None
    if not kin.is_sure:
        return PlanCode.KIN_PERHAPS
    if (searched.age, searched.oldest) == OF_ADULTS:
        return PlanCode.KIN_ADULT
    if not children and searched != ask:
        return PlanCode.KIN_ALONE
    is_all = kin.is_all and not ask.needs
    if is_all and kin.is_adult and children and children[0].low < OF_ADULTS[0]:
        return PlanCode.KIN_ADULT_AT_AGE
    return PlanCode.KIN_AS_WELL if len(children) == 1 and not is_all else None


def _ages_of_named(named: NamedChildren | None, children: Sequence[Ages]) -> ReasonNote | None:
    """Return the question for the ages of children who are only named; several ages in one ("in middle school") may be those of all."""
    known = len(set(children))
    if (
        named is None
        or known >= (named.number or 2)
        or any(child.grade is None and child.high - child.low > 1 for child in children)
    ):
        return None
    return ReasonNote(PlanCode.MORE_AGES_TO_ASK if known else PlanCode.AGES_TO_ASK, {"heard": named.heard, "known": known})


def child_as_json(code: str) -> dict[str, Any]:
    """Return a child as defined by the command line's contract: an age in years or a grade."""
    kind, _, value = code.partition(":")
    if kind == "grade":
        return {"age": None, "grade": value}
    first, _, last = value.partition("-")
    return {"age": float(first), "grade": None} | ({"oldest": float(last)} if last else {})
