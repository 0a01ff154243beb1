"""What stands beside danger: requests and their conditions, which neither quiet it nor sound like it, and denials."""

from __future__ import annotations

import pytest

from matching.danger import Level, read
from matching.danger.beside import with_blanks, without_conditions

DANGERS = {
    "en": (
        "stepdad locked her in the shed", "drank a bottle of bleach", "he brought a blade in his sock", "she cuts", "hears voices",
        "her coach makes her touch him", "wants to be dead", "kids found alone, nobody home since friday", "mom threw a pot at him",
    ),
    "es": (
        "su padrastro la encerró en el sótano", "se tomó el cloro", "trae una navaja en el calcetín", "se corta los brazos",
        "oye voces que le mandan cosas", "su entrenador la toca", "dice que se quiere morir", "la mamá le aventó una olla",
    ),
}  # fmt: skip
BESIDE = {
    "en": (
        "tutor 5th grade, {}", "{}, 2nd grader", "{} on thursdays", "{} and needs reading help wed after 3:30", "swim lessons 4 my 7yo sun, {}",
        "arabic speaking counselor, {}", "{}, wants piano lessons for her daughter, 9, on weekends", "in Spanish, {}", "{}. Needs a dentist",
        "coats for a 10 year old boy, no insurance, no car, and {}",
    ),
    "es": (
        "tutor 5to grado, {}", "{}, 2do grado", "{} los jueves", "{} y necesita ayuda con lectura los miércoles después de las 3",
        "natación para mi hija de 7 años los domingos, {}", "clases de inglés y {}", "{}, sin carro", "en español, {}", "{}. Necesita un dentista",
        "abrigo para un niño de 10 años, sin seguro, y {}",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("language", "around"), [(language, around) for language, some in BESIDE.items() for around in some])
def test_a_request_and_its_conditions_quiet_no_danger(language: str, around: str) -> None:
    """Danger is as loud beside a grade, an age, a day, an hour, a language, a payment or a way as it is alone, and keeps its kinds."""
    for words in DANGERS[language]:
        alone, found = read(words), read(around.format(words))
        assert alone is not None, words
        assert found is not None, words
        assert found.now or not alone.now, words
        assert set(alone.kinds) <= set(found.kinds), words


@pytest.mark.parametrize(
    "words",
    [
        "tutoring for my son, 8, on weekends", "piano M W F", "my kids are 3 7 and 10 basketball saturdays", "zapatos para mi hija, 6, hoy",
        "food bank saturday, no car", "math help 4 my 7yo, sunday, no car", "free clothes girl 5t and boy 9", "dentista para mis hijos de 4 y 8, martes",
    ],
)  # fmt: skip
def test_conditions_of_a_plain_request_sound_like_no_danger(words: str) -> None:
    """Who asks for something by name, for whom, when and how is asked about no danger."""
    assert read(words) is None


@pytest.mark.parametrize(
    "words",
    [
        "man tutor for a boy of 10", "female babysitter for girl 9", "older woman mentor for my son", "men swim coach for my 13 yr old daughter", "babysitter who comes at night for 3 yr old",
        "tutora que sea mujer para mi hijo", "tutor que venga a la casa", "niñera que venga de noche para mi bebe", "que no sea lejos, clases de dibujo",
    ],
)  # fmt: skip
def test_who_is_wanted_to_help_sounds_like_no_danger(words: str) -> None:
    """Who names the help, who is to give it, when they come and to which child is asked about no danger."""
    assert read(words) is None


@pytest.mark.parametrize(
    "words",
    [
        "a man at the babysitter's touches my girl 9", "older man touches my girl 9", "male counselor for my son, his uncle raped him", "uncle who comes at night to her bed",
        "que venga la policia, mi esposo me pega", "tutor que venga a la casa, su papa le pega", "the tutor hits my son with a belt", "belt marks on my son",
        "su papa es guardia y trae pistola, la amenazo", "the cat scratches her arms, but it is really her with a razor", "nobody touches her but she cuts herself",
        "en su casa nadie le pega pero el vecino la toca", "cobija para mi niño de 6, dormimos en la calle esta noche",
    ],
)  # fmt: skip
def test_danger_is_heard_beside_words_for_who_helps_and_denials(words: str) -> None:
    """Neither a helper, a thing, a job, a pet nor a denial beside danger quiets it."""
    found = read(words)
    assert found is not None
    assert found.now


@pytest.mark.parametrize(
    "words", ["nobody is hurting him, he just wants karate", "en su casa nadie le pega, busca tutor", "not hungry, needs a coat", "no longer cutting, wants dance class", "doesn't need food, needs help with the gas bill", "no tiene hambre, necesita un abrigo"]
)  # fmt: skip
def test_what_is_denied_beside_a_request_raises_no_card(words: str) -> None:
    """That a danger is not there is one quiet line beside what is asked for, and never silence."""
    found = read(words)
    assert found is not None
    assert found.level is Level.ASK


@pytest.mark.parametrize(
    "words", ["not breathing, needs a tutor", "not safe at home, needs a coat", "no quiere vivir, necesita tutor"]
)
def test_a_danger_that_is_a_lack_is_no_denial(words: str) -> None:
    """What is not there may be the danger."""
    found = read(words)
    assert found is not None
    assert found.level is Level.NOW


def test_words_of_time_that_tell_what_happens_stay() -> None:
    """Until when, tonight and alone are no conditions of a request."""
    for words in ("home alone til sunday", "hits her at night", "nowhere to sleep tonight", "solo en casa hasta el lunes"):
        assert without_conditions(words) == words


@pytest.mark.parametrize("words", ["", "7", "M W F", "4th grade", "İ ½ on tuesdays", "en español, sin carro", "a,b;c/d"])
def test_blanks_keep_every_position(words: str) -> None:
    """A text with blanks for its conditions is as long as before, whatever it has."""
    assert len(with_blanks(words)) == len(words)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("he hears voices. her uncle raped her", {"voices", "sexual-assault"}),
        ("she cuts since her cousin raped her", {"self-harm", "sexual-assault"}),
        ("pregnant at 14 by her uncle and he says he will kill himself", {"sexual-assault", "suicide"}),
        ("mom wont let him in the house til dark and he says he will kill himself", {"child-alone", "suicide"}),
        ("home alone all week with no food, 8 and 5", {"child-alone", "starving"}),
    ],
)
def test_a_second_danger_is_told_beside_the_first(words: str, kinds: set[str]) -> None:
    """A danger that would be told alone, in a sentence or a clause, is among the kinds beside any other."""
    found = read(words)
    assert found is not None
    assert kinds <= set(found.kinds)
