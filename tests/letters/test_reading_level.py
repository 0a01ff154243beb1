"""How hard a text is to read: syllables by word lists, both formulas by hand, and what is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.letters.reading_level import fernandez_huerta, flesch_kincaid, measure, simple
from directory.letters.syllables import english_syllables, spanish_syllables

ENGLISH = {
    1: """the place called free sees need day phone sign signed scan pays paid earns earned helped looked bills lease miles mile years
        months weeks bring ask safe choice choose use used care don't they're we'll child's it's shoes caps tried three true
        blue age home school closed changed""",
    2: """places needed table sometimes people income address record children language Spanish English about because website going
        being wanted opens closes special social nation patient quiet create money wheelchair notice contact private
        picture number account question questions danger parent someone online older babies decide houses careful likely movement
        couple little titles middle simple eagle science client diet trial via million union anxious doctor doesn't isn't couldn't
        cities value argue ages pages classes boxes teaches wishes ID landlord agreed employed""",
    3: """insurance document family appointment hospital reference piano radio idea agency attention
        area telephone permission medicine Medicaid another guardian together video internet visited element serious opinion usual
        actual period""",
    4: """certificate interpreter available security emergency utility experience material identify""",
    5: """immunization university opportunity""",
}
SPANISH = {
    1: "y muy hay hoy rey quien más pues bien",
    2: """día usted queso aquí hijo cuesta cuánto viernes gratis alguien gracias viaje hacia pueblo también ciudad años país
        leer caer oír reunión llame foto""",
    3: """escuela guitarra ayuda cuidado miércoles vergüenza pingüino maestro dirección idioma familia nosotros lugares seguro oído
        número Uruguay farmacia camino búsqueda""",
    4: """teléfono aéreo información nacimiento continúa estudiante medicina""",
    6: """identificación""",
}


def cases(table: dict[int, str]) -> list[tuple[str, int]]:
    return [(word, count) for count, words in table.items() for word in words.split()]


@pytest.mark.parametrize(("word", "count"), cases(ENGLISH))
def test_english_words_have_their_syllables(word: str, count: int) -> None:
    """Syllables are counted as a dictionary parts them."""
    assert english_syllables(word) == count


@pytest.mark.parametrize(("word", "count"), cases(SPANISH))
def test_spanish_words_have_their_syllables(word: str, count: int) -> None:
    """Diphthongs are one syllable, and a stressed weak vowel is one of its own."""
    assert spanish_syllables(word) == count


@given(st.text())
def test_every_word_has_a_syllable(word: str) -> None:
    """Whatever a word is, it is spoken: at least one syllable, and nothing is raised."""
    assert english_syllables(word) >= 1
    assert spanish_syllables(word) >= 1


def test_the_english_formula() -> None:
    """Flesch-Kincaid: 0.39 words a sentence and 11.8 syllables a word, less 15.59."""
    assert flesch_kincaid(["The cat sat. The cat ran home."]) == pytest.approx(0.39 * 7 / 2 + 11.8 * 7 / 7 - 15.59)


def test_the_spanish_formula() -> None:
    """Fernández-Huerta: 206.84 less 0.60 for each syllable in 100 words and 1.02 for each word in a sentence."""
    assert fernandez_huerta(["Mi casa es azul. La casa es mía."]) == pytest.approx(206.84 - 0.60 * (100 * 12 / 8) - 1.02 * 4)


def test_longer_sentences_are_harder_in_spanish() -> None:
    """The mistake of its copies, by which more sentences lowered the score, is not ours."""
    assert fernandez_huerta(["Mi casa es azul. La casa es mía."]) > fernandez_huerta(["Mi casa es azul y la casa es mía."])


def test_names_lengthen_the_sentence_and_nothing_else() -> None:
    """A name, a number or a link is one word of its sentence and no part of how long words are."""
    found = measure(["Call Lanternwood Counseling at (517) 555-0101 ext. 12."], ["Lanternwood Counseling"], english_syllables)
    assert (found.sentences, found.words, found.own_words, found.syllables) == (1, 4, 2, 2)


def test_a_line_of_names_alone_is_not_counted() -> None:
    """An address or a number on a line of its own makes no letter look easier."""
    found = measure(["Oak House", "12 Oak Street", "https://oak.example.org"], ["Oak House", "12 Oak Street"], english_syllables)
    assert found.sentences == 0


def test_a_list_line_is_a_sentence() -> None:
    """A line without a full stop is a sentence of its own."""
    assert measure(["Photo card", "Shot record"], [], english_syllables).sentences == 2


def test_a_contract_is_not_simple() -> None:
    """What a lawyer writes is above 6th grade in both languages; what a neighbor says is not."""
    assert not simple("en", ["Verification of eligibility documentation is required prior to participation in the program."])
    assert not simple(
        "es", ["La verificación de la documentación correspondiente es obligatoria para la participación familiar."]
    )
    assert simple("en", ["Call us first."])
    assert simple("es", ["Llame antes."])
