"""The questions that are asked, one a line in questions.tsv, and the groups that they are counted in."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
GROUPS = {
    "activity": "exact activities",
    "basic": "basic needs",
    "mental": "mental health",
    "conditions": "sentences with conditions",
    "spanish": "Spanish",
}
"""The groups by their keys in the file, as the table names them. A question in Spanish is counted with its subject as well."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as typed, and where it is asked: a ZIP in reach of one of the lists.

    `age` in years and `grade` are the student's, None where neither the sentence nor its asker said so. `answerable` means that
    the lists hold an answer, by the expectation of whoever wrote the question.
    """

    id: str
    groups: tuple[str, ...]
    answerable: bool
    zip: str
    age: float | None
    grade: str | None
    words: str


def questions(file: Path = FOLDER / "questions.tsv") -> list[Question]:
    """Return all questions in the order of their file."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [_question(row) for row in csv.DictReader(lines, dialect=csv.excel_tab, quoting=csv.QUOTE_NONE)]


def _question(row: dict[str, str]) -> Question:
    return Question(
        id=row["id"],
        groups=tuple(row["groups"].split()),
        answerable=row["answer"] == "yes",
        zip=row["zip"],
        age=float(row["age"]) if row["age"] else None,
        grade=row["grade"] or None,
        words=row["question"],
    )
