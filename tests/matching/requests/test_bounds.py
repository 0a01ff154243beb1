"""Times of the clock that bound when help is wanted, and the ways of help that a sentence asks for or rules out."""

from __future__ import annotations

import pytest

from matching.requests import read
from matching.sentence import understand

_TIMES = ("day", "hours", "time")


def asked(sentence: str, *kinds: str) -> str:
    return " ".join(one.value for one in read(sentence).conditions if one.kind.value in kinds)


@pytest.mark.parametrize(
    ("sentence", "times"),
    [
        ("tutoring for my 6th grader but it has to be done by 5:30 bc the last bus", "any@-1730"),
        ("tutoring that ends by 5 because his ride leaves", "any@-1700"),
        ("somebody to see him before the bus comes at 3:40", "any@-1540"),
        ("he has to be home by 6 so an art class earlier", "any@-1800"),
        ("we are available until 2 pm, playgroup", "any@-1400"),
        ("tutoring Tuesdays until 5", "tu@-1700"),
        ("I have class until 2, could do counseling then", "any@1400-"),
        ("Football practice lets out at 6, is there tutoring after", "any@1800-"),
        ("we get off work at 5 pm, parent class", "any@1700-"),
        ("Looking for a food pantry open after 6 pm, we both work till 5:30.", "any@1800-"),
        ("I work 9 to 5 so I need a support group outside of those hours.", "any@-0900 any@1700-"),
        ("I can only come between 10 and 1, need diapers", "any@1000-1300"),
        ("I work 9 to 5 so also outside of those hours, child care", "any@-0900 any@1700-"),
        ("can't start before 9 am. art class", "any@0900-"),
        ("any time after dinner for a dads group", "evening"),
        ("Sale de la escuela a las 3, busco futbol para después.", "any@1500-"),
        ("La abuela trabaja hasta las 7, necesita un grupo de duelo más tarde.", "any@1900-"),
        ("antes de que entre a trabajar a las 3, consejería", "any@-1500"),
        ("una clase de arte que termine a las 5", "any@-1700"),
        ("Estoy libre hasta las 12, necesito pañales.", "any@-1200"),
        ("debe terminar para las 5, clases de baile", "any@-1700"),
        ("trabajo de 6 a 2, necesito una despensa que abra en otro horario", "any@-0600 any@1400-"),
        ("not available until 3:30, looking for robotics", "any@1530-"),
        ("ocupo que sea después de que salga su papá de trabajar a las 5, terapia familiar", "any@1700-"),
        ("antes de las 9 o después de las 5, dentista", "any@-0900 any@1700-"),
        ("dentist, before 9 or after 5", "any@-0900 any@1700-"),
        ("ESL class at 9 am to noon", "any@0900-1200"),
        ("I'm on shift 7am to 3pm so legal aid after that", "any@1500-"),
        ("a primera hora de la mañana, una cita para vivienda", "morning"),
        ("al anochecer, grupo de caminata para mi mamá", "evening"),
    ],
)
def test_the_words_around_an_hour_say_what_it_bounds(sentence: str, times: str) -> None:
    """Help is over by an hour, or begins when who is to get it is free: neither is help at that hour."""
    assert asked(sentence, *_TIMES) == times


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("child care open until 7 pm", "until 7 pm"),
        ("basketball, he can stay until 6", "until 6"),
        ("que cierre a las 8 la despensa", "a las 8"),
        ("counseling, home by 9", "by 9"),
        ("We have to be out by 5, landlord says, need a motel", "by 5"),
        ("They fight when dad gets off work at 6, family counseling", "at 6"),
        ("mi papá sale a las 4 de la mañana, necesita quien la cuide", "4 de la mañana"),
        ("todos los días a las 2 de la mañana oye voces", "2 de la mañana"),
        ("el camión sale a las 4, tutoría antes", "a las 4"),
        ("cenamos a las 9, necesitamos comida", "a las 9"),
        ("I need a therapist I can see on my lunch break", "lunch break"),
        ("me preocupa: juega Fortnite hasta las tres y no duerme", "hasta las tres"),
    ],
)
def test_an_hour_that_bounds_no_help_is_told(sentence: str, told: str) -> None:
    """Hours of a place, of a meal and of a night, and those that may be in the morning or in the evening, make no condition."""
    assert not asked(sentence, *_TIMES)
    assert told in " ; ".join(understand(sentence).unread)


@pytest.mark.parametrize(
    ("sentence", "ways"),
    [
        ("counseling over the phone please, not video", "phone"),
        ("No quiero que sea por teléfono, quiero consejería en persona.", "in_person in_person"),
        ("no puedo por zoom, terapia para mi hija", "in_person"),
        ("Que venga alguien a nuestro departamento para la terapia de lenguaje", "home"),
        ("clases en el edificio de la escuela, arte para niños", "school"),
        ("chess club in our gym", "school"),
        ("que sea en línea pero no zoom, clases de inglés", "online"),
        ("en persona no se puede, terapia", "online"),
        ("grief group, phone or in person", "phone in_person"),
        ("apoyo por whatsapp para mamás nuevas", ""),
    ],
)
def test_the_way_of_help_is_the_one_that_is_asked_for(sentence: str, ways: str) -> None:
    """A way that is refused is none beside the one that is wanted, and a message is no way that listings tell."""
    assert asked(sentence, "mode") == ways
