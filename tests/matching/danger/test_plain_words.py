"""Plain words that the models alone would miss, misname or be troubled by."""

from __future__ import annotations

import pytest

from matching.danger import KINDS, Level, read
from matching.danger.plain_words import _patterns, plain_danger, without_harmless

HEARD = {
    "he is diabetic, his father refuses to buy the insulin": ("child-abuse",),
    "stepmom hides his inhaler when she is mad": ("child-abuse",),
    "his mom says God will heal him and stopped the chemo": ("child-abuse",),
    "el papá no le quiere comprar la insulina": ("child-abuse",),
    "le niega la mamá las pastillas, y la abuela le esconde el inhalador": ("child-abuse",),
    "they are in the Corolla again and it's 8 below": ("unsafe-tonight",),
    "she's been living in a Jeep since June": ("unsafe-tonight",),
    "durmieron en la Suburban, hacía cinco bajo cero": ("unsafe-tonight",),
    "she has a box cutter and says she's going to finish it today": ("suicide", "violence"),
    "con la navaja en la mano dijo que esta noche termina todo": ("suicide", "violence"),
    "Mom says he tied a noose, just for attention": ("suicide",),
    "amarró una soga, su mamá dice que para llamar la atención": ("suicide",),
    "él le pega y ella dice que se va a matar": ("domestic-violence", "suicide"),
    "he hears voices that tell him to stab his brother": ("voices", "violence"),
    "oye voces que le dicen que se mate": ("voices", "suicide"),
}
QUIET = (
    "bombed the final", "rifle team tryouts", "skeet shooting club for teens", "el equipo de tiro deportivo", "the dog ran away", "se les escapó el perro y está triste",
    "this paperwork is killing me", "el papeleo me está matando", "basketball coach, a man, for my 12-year-old", "un entrenador, hombre, para mi hijo de 12",
    "tutoring M/W/F after school", "tutoría L/M/V después de la escuela", "turned 13 yesterday", "cumplió 13 ayer",
    "un maestro para mi hijo", "a guy to tutor my son", "la gata se escapó ayer y la niña llora", "turned eleven yesterday", "marching band rifle line",
    "the insurance refuses to cover the insulin, mom is worried", "el seguro no quiere pagar la insulina", "she slept in the Honda on the way to the game",
)  # fmt: skip
NEVER_SILENT = (
    "he bombed the school bathroom", "her brother and the dog ran away", "the dog ran away and then so did she last night", "the coach, a man, touches my 12-year-old",
    "a coach for my son touched him", "this paperwork is killing me and I want to end my life", "she turned 13 yesterday and wants to die", "he took his dad's rifle to the team bus",
    "cumplió 13 ayer y se corta los brazos", "se escapó con el perro anoche y no contesta", "mi esposo me está matando a golpes",
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "kinds"), HEARD.items())
def test_plain_danger_raises_the_card_of_its_kind(sentence: str, kinds: tuple[str, ...]) -> None:
    """What the table knows is heard now and by its kinds, in English and in Spanish."""
    found = read(sentence)
    assert found
    assert (found.level, set(kinds) <= set(found.kinds)) == (Level.NOW, True)


@pytest.mark.parametrize("sentence", QUIET)
def test_words_that_only_sound_so_raise_nothing(sentence: str) -> None:
    """What people ask or say every day in words of harm is not even asked about."""
    assert read(sentence) is None


@pytest.mark.parametrize("sentence", NEVER_SILENT)
def test_danger_beside_such_words_is_heard(sentence: str) -> None:
    """Words that are harmless elsewhere hide no danger that is told in them or beside them."""
    assert read(sentence)


def test_the_table_keeps_to_the_kinds() -> None:
    """Each kind of the table is one that the card has words for, and no harmless row matches what the table hears as danger."""
    assert {kind for _, danger in _patterns().dangers for kind in danger.kinds} <= set(KINDS)
    assert [one for one in HEARD if without_harmless(one) != one] == []
    assert plain_danger([]) is None
