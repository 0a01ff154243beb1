"""Children in words, by the codes that reasons and plans hold: "age:5", "grade:3" (matching.query.Ages)."""

from __future__ import annotations

from collections.abc import Mapping

from directory.finding.children import OF_ADULTS
from directory.finding.list_phrases import all_of
from directory.i18n.catalogs import Catalog
from matching.query import Value

Fields = Mapping[str, Value]

CHILDREN = "children"
"""The field of a plan, and of a reason on ages where there are several children, that holds their codes."""


def children_of(fields: Fields, say: Catalog) -> str:
    """Return the children of a plan or a reason in words."""
    return all_of([child(code, say) for code in _codes(fields)], say)


def child(code: str, say: Catalog) -> str:
    """Return a child in words: "age 5", "grade 3"."""
    kind, _, value = code.partition(":")
    if kind == "age":
        return say("age {age}", age=value)
    if value in {"0", "K"}:
        return say("kindergarten")
    return say("pre-kindergarten") if value in {"-1", "PK"} else say("grade {grade}", grade=value)


def student_of(fields: Fields, say: Catalog) -> str:
    """Return the student of a reason on ages, or the students of whom it speaks where several are asked for."""
    if CHILDREN in fields:
        ages = children_of(fields, say)
        alone = len(_codes(fields)) == 1
        return say("one of the students: {ages}", ages=ages) if alone else say("the students: {ages}", ages=ages)
    grade, oldest = fields["grade"], fields.get("oldest")
    if (fields["age"], oldest) == OF_ADULTS:
        return say("an adult is looked for")
    if oldest is not None:
        return say("the students are {age} to {oldest}", age=_years(fields["age"]), oldest=_years(oldest))
    if grade is None:
        return say("the student is {age}", age=_years(fields["age"]))
    if grade == 0:
        return say("the student is in kindergarten")
    return say("the student is in pre-kindergarten") if grade == -1 else say("the student is in grade {grade}", grade=grade)


def _years(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _codes(fields: Fields) -> tuple[str, ...]:
    value = fields.get(CHILDREN, ())
    return tuple(str(one) for one in value) if isinstance(value, tuple) else ()
