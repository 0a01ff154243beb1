"""The judges' grades of listings for questions, from 0 (no) to 3 (exactly what was asked), and how far two judges agree."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from tests.evaluation.questions import FOLDER

HIGHEST = 3
KEY = 8
"""As many characters of a listing's id stand in the files of grades."""

Pair = tuple[str, str]
"""A question's id, and the beginning of a listing's."""
Grades = Mapping[Pair, float]


def read_grades(folder: Path = FOLDER / "grades") -> list[Grades]:
    """Return what each judge gave; raise ValueError for a grade that there is not, or one that is given twice."""
    return [_of_judge(file) for file in sorted(folder.glob("*.tsv"))]


def _of_judge(file: Path) -> Grades:
    given: dict[Pair, float] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for question, listing, grade in csv.reader(lines, dialect=csv.excel_tab):
            pair = (question, listing[:KEY])
            if grade not in {"0", "1", "2", "3"} or pair in given:
                raise ValueError(f"{file.name}: {question} {listing} has the grade {grade}, or has one already.")
            given[pair] = float(grade)
    return given


def mean_grades(judges: Sequence[Grades]) -> Grades:
    """Return the mean of what the judges gave, for each pair that any of them graded."""
    pairs = dict.fromkeys(pair for judge in judges for pair in judge)
    return {pair: float(np.mean([judge[pair] for judge in judges if pair in judge])) for pair in pairs}


def of_questions(grades: Grades) -> dict[str, dict[str, float]]:
    """Return the grades of each question's listings."""
    sorted_out: dict[str, dict[str, float]] = {}
    for (question, listing), grade in grades.items():
        sorted_out.setdefault(question, {})[listing] = grade
    return sorted_out


def agreement(one: Grades, other: Grades) -> tuple[int, float, float]:
    """Return how many pairs both graded, the share of them graded alike, and Cohen's kappa with quadratic weights."""
    both = [pair for pair in one if pair in other]
    table = np.zeros((HIGHEST + 1, HIGHEST + 1))
    for pair in both:
        table[int(one[pair]), int(other[pair])] += 1
    steps = np.arange(HIGHEST + 1.0)
    weights = (steps[:, None] - steps[None, :]) ** 2
    by_chance = np.outer(table.sum(1), table.sum(0)) / table.sum()
    return len(both), float(np.trace(table) / table.sum()), float(1 - (weights * table).sum() / (weights * by_chance).sum())


def missing(pairs: Iterable[Pair], judges: Sequence[Grades]) -> list[Pair]:
    """Return the pairs that a judge left out."""
    return [pair for pair in pairs if any(pair not in judge for judge in judges)]
