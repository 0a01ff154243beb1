"""The figures of the evaluation, held against slow and obvious definitions."""

from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluation.figures import ndcg, precision, recall
from tests.evaluation.grades import agreement, mean_grades, read_grades
from tests.evaluation.questions import GROUPS, questions

KEYS = st.sampled_from("abcdefghijklmnop")
RANKED = st.lists(KEYS, unique=True)
GRADED = st.dictionaries(KEYS, st.sampled_from([0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0]))


def slow_ndcg(ranked: list[str], grades: dict[str, float], depth: int) -> float:
    gain = best = 0.0
    for place in range(depth):
        if place < len(ranked):
            gain += grades.get(ranked[place], 0) / math.log2(place + 2)
    for place, grade in enumerate(sorted(grades.values(), reverse=True)):
        if place < depth:
            best += grade / math.log2(place + 2)
    return gain / best if best else math.nan


@given(ranked=RANKED, grades=GRADED, depth=st.integers(1, 12))
def test_gain_is_as_defined(ranked: list[str], grades: dict[str, float], depth: int) -> None:
    """nDCG is the discounted sum of grades over that of the best order, and no number where nothing is relevant."""
    assert ndcg(ranked, grades, depth) == pytest.approx(slow_ndcg(ranked, grades, depth), nan_ok=True)


@given(ranked=RANKED, grades=GRADED, depth=st.integers(1, 12))
def test_precision_and_recall_count_answers(ranked: list[str], grades: dict[str, float], depth: int) -> None:
    """Precision and recall count the listings graded 2 or more, of the first and of all."""
    relevant = sum(grade >= 2 for grade in grades.values())
    hits = sum(grades.get(key, 0) >= 2 for key in ranked[:depth])
    if relevant:
        assert precision(ranked, grades, depth) == pytest.approx(float(Fraction(hits, min(depth, relevant))))
        assert recall(ranked, grades, depth) == pytest.approx(float(Fraction(hits, relevant)))
    else:
        assert math.isnan(precision(ranked, grades, depth))
        assert math.isnan(recall(ranked, grades, depth))


def test_judges_who_agree_wholly_have_a_kappa_of_one() -> None:
    """Two judges with the same grades agree wholly, and one step apart costs less than three."""
    one = {("q", str(number)): float(number % 4) for number in range(40)}
    assert agreement(one, one) == (40, 1.0, 1.0)
    near = one | {("q", "0"): 1.0}
    far = one | {("q", "0"): 3.0}
    assert 1 > agreement(one, near)[2] > agreement(one, far)[2]


def test_grades_are_whole_and_given_once(tmp_path: Path) -> None:
    """A grade beyond 3, or a second one for the same listing, is refused; the mean is taken of the judges who gave one."""
    (tmp_path / "a.tsv").write_text("A01\t12345678\t3\nA01\tabcdefab\t1\n", encoding="utf-8")
    (tmp_path / "b.tsv").write_text("A01\t12345678\t2\n", encoding="utf-8")
    assert mean_grades(read_grades(tmp_path)) == {("A01", "12345678"): 2.5, ("A01", "abcdefab"): 1.0}
    for bad in ("A01\t12345678\t4\n", "A01\t12345678\t2\nA01\t12345678\t2\n"):
        (tmp_path / "b.tsv").write_text(bad, encoding="utf-8")
        with pytest.raises(ValueError, match=r"b\.tsv"):
            read_grades(tmp_path)


def test_the_questions_are_enough_of_each_kind() -> None:
    """At least 120 questions have an answer and 15 have none; a fifth or more are in Spanish; each group has twenty or more."""
    asked = questions()
    assert len({one.id for one in asked}) == len({one.words for one in asked}) == len(asked)
    assert sum(one.answerable for one in asked) >= 120
    assert sum(not one.answerable for one in asked) >= 15
    assert sum("spanish" in one.groups for one in asked) >= len(asked) / 5
    assert {group: sum(group in one.groups for one in asked) >= 20 for group in GROUPS} == dict.fromkeys(GROUPS, True)
    assert {group for one in asked for group in one.groups} == set(GROUPS)
