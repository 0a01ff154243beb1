"""A whole sentence understood: needs, conditions, what is denied, danger, and what is left over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.danger import Level
from matching.requests import Kind, NamedPlace, PlaceKind
from matching.sentence import understand

PLACES = {"holt": NamedPlace(PlaceKind.TOWN, "48842"), "everett high": NamedPlace(PlaceKind.SCHOOL, "school:7")}

READ = {
    "habla mixteco y no tiene seguro, necesita terapia los sábados": (
        ["counseling"], [("language", "mix"), ("payment", "uninsured"), ("day", "sa")],
    ),
    "soccer in Holt for my 10 year old": (["sports"], [("place", "48842"), ("age", "10"), ("activity", "soccer")]),
    "a tutor near Everett High, evenings only, must be free": (
        ["tutoring"], [("place", "school:7"), ("time", "evening"), ("payment", "free")],
    ),
    "grief group with a female counselor, not church-based": (
        ["group-therapy", "grief"], [("setting", "group"), ("helper", "woman"), ("helper", "not_faith_based")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "read"), READ.items())
def test_a_sentence_is_needs_and_conditions(sentence: str, read: tuple[list[str], list[tuple[str, str]]]) -> None:
    """Needs and conditions are told apart, in English and Spanish."""
    found = understand(sentence, PLACES)
    assert {one.slug for one in found.needs} <= set(read[0])
    assert found.needs
    assert sorted((one.kind.value, one.value) for one in found.conditions) == sorted(read[1])


@pytest.mark.parametrize(
    ("sentence", "slugs", "needs"),
    [
        ("sailing lessons for my 10 year old", ["sailing"], {"sports"}),
        ("quiere jugar futbol los sábados", ["soccer"], {"sports"}),
        ("needs a tutor and swim lessons", ["swimming"], {"tutoring", "sports"}),
        ("his soccer coach says he quit and cries", [], set()),
        ("lost her mom at the football game", [], {"grief"}),
    ],
)
def test_an_activity_is_asked_for_below_its_need(sentence: str, slugs: list[str], needs: set[str]) -> None:
    """An activity is a condition and brings its need; one that is only mentioned is neither."""
    found = understand(sentence)
    assert [one.value for one in found.conditions if one.kind is Kind.ACTIVITY] == slugs
    assert {one.slug for one in found.needs} == needs


def test_a_language_is_no_class() -> None:
    """Who speaks only Spanish asks for no English classes."""
    assert "english-classes" not in [one.slug for one in understand("speaks only Spanish, needs a dentist").needs]


def test_a_condition_alone_is_a_need() -> None:
    """Without any other need, no insurance is what help is needed with."""
    assert [one.slug for one in understand("no insurance").needs] == ["health-insurance"]


@pytest.mark.parametrize(
    ("sentence", "slug", "kept"),
    [
        ("does not need food, needs a winter coat", "food-pantry", "clothing"),
        ("already has a counselor, wants to play soccer", "counseling", "sports"),
        ("ya no viven en el carro, ahora necesita tutor", "shelter", "tutoring"),
    ],
)
def test_what_is_not_needed_is_no_need(sentence: str, slug: str, kept: str) -> None:
    """A negation takes its need away, and leaves the other."""
    found = understand(sentence)
    assert found.denied
    assert slug not in [one.slug for one in (*found.needs, *found.doubtful)]
    assert kept in [one.slug for one in found.needs]


def test_a_denied_danger_is_asked_about() -> None:
    """Of danger a denial may make a question, and never silence."""
    found = understand("he says he is not suicidal but he gave away his things")
    assert found.danger
    assert found.danger.level in (Level.ASK, Level.NOW)


def test_words_that_nobody_knows_are_said() -> None:
    """What neither a need nor a condition was made of is told, and ordinary words are not."""
    assert understand("a vorpelblat workshop for my 7th grader").unread == ("vorpelblat",)
    assert understand("every Monday he is in my office with a stomachache").unread == ()


@given(st.text(max_size=200))
def test_whatever_is_typed_is_understood(text: str) -> None:
    """Understanding never fails."""
    understand(text, PLACES)
