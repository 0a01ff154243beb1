"""A service for one condition is no answer to another one, and a crisis service no ordinary help."""

from __future__ import annotations

import datetime as dt

import pytest

from matching import Need, Query, rank
from matching.needs import answered, answering, is_for_crisis
from matching.needs.conditions import CONDITIONS, GENERAL, condition
from matching.needs.vocabulary import terms
from tests.matching.making import candidates

TODAY = dt.date(2026, 3, 2)

ONE_CONDITION = [
    ({"eating-disorders": 1.0, "counseling": 1.0}, "grief"),
    ({"eating-disorders": 0.9, "group-therapy": 0.9, "peer-support": 0.9}, "anxiety"),
    ({"speech-therapies": 1.0, "counseling": 0.9, "early-intervention": 0.6}, "suicide"),
    ({"speech-therapies": 1.0, "family-counseling": 1.0}, "depression"),
    ({"suicide": 1.0, "mobile-crisis": 1.0, "counseling": 1.0}, "behavior"),
    ({"vision": 1.0, "primary-care": 1.0}, "vaccinations"),
    ({"smoking-vaping": 1.0, "counseling": 0.9}, "sleep"),
    ({"grief": 1.0, "group-therapy": 1.0}, "anxiety"),
    ({"bullying": 1.0, "peer-support": 0.9}, "depression"),
]
GENERAL_HELP = [
    {"counseling": 1.0},
    {"counseling": 1.0, "anxiety": 1.0, "depression": 1.0},
    {"counseling": 1.0, "substance-use": 1.0},
    {"counseling": 1.0, "eating-disorders": 1.0, "depression": 1.0},
    {"counseling": 1.0, "eating-disorders": 0.6},
    {"grief": 1.0, "counseling": 1.0, "family-counseling": 1.0, "adhd": 1.0},
]


def order(need: str, *services: dict[str, float]) -> list[str]:
    """The services by their places in the arguments ("s0000", …), the best answer to the need first."""
    rows = [
        {"key": key, "term": term, "fit": fit}
        for key, fits in enumerate(services)
        for term, fit in answered(fits).items()
        if term in answering(need)
    ]
    return [match.id for match in rank(Query((Need(need),)), candidates(rows), TODAY).matches]


@pytest.mark.parametrize(("fits", "need"), ONE_CONDITION)
def test_a_service_for_one_condition_stands_behind_general_help(fits: dict[str, float], need: str) -> None:
    """Though it counsels, a program for one condition comes after any general help for another need, however weakly listed."""
    weak = {term: 0.5 for term in answering(need) if term in GENERAL}
    assert order(need, fits, weak)[0] == "s0001"


@pytest.mark.parametrize(("fits", "_need"), ONE_CONDITION)
def test_its_own_condition_it_answers_as_before(fits: dict[str, float], _need: str) -> None:
    """What it is for keeps its fit."""
    assert {slug: fit for slug, fit in answered(fits).items() if slug not in GENERAL} == {
        slug: fit for slug, fit in fits.items() if slug not in GENERAL
    }


@pytest.mark.parametrize("fits", GENERAL_HELP)
def test_general_help_keeps_its_fits(fits: dict[str, float]) -> None:
    """A clinic that is listed for several things, or surely for no one condition, is as it was."""
    assert answered(fits) == fits


def test_the_tables_name_terms() -> None:
    """Every slug of the tables is a term, and no general kind of care is a condition."""
    named = frozenset().union(*CONDITIONS)
    assert named | GENERAL <= set(terms())
    assert not named & GENERAL


@pytest.mark.parametrize(
    ("fits", "name", "crisis"),
    [
        ({"mobile-crisis": 1.0, "counseling": 1.0}, "Night Owls", True),
        ({"suicide": 0.9}, "You Matter", True),
        ({"counseling": 1.0, "substance-use": 1.0}, "County Crisis Line", True),
        ({"counseling": 1.0, "family-support": 1.0}, "Teen Hotline", True),
        ({"psychiatric-care": 1.0, "legal-aid": 1.0}, "Mobile Crisis Outreach", True),
        ({"homework-help": 1.0}, "Homework Hotline", False),
        ({"counseling": 1.0}, "Riverside Counseling", False),
        ({"suicide": 1.0, "grief": 1.0, "group-therapy": 1.0}, "After a Loss", False),
        ({"shelter": 1.0}, "Emergency Family Shelter", False),
        ({"food-pantry": 1.0}, "Emergency Food", False),
    ],
)
def test_what_is_there_for_danger_alone(fits: dict[str, float], name: str, crisis: bool) -> None:
    """Mobile crisis teams and crisis lines are; shelters, pantries and homework lines are not."""
    assert is_for_crisis(fits, name) is crisis


def test_several_conditions_are_none() -> None:
    """A service for two conditions that are not one is for several things."""
    assert condition({"eating-disorders": 1.0, "vision": 1.0}) is None
