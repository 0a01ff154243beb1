"""Sentences that only look as if they held a condition, for each kind."""

from __future__ import annotations

import pytest

from matching.requests import Kind, read
from tests.matching.requests.measure import PLACES

LOOKS_LIKE_IT: dict[Kind, list[str]] = {
    Kind.LANGUAGE: [
        "only some Spanish", "poquito español",
        "wants to learn Spanish", "needs a Spanish tutor", "failing in Spanish", "tutoring in math and Spanish", "tutor in French for the AP test",
        "credit recovery in Spanish", "fails Spanish class", "english classes for mom", "nobody at school speaks Somali",
        "he speaks English fine", "needs tutoring in English", "not Spanish speaking", "her Spanish teacher is mean", "doesn't speak Spanish",
        "she speaks English and Tagalog fine, either is good", "the only Hmong kid in class", "quiere aprender inglés", "reprobó español", "la clase de español", "Karen is her aunt",
    ],
    Kind.PAYMENT: [
        "lost MassHealth", "no longer on MassHealth", "ya no tiene Medi-Cal", "applying for Medi-Cal", "Mrs. Molina needs a tutor", "Oscar needs a tutor", "camps for all kids", "she is a star",
        "free time", "drug free", "free lunch form", "feel free to call", "is he free on Saturdays", "can't pay the rent",
        "Medicaid lapsed", "Medicaid pending", "se le venció el Medicaid", "lost her Medicaid", "applying for Medicaid", "no car insurance", "not medicaid", "no está seguro en casa",
        "low grades", "ayuda económica para la universidad", "a cheap shot", "no puede pagar la renta", "sin seguro de auto", "perdió el Medicaid",
    ],
    Kind.PLACE: [
        "my son, Holt, 7, is here",
        "on the south side", "student id 48911", "call 5175550142", "call 517-555-0142", "they owe 12000 dollars", "moved from Lansing",
        "he was born in Lansing", "in Lansing, Kansas", "hit by Holt",
    ],
    Kind.AGE: [
        "a mom of five", "grandmother raising four", "madre de 4",
        "for 3 years", "2 years ago", "has been here 6 years", "5 miles", "at 7", "48911", "a 10 year old car", "he was 9 when it happened",
        "his 45 year old mom", "17 absences", "tiene 12 faltas", "5 of us in one room", "are 5, need food stamps", "somos 6 en un cuarto", "DOB 11/17", "grade 14",
        "scored 14 on the test", "apartment 6, needs food", "$15 a month", "hace 3 años", "lleva 2 años aquí", "novio de 20 años", "at table 3, by the door", "it took 2 to 3 years", "under ten minutes", "tiene 2 años sin ver a su papá",
    ],
    Kind.GRADE: [
        "caminando desde el Walmart de la 8th", "his second deployment",
        "grade C", "reads at a 2nd grade level", "her 5th grade teacher", "since 4th grade", "senior center", "Junior is angry",
        "on 7th Avenue", "the 2nd floor", "in 3rd period", "1st time mom", "en el 2do piso", "her 2nd time in foster care", "grade 14",
        "finished high school", "high school diploma", "in second place", "third grade burns", "reprobó quinto grado", "maestra de tercero", "once upon a time",
    ],
    Kind.DAY: [
        "since Monday", "last Tuesday he cried", "every Monday he is in my office", "on Saturday the house burned", "he cries on Mondays",
        "los lunes falta a la escuela", "el sábado se quemó la casa", "desde el martes no come",
    ],
    Kind.TIME: [
        "an after-school program", "gets in fights after school", "after school he cries", "no food on weekends", "mom works evenings",
        "summer camp", "he broke his arm over the winter", "no come en la noche", "este fin de semana", "trabaja por las tardes",
    ],
    Kind.HOURS: [
        "he was hit Saturday night", "the fight was at 2 pm", "after 2 weeks he stopped eating", "at 9 years old he lost his mom",
        "he cries every Saturday morning", "dad works from 3 to 11 pm", "goes to bed at 9 pm", "needs help before 6th grade",
        "le pegaron el sábado por la noche", "trabaja de 3 a 11", "se duerme a las 2 de la mañana", "needs food now",
    ],
    Kind.MODE: [
        "bullied online", "met a man online", "no food at home", "problems at school", "the police came to the house",
        "threatened over the phone", "hours online every night", "she'd rather text than talk on the phone", "nobody home at school pickup", "there is no adult at home", "lo conoció por internet", "pelea en la escuela",
    ],
    Kind.WITHIN: [
        "lives within 2 miles of school, wants art", "runs up to 5 miles a day", "a ride of about 10 miles", "2 miles away", "moved 900 miles", "vive a menos de una milla",
        "needs shoes, walks less than a mile", "corre hasta 3 millas al día",
    ],
    Kind.TRAVEL: [
        "le hacen burla en la guagua", "antes vivíamos sin carro, ahora tenemos troca",
        "no car seat", "walks home alone", "fights on the bus", "needs a bus pass", "lives in the car", "wants a driver's license", "drives him crazy",
        "his car was stolen", "will not get on the bus", "le pegaron en el camión", "perdió el autobús", "camina a casa",
    ],
    Kind.HELPER: [
        "a woman hit her", "her mom is a woman who works", "a man followed her", "he came out as gay", "the church gave them food",
        "una mujer le pegó", "un hombre la sigue", "los hombres le dan miedo",
    ],
    Kind.ACCESS: [
        "needs a new wheelchair", "fell down the stairs", "the first steps to college", "necesita una silla de ruedas",
    ],
    Kind.SETTING: [
        "lives in a group home", "a group of boys hit him", "the group chat", "un grupo de muchachos le pegó",
        "each individual in the family", "our youth group wants to help", "the other one",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "sentence"), [(kind, sentence) for kind, several in LOOKS_LIKE_IT.items() for sentence in several]
)
def test_what_only_looks_like_a_condition_is_none(kind: Kind, sentence: str) -> None:
    """Words that tell of an event, a person or a need are no condition, however near they come."""
    assert [one for one in read(sentence, PLACES).conditions if one.kind is kind] == []
