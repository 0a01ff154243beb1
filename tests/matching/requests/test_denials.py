"""What is not needed, or is there already, and what is only lacking."""

from __future__ import annotations

import pytest

from matching.requests import read

DENIED = [
    ("does not need food", "does not need food"),
    ("no longer homeless", "no longer homeless"),
    ("already has a counselor", "already has a counselor"),
    ("not suicidal", "not suicidal"),
    ("doesn't need food, clothes or housing, needs a ride", "doesn't need food, clothes or housing"),
    ("We do not need rides but he needs a coat", "do not need rides"),
    ("food is not needed", "food is not needed"),
    ("ya tiene consejera", "ya tiene consejera"),
    ("no necesita comida", "no necesita comida"),
    ("ya no viven en el carro", "ya no viven en el carro"),
    ("no ocupa ropa, ocupa zapatos", "no ocupa ropa"),
    ("ya no necesitamos transporte", "ya no necesitamos transporte"),
    ("CPS ruled out neglect", "ruled out neglect"),
    ("se descartó el abuso", "se descartó el abuso"),
    ("rent is covered, they need beds", "rent is covered"),
    ("the food isn't the problem", "the food isn't the problem"),
    ("mentoring instead of counseling", "instead of counseling"),
    ("un mentor en vez de terapia", "en vez de terapia"),
    ("it's not autism", "it's not autism"),
    ("no es depresión", "no es depresión"),
    ("todo bien con la vivienda", "todo bien con la vivienda"),
    ("la renta está cubierta", "la renta está cubierta"),
    ("soccer is out", "soccer is out"),
    ("la ve una psicóloga", "la ve una psicóloga"),
    ("says she doesn't want to die", "doesn't want to die"),
    ("no piensa en matarse", "no piensa en matarse"),
    ("immigration is handled", "immigration is handled"),
    ("sin ideas suicidas", "sin ideas suicidas"),
    ("the bullying stopped", "bullying stopped"),
    ("skip the counseling", "skip the counseling"),
    ("family turned down housing", "turned down housing"),
    ("she declined the food pantry", "declined the food pantry"),
    ("rechazó la vivienda", "rechazó la vivienda"),
    ("any sport but football", "but football"),
    ("cualquier deporte menos natación", "menos natación"),
    ("todo menos futbol", "todo menos futbol"),
    ("busco clases pero no de futbol", "pero no de futbol"),
    ("she is in a Sunday choir already", "is in a Sunday choir already"),
]


NOT_DENIED = [
    "can't sleep", "no food at home", "doesn't have a coat", "won't eat", "no longer talks to anyone", "doesn't want to live",
    "already has two kids", "already has an eviction notice", "food is needed", "no puede dormir", "no tiene comida", "no quiere comer",
    "refuses food", "got turned down for housing", "¿dónde hay comida?", "¿hay comida?", "the landlord refused housing",
    "does he have food", "no tenemos comida", "no hay ropa", "home is not an option", "school is out", "a baby with no crib",
    "ya no quiere ir a la escuela", "ya no come", "ya tiene tres meses sin trabajo", "no longer has a home",
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "heard"), DENIED)
def test_what_is_not_needed_is_denied(sentence: str, heard: str) -> None:
    """What is not needed, or is there already, is taken out of the rest."""
    assert [one.heard for one in read(sentence).denied] == [heard]


@pytest.mark.parametrize("sentence", NOT_DENIED)
def test_a_lack_is_a_need(sentence: str) -> None:
    """What somebody lacks, cannot do or will not do is a need, and stays in the rest."""
    request = read(sentence)
    assert (request.denied, request.rest) == ((), sentence)
