"""Asks the questions of the product and of plain ways, and prints one table: `python -m tests.evaluation`, or `make evaluate`."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from sqlalchemy.orm import Session

from tests.evaluation import ablation, lists, pool, systems
from tests.evaluation.figures import RELEVANT, ndcg, precision, recall
from tests.evaluation.grades import KEY, Grades, agreement, mean_grades, of_questions, read_grades
from tests.evaluation.lists import Listing
from tests.evaluation.questions import FOLDER, GROUPS, Question, questions
from tests.evaluation.systems import Found, System

PRODUCT, BM25 = "Referral Desk", "BM25"
HEADER = ("nDCG@10", "prec@10", "rec@50", "wrong ages", "nothing found", "graded@10")
Answers = Mapping[str, Sequence[Found]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__)
    parser.add_argument("--pool", type=Path, metavar="FOLDER", help="write what nobody has judged yet into this folder")
    parser.add_argument("--grades", type=Path, default=FOLDER / "grades", help="the judges' grades, a file each")
    parser.add_argument("--directory", metavar="URL", help="a directory that holds the lists already, instead of importing them")
    given = parser.parse_args()
    os.environ.setdefault("REFERRAL_DESK_TIME_ZONE", lists.ZONE)
    if why := lists.absent():
        print(f"Skipped. {why}")
        return
    with (
        tempfile.TemporaryDirectory(prefix="desk-evaluation-") as folder,
        lists.opened(given.directory or lists.import_lists(Path(folder))) as session,
    ):
        _evaluate(session, given.grades, given.pool)


def _evaluate(session: Session, grades_folder: Path, pool_folder: Path | None) -> None:
    asked, everything, judges = questions(), lists.listings(session), read_grades(grades_folder)
    answers = {name: {one.id: system(one) for one in asked} for name, system in _systems(session, everything).items()}
    print(f"{len(asked)} questions of {len(everything)} listings")
    if pool_folder:
        written = _write_pool(pool_folder, asked, everything, answers, mean_grades(judges))
        print(f"{written} pairs to judge in {pool_folder}")
    if not judges:
        print(f"There are no grades in {grades_folder}: nothing can be said of quality.")
        return
    _print_judges(judges)
    grades = of_questions(mean_grades(judges))
    _print_table(asked, everything, answers, grades)
    _print_unanswerable(asked, answers, grades)
    _print_ablation(session, asked, answers[PRODUCT], grades)


def _systems(session: Session, everything: Mapping[str, Listing]) -> dict[str, System]:
    return {
        PRODUCT: systems.product(session),
        BM25: systems.bm25(everything),
        "names (rapidfuzz)": systems.names(everything),
        "need and age, nearest first": systems.product(session, order="distance"),
        "age, nearest first": systems.nearest(everything),
    }


def _write_pool(
    folder: Path, asked: Sequence[Question], everything: Mapping[str, Listing], answers: Mapping[str, Answers], grades: Grades
) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    judged_ways = [
        {key: [one.id for one in found if one.id in everything] for key, found in answers[name].items()}
        for name in (PRODUCT, BM25, "names (rapidfuzz)")
    ]
    full = {(question, key) for question, start in grades for key in everything if key.startswith(start)} if grades else set()
    return pool.write_pool(folder, asked, pool.pooled(asked, judged_ways), everything, judged=full)


def _print_judges(judges: Sequence[Grades]) -> None:
    for number, one in enumerate(judges):
        for other in judges[number + 1 :]:
            pairs, alike, kappa = agreement(one, other)
            print(f"Two judges, {pairs} pairs: {alike:.1%} graded alike, weighted kappa {kappa:.2f}")


def _print_table(
    asked: Sequence[Question],
    everything: Mapping[str, Listing],
    answers: Mapping[str, Answers],
    grades: Mapping[str, Mapping[str, float]],
) -> None:
    answered = [one for one in asked if _has_answer(one, grades)]
    print(f"{len(answered)} of them have an answer by the grades; the others do not count in this table.")
    groups = {"all": answered, **{name: [one for one in answered if key in one.groups] for key, name in GROUPS.items()}}
    width = max(map(len, answers)) + 2
    for name, of_group in groups.items():
        print(f"\n{name}, {len(of_group)} questions\n{'':{width}}" + "".join(f"{head:>15}" for head in HEADER))
        for system, found in answers.items():
            print(f"{system:{width}}" + "".join(f"{cell:>15}" for cell in _cells(of_group, everything, found, grades)))


def _has_answer(question: Question, grades: Mapping[str, Mapping[str, float]]) -> bool:
    return any(grade >= RELEVANT for grade in grades.get(question.id, {}).values())


def _cells(
    asked: Sequence[Question], everything: Mapping[str, Listing], found: Answers, grades: Mapping[str, Mapping[str, float]]
) -> list[str]:
    ranked = {one.id: [hit.id[:KEY] for hit in found[one.id]] for one in asked}
    wrong = sum(_wrong_ages(one, everything, found[one.id][:10]) for one in asked)
    nothing = float(np.mean([not ranked[one.id] for one in asked]))
    judged = [key in grades[one.id] for one in asked for key in ranked[one.id][:10]]
    return [
        f"{_mean_ndcg(asked, found, grades):.3f}",
        f"{np.mean([precision(ranked[one.id], grades[one.id], 10) for one in asked]):.3f}",
        f"{np.mean([recall(ranked[one.id], grades[one.id], 50) for one in asked]):.3f}",
        str(wrong),
        f"{nothing:.1%}",
        f"{np.mean(judged):.0%}" if judged else "-",
    ]


def _mean_ndcg(asked: Sequence[Question], found: Answers, grades: Mapping[str, Mapping[str, float]]) -> float:
    return float(np.mean([ndcg([hit.id[:KEY] for hit in found[one.id]], grades[one.id], 10) for one in asked]))


def _wrong_ages(question: Question, everything: Mapping[str, Listing], found: Sequence[Found]) -> int:
    low, high = systems.ages(question)
    return sum(not everything[hit.id].takes(low, high) for hit in found if hit.id in everything)


def _print_unanswerable(
    asked: Sequence[Question], answers: Mapping[str, Answers], grades: Mapping[str, Mapping[str, float]]
) -> None:
    without = [one for one in asked if not _has_answer(one, grades)]
    print(f"\n{len(without)} questions without an answer: how many a way claims to answer")
    for name, found in answers.items():
        claimed = [one.id for one in without if any(hit.sure for hit in found[one.id][:10])]
        print(f"{name:30}{len(claimed):4}   {' '.join(claimed)}")
    surprising = [one.id for one in asked if one.answerable != _has_answer(one, grades)]
    print(f"Otherwise than the writer expected: {' '.join(surprising) or 'none'}")


def _print_ablation(
    session: Session, asked: Sequence[Question], whole: Answers, grades: Mapping[str, Mapping[str, float]]
) -> None:
    answered = [one for one in asked if _has_answer(one, grades)]
    best = _mean_ndcg(answered, whole, grades)
    print(f"\nnDCG@10 without one part (with all: {best:.3f})")
    for part in ablation.parts():
        with ablation.without(part):
            system = systems.product(session)
            found = {one.id: system(one) for one in answered}
        mean = _mean_ndcg(answered, found, grades)
        print(f"{part:24}{mean:.3f}   {mean - best:+.3f}")


if __name__ == "__main__":
    main()
