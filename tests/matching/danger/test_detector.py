"""Which words tell of danger, and how loudly it is said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from matching.danger import KINDS, Level, ends_of, read
from matching.danger.features import ideas
from matching.danger.sentences import NONE, Sentence, all_sentences, read_sentences
from matching.needs import terms

HELD_OUT = list(read_sentences(Path(__file__).with_name("held_out.txt")))
HARMLESS_NOTE = (
    "Met with the family at school. They moved here in August and like the building. The older brother plays soccer and the "
    "younger one draws. Mother asked about the bus. We went over the forms. Dad works evenings. The coat drive has a jacket "
    "in his size. He needs help with fractions. We agreed to talk again on Friday. "
)


def level_of(text: str) -> Level | None:
    found = read(text)
    return found.level if found else None


def share(sentences: Sequence[Sentence], *levels: Level) -> float:
    return sum(level_of(one.text) in levels for one in sentences) / len(sentences)


def test_sentences_that_nobody_learned_from_are_heard() -> None:
    """Of sentences that the model has not seen, danger is heard in 85 of 100 and harmless ones raise the card in 10, ask in 25."""
    danger = [one for one in HELD_OUT if one.kind in KINDS]
    harmless = [one for one in HELD_OUT if one.kind == NONE]
    assert not {one.text for one in HELD_OUT} & {one.text for one in all_sentences()}
    assert share(danger, Level.NOW, Level.ASK) >= 0.85
    assert share(harmless, Level.NOW) <= 0.10
    assert share(harmless, Level.ASK) <= 0.25


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("he asked how many of his pills it would take", "suicide"),
        ("she says she wants to die", "suicide"),
        ("me quiero morir", "suicide"),
        ("the bridge would be quick", "suicide"),
        ("she has fresh cuts on her arms", "self-harm"),
        ("her dad beats her with a belt", "child-abuse"),
        ("he brought a gun to school", "violence"),
        ("her husband threw her down the stairs and she is afraid of him", "domestic-violence"),
        ("my uncle touches me at night", "sexual-assault"),
        ("he has nowhere to sleep tonight", "unsafe-tonight"),
        ("she ran away last night and nobody knows where she is", "runaway"),
        ("se escapó de la casa con una mochila y no contesta", "runaway"),
        ("a five-year-old has been home alone since Friday", "child-alone"),
        ("los niños están solos en casa desde el viernes", "child-alone"),
        ("he has eaten nothing since Friday and is shaking", "starving"),
        ("no hemos comido en dos días", "starving"),
        ("she hears voices that tell her what to do", "voices"),
        ("oye voces que le dicen qué hacer", "voices"),
        ("oye voces que le dicen que se mate", "voices"),
        ("my boyfriend hits me and i want to die", "domestic-violence"),
        ("me amenaza con matarme si me voy y ayer me pegó con la niña en brazos", "domestic-violence"),
    ],
)
def test_danger_is_heard_with_its_kind(sentence: str, kind: str) -> None:
    """Danger is heard, told outright or not, and its kind with it."""
    found = read(sentence)
    assert found
    assert (found.kind, bool(found.heard)) == (kind, True)


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("he hits her and she says she will kill herself", {"domestic-violence", "suicide"}),
        ("there is a pistol in his backpack and he says he wants to die", {"violence", "suicide"}),
        ("her stepfather beats her, so she ran away on Sunday", {"child-abuse", "runaway"}),
        ("Dad punches him. He says he will hang himself.", {"child-abuse", "suicide"}),
        ("trae una pistola y dice que se quiere morir", {"violence", "suicide"}),
        ("he hitts her and she says she wil kil herslef", {"domestic-violence", "suicide"}),
        ("su padrastro la golpea y por eso se escapó de la casa", {"child-abuse", "runaway"}),
        ("se corta los brazos porque su papá la golpea con el cinto", {"self-harm", "child-abuse"}),
    ],
)
def test_every_kind_that_is_sure_is_told(sentence: str, kinds: set[str]) -> None:
    """A sentence of two dangers tells of both, and the kind that names the card is the first of them."""
    found = read(sentence)
    assert found
    assert (found.level, found.kinds[0], set(found.kinds)) == (Level.NOW, found.kind, kinds)


@pytest.mark.parametrize(
    "sentence",
    ["she says she wants to die", "her dad beats her with a belt, and she is afraid of him", "no ha comido y tiene mucha hambre"],
)
def test_one_danger_is_one_kind(sentence: str) -> None:
    """Words of one danger name no other kind beside it."""
    found = read(sentence)
    assert found
    assert found.beside == ()


@pytest.mark.parametrize(
    ("sentence", "heard"),
    [
        ("Dice que quiere matrase hoy", "quiere matrase"),
        ("he wants to kil himslef", "wants to kil himslef"),
        ("I want 2 d1e", "I want 2 d1e"),
    ],
)
def test_words_are_quoted_as_they_were_written(sentence: str, heard: str) -> None:
    """Misspelled or disguised words of danger are quoted as they stand, not as they were meant."""
    found = read(sentence)
    assert found
    assert (found.level, found.heard) == (Level.NOW, (heard,))


@pytest.mark.parametrize(
    "sentence",
    [
        "He is going to kill us",
        "they said theyre gonna shoot my brother",
        "Her ex threatened to stab her",
        "Dad said he would kill us all",
        "va a matarnos",
        "dice que nos va a matar",
        "mi padrastro dijo q nos iva a matar",
        "El papá amenazó con matar a los niños",
        "He is going to shoot up the school",
        "dice que va a disparar en la secundaria",
    ],
)
def test_a_threat_to_kill_somebody_raises_the_card(sentence: str) -> None:
    """Who says that he will kill somebody is heard now, in both languages, misspelled and without accents."""
    assert level_of(sentence) is Level.NOW


def test_a_denial_is_asked_about() -> None:
    """That somebody is not suicidal is never silence; it is the card only where more is said."""
    assert level_of("He says he is not suicidal.") is Level.ASK
    assert level_of("She denies any thoughts of suicide today.") is Level.ASK
    assert level_of("Dice que no es suicida pero extraña a su abuelo.") is Level.ASK
    assert level_of("He says he is not suicidal. He wrote goodbye letters and wants to kill himself tonight.") is Level.NOW


@pytest.mark.parametrize("term", sorted(slug for slug, term in terms().items() if term.crisis))
def test_every_safety_word_stays_heard(term: str) -> None:
    """No exact safety word is passed over in silence, and as the whole of what is typed it is the card."""
    said = (*terms()[term].says, *terms()[term].says_spanish)
    assert [text for text in said if level_of(text) is None] == []
    assert [text for text in (term, terms()[term].english) if level_of(text) is not Level.NOW] == []


@pytest.mark.parametrize("place", [0, 4, 9])
def test_one_sentence_among_many_is_heard(place: int) -> None:
    """One sentence of danger in a long harmless note is heard, wherever it stands; without it the card stays down."""
    sentences = HARMLESS_NOTE.split(". ")
    assert level_of(HARMLESS_NOTE * 2) is not Level.NOW
    for danger in ("He said that he wants to kill himself", "she wrote goodbye letters to her sisters and gave away her things"):
        assert level_of(". ".join([*sentences[:place], danger, *sentences[place:]])) is Level.NOW


def test_danger_without_stops_is_heard() -> None:
    """A text without any stop is read in windows, so that its length hides nothing."""
    harmless = "we went to the store and then to the park and my cousin came over and we had pizza and played cards until late "
    assert level_of(f"{harmless} {harmless} and then he said he will kill himself tonight {harmless} {harmless}") is Level.NOW


def test_the_gravest_of_several_texts_counts() -> None:
    """Of several texts the gravest level is told, and absent ones are passed over."""
    found = read(None, "needs a coat", "He says he is not suicidal.", "wants to kill himself")
    assert found
    assert (found.level, found.kind) == (Level.NOW, "suicide")
    assert read(None, "") is None


def test_ideas_are_found_in_both_languages() -> None:
    """Words of one meaning are one idea, in English and in Spanish, stems too."""
    assert "PILLS" in ideas("she counted her pills")
    assert "PILLS" in ideas("se tomó las pastillas")
    assert "HEIGHT" in ideas("desde el puente")


@pytest.mark.parametrize(
    "words",
    [
        "she wants to die, needs counseling",
        "he wants to kill himself and needs a ride",
        "suicidal, needs a tutor and Medicaid",
        "needs glasses; her uncle touches her",
        "se quiere morir, necesita lentes",
    ],
)
def test_a_need_beside_danger_quiets_nothing(words: str) -> None:
    """Plain words of danger are the card, whatever ordinary need stands in the same sentence."""
    found = read(words)
    assert found is not None
    assert found.level is Level.NOW


_BESIDE = {
    "en": ("{} and he wants soccer", "{}, needs a winter coat", "needs homework help and {}", "she wants to dance but {}"),
    "es": ("{} y quiere futbol", "{}, necesita ropa", "necesita ayuda con la tarea y {}", "quiere bailar pero {}"),
}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "wants to die"), ("en", "her uncle touches her"), ("en", "they hit him at home"), ("en", "she cuts herself"),
        ("en", "someone is touching her"), ("es", "se quiere morir"), ("es", "su tío la toca"), ("es", "le pega su papá"),
        ("es", "se tomó las pastillas"), ("es", "no ha comido en dos días"),
    ],
)  # fmt: skip
def test_a_request_beside_danger_does_not_quiet_it(language: str, words: str) -> None:
    """What alone raises the card raises it beside a request as well, before or after it."""
    alone = read(words)
    assert alone
    assert [(found := read(form.format(words))) and found.level for form in _BESIDE[language]] == [alone.level] * 4


@pytest.mark.parametrize("text", ["cps", "CPS", "988", "mandated reporter"])
def test_the_name_of_an_agency_or_a_line_alone_asks(text: str) -> None:
    """Whoever types the name of an agency or a line may be in trouble, and has not said so."""
    assert level_of(text) is Level.ASK


@pytest.mark.parametrize("text", ["wepon", "suicidle", "stabing", "suisidio", "golpez"])
def test_a_slip_in_a_safety_word_is_still_the_card(text: str) -> None:
    """A misspelled safety word is heard as the word that it is nearest to."""
    assert level_of(text) is Level.NOW


@pytest.mark.parametrize(
    "text",
    [
        "quisiera no haber nacido",
        "duermen en el carro",
        "el abuelo la toca",
        "he is going to blow up the gym",
        "se despidió de todos",
    ],
)
def test_danger_in_a_few_words_is_heard(text: str) -> None:
    """Danger said in a few everyday words is at least asked about."""
    assert level_of(text)


@pytest.mark.parametrize("text", ["he wnats to kil himslef", "quiere matrase", "she wants to hurt hersellf"])
def test_misspelled_danger_is_read_as_it_is_meant(text: str) -> None:
    """Where a misspelled word can be but one word, the sentence is read with that as well."""
    assert level_of(text) is Level.NOW


def test_danger_at_the_end_of_a_text_that_is_too_long_is_heard() -> None:
    """Of a text that nobody would wait for, the beginning and the end are read."""
    assert level_of(ends_of("She needs food and clothes. " * 2_000 + "She wants to kill herself.")) is Level.NOW
    assert ends_of("a short text") == "a short text"
