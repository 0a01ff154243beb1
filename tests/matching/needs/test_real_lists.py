"""The vocabulary against real lists, read from where they lie and never copied here."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from matching import needs

LISTS = Path(__file__).resolve().parents[3] / ".." / "shared" / "data"


def rows(name: str) -> Iterator[dict[str, str]]:
    path = LISTS / name
    if not path.exists():
        pytest.skip(f"{name} is absent")
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        yield from csv.DictReader(lines)


ASKED = {
    "after-school program": "After-School Programs",
    "summer camp": "Summer Camp",
    "a first job for a teenager": "Youth Employment",
    "help with immigration papers": "Immigration Services",
    "English classes for a newcomer": "ESOL",
    "GED": "ABE/GED",
    "runaway or homeless youth": "Runaway & Homeless Youth",
    "counseling": "mental health facility",
    "help to stop using drugs": "substance use",
}


@pytest.mark.parametrize(("question", "label"), ASKED.items())
def test_question_and_label_meet(question: str, label: str) -> None:
    """What is asked for in plain words is what a city's list calls by its own name."""
    asked = [found.slug for found in needs.resolve(question).found]
    assert needs.classify({"categories": [label]}) == dict.fromkeys(asked, 1.0)
    assert len(asked) == 1


def test_every_program_type_of_new_york_is_understood() -> None:
    """Each program type classifies to a term, but for the name of a funding area."""
    types = {piece.strip() for row in rows("nyc-after-school-programs.csv") for piece in row["PROGRAM TYPE"].split(",")}
    assert {piece for piece in types if not needs.classify({"categories": [piece]})} <= {"NDA Programs"}


def test_most_rows_of_a_211_list_are_understood() -> None:
    """Nearly every program row of an iCarol export gets a term, most rows of agencies too."""
    programs: list[bool] = []
    agencies: list[bool] = []
    for row in rows("dc-211-icarol-export.csv"):
        parts = {
            "categories": row["Categories"].split(";") + row["TaxonomyTerm"].split(";"),
            "name": row["PublicName"],
            "description": row["AgencyDescription"],
        }
        (programs if row["TaxonomyLevelName"] == "Program" else agencies).append(bool(needs.classify(parts)))
    assert sum(programs) / len(programs) > 0.98
    assert sum(agencies) / len(agencies) > 0.7
