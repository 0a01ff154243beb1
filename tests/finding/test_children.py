"""The children of a question, by the codes of ages and grades."""

from __future__ import annotations

import pytest

from directory.errors import UsageError
from directory.finding.children import children_of
from directory.finding.question import Ask


@pytest.mark.parametrize(
    ("ask", "low", "high"),
    [
        (Ask(age=9, oldest=12), 9, 13),
        (Ask(age=6, oldest=8), 6, 9),
        (Ask(siblings=("age:7-9",)), 7, 10),
        (Ask(siblings=("grade:6-8",)), 11, 15),
        (Ask(siblings=("grade:3-5",)), 8, 12),
        (Ask(siblings=("grade:K-2",)), 5, 9),
    ],
)
def test_a_span_is_one_child(ask: Ask, low: float, high: float) -> None:
    """A span of ages is of years, and one of grades of the years of their students: ages 9 to 12 are no high school."""
    assert [(one.low, one.high) for one in children_of(ask)] == [(low, high)]


@pytest.mark.parametrize("code", ["grade:13-14", "grade:x-2", "grade:-", "age:K-2"])
def test_what_is_no_span_is_refused(code: str) -> None:
    """A code of another form is a wrong argument."""
    with pytest.raises(UsageError):
        children_of(Ask(siblings=(code,)))
