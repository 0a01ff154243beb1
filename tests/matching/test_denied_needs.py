"""Needs that a sentence denies, and lacks and questions, which deny nothing."""

from __future__ import annotations

import pytest

from matching.danger import Level
from matching.sentence import understand


@pytest.mark.parametrize(
    ("sentence", "slug", "kept"),
    [
        ("does not need food, needs a winter coat", "food-pantry", "clothing"),
        ("already has a counselor, wants to play soccer", "counseling", "sports"),
        ("ya no viven en el carro, ahora necesita tutor", "shelter", "tutoring"),
        ("everything except tutoring, maybe art", "tutoring", "visual-arts"),
        ("todo menos futbol, mejor musica", "sports", "music"),
        ("he hates soccer, wants dance", "sports", "dance"),
        ("odia el futbol, quiere musica", "sports", "music"),
        ("refuses counseling; wants art", "counseling", "visual-arts"),
        ("neither tutoring nor mentoring, just a job", "mentoring", "youth-employment"),
        ("ni comida ni ropa, solo pañales", "food-pantry", "baby-supplies"),
        ("no girls scouts stuff, a tutor", "scouting", "tutoring"),
        ("we have a dentist but need glasses", "dental", "vision"),
        ("has housing, needs furniture", "housing-help", "household-goods"),
        ("tenemos comida pero necesitamos ropa", "food-pantry", "clothing"),
        ("dentist already found, needs a coat", "dental", "clothing"),
        ("is seeing a therapist, needs a dentist", "counseling", "dental"),
        ("va con un psicologo, necesita lentes", "counseling", "vision"),
        ("stopped using vape, just needs homework help", "smoking-vaping", "homework-help"),
        ("dejó de vapear, necesita tutor", "smoking-vaping", "tutoring"),
    ],
)
def test_what_is_not_needed_is_no_need(sentence: str, slug: str, kept: str) -> None:
    """A negation takes its need away, and leaves the other."""
    found = understand(sentence)
    assert found.denied
    assert slug not in [one.slug for one in (*found.needs, *found.doubtful)]
    assert kept in [one.slug for one in found.needs]


@pytest.mark.parametrize(
    ("sentence", "slug"),
    [
        ("has no coat, needs food", "clothing"),
        ("we have neither food nor coats", "clothing"),
        ("no tenemos ni comida ni ropa", "clothing"),
        ("sin cama", "household-goods"),
        ("has a tutor but needs more help in math", "math"),
        ("has glasses but needs new ones", "vision"),
        ("hates reading, needs help", "reading"),
        ("wants to quit smoking", "smoking-vaping"),
        ("refuses to go to school", "attendance"),
        ("besides counseling, she needs a tutor", "counseling"),
        ("we don't need anything but a tutor", "tutoring"),
    ],
)
def test_what_is_lacking_or_hard_is_no_denial(sentence: str, slug: str) -> None:
    """A lack, a struggle and a wish for more of the same take no need away."""
    found = understand(sentence)
    assert not found.denied
    assert slug in [one.slug for one in (*found.needs, *found.doubtful)]


def test_a_denied_danger_is_asked_about() -> None:
    """Of danger a denial may make a question, and never silence."""
    found = understand("he says he is not suicidal but he gave away his things")
    assert found.danger
    assert found.danger.level in (Level.ASK, Level.NOW)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cualquier deporte menos natación", ["sports"]),
        ("any sport but football", ["sports"]),
        ("anything but soccer", []),
        ("todo menos futbol", []),
        ("she hates soccer", []),
    ],
)
def test_all_but_one_activity_leaves_the_others(text: str, found: list[str]) -> None:
    """Who wants any sport but one is answered by sports; who refuses one and names no other is not offered what was refused."""
    read = understand(text)
    assert [one.slug for one in read.needs] == found
    assert "sports" not in [one.slug for one in read.doubtful]
    assert not [one for one in read.conditions if one.kind.value == "activity"]


@pytest.mark.parametrize(
    ("text", "need"),
    [("¿dónde hay comida?", "food-pantry"), ("saben de clases de guitarra", "music"), ("any leads on housing?", "housing-help")],
)
def test_a_question_asks(text: str, need: str) -> None:
    """Who asks where something is, or who knows of it, needs it."""
    assert [one.slug for one in understand(text).needs] == [need]
