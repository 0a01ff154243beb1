"""What in a listing speaks of faith, and what only sounds so."""

from __future__ import annotations

import pytest

from matching.traits.faith import Faith, faith_in

NOTHING = Faith(None, None, None)

NAMES_OF_FAITH = (
    "Lutheran Social Services", "Catholic Charities of Ingham", "First Baptist Church Pantry", "City Rescue Mission",
    "Jewish Family Service", "Islamic Center of East Lansing", "Grace Ministries", "The Salvation Army", "Interfaith Shelter",
)  # fmt: skip
NAMES_OF_NONE = (
    "Church Street Clinic", "Church St. Community Center", "St. Lawrence Hospital", "Methodist Children’s Hospital",
    "Temple University Tutoring", "Churchill Downs Youth Club", "Faith Ringgold Art Studio", "YMCA of Lansing", "Red Cross",
    "Mission Hill Health", "Christina's House", "Baptist Health",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES_OF_FAITH)
def test_a_name_of_faith_is_sure(name: str) -> None:
    """An agency that bears a creed or a house of worship in its name is faith-based."""
    assert faith_in((name,), ("Help for families.",)).sure


@pytest.mark.parametrize("name", NAMES_OF_NONE)
def test_streets_and_hospitals_say_nothing(name: str) -> None:
    """A street, a hospital, a saint or a person's name tells of no faith."""
    assert faith_in((name,), ("Help for families.",)) == NOTHING


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("A faith-based mentoring program.", Faith("faith-based", None, None)),
        ("Bible study and prayer on Wednesdays.", Faith("Bible study", None, None)),
        ("Pastoral counseling for couples.", Faith("Pastoral counseling", None, None)),
        ("We meet in the hall of a church.", Faith(None, "church", None)),
        ("Food from local churches and stores.", Faith(None, "churches", None)),
        ("We are at 12 Church Street.", NOTHING),
        ("People of all faiths are welcome.", NOTHING),
        ("Open to all regardless of race, religion, Christian or not.", NOTHING),
        ("A secular support group.", Faith(None, None, "secular")),
        ("This is not a faith-based program.", Faith(None, None, "not a faith-based")),
        ("Homework help after school.", NOTHING),
    ],
)
def test_a_description_is_read(words: str, expected: Faith) -> None:
    """Words of a description are sure, said in passing, or say nothing; who is welcome is not who helps."""
    assert faith_in(("Maple House",), (words,)) == expected
