"""What sounds like danger and is none raises no card, and is asked about where it may be one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from matching.comprehension import Comprehended
from matching.comprehension import read as comprehended
from matching.danger import Level, read
from matching.danger.sentences import Sentence, all_sentences, read_sentences
from matching.needs import find

EVERYDAY = list(read_sentences(Path(__file__).with_name("everyday.txt")))
NOTES = (
    "Mother works evenings, call before three", "Lives with her grandparents in Holt", "Shared custody, week about", "Egg allergy, see the nurse",
    "Text the father, he cannot pick up at work", "Vive con sus abuelos", "La mamá trabaja de noche, mande texto", "Habla español e inglés",
    "Rides the van home", "Older cousin is in grade 8", "Aunt signs the forms", "New address since May", "Glasses for reading",
    "Only the parents may take him home", "Father is a cook and starts at five", "Needs an interpreter in Burmese",
)  # fmt: skip
"""Short notes as rosters have them beside a name."""


def level_of(text: str) -> Level | None:
    found = read(text)
    return found.level if found else None


def share(sentences: Sequence[Sentence], *levels: Level) -> float:
    return sum(level_of(one.text) in levels for one in sentences) / len(sentences)


def test_notes_of_every_day_raise_no_card() -> None:
    """Short notes as a desk writes them by the dozen never bring the card, and seldom a question: else nobody would read it."""
    assert not {one.text for one in EVERYDAY} & {one.text for one in all_sentences()}
    assert share(EVERYDAY, Level.NOW) <= 0.02
    assert share(EVERYDAY, Level.ASK) <= 0.15


@pytest.mark.parametrize(
    "sentence",
    ["wants to die her hair purple", "his team got killed", "my phone keeps dying", "shoot hoops after school", "hit the books"],
)
def test_words_of_harm_that_harm_nobody_raise_no_card(sentence: str) -> None:
    """A word of harm in a harmless sentence is one quiet line at most."""
    assert level_of(sentence) is not Level.NOW


@pytest.mark.parametrize(
    "sentence",
    [
        "my mom is going to kill me if I fail",
        "the schedule is killing us",
        "this heat will kill us",
        "he is going to kill it at the audition",
        "va a matarnos de risa",
        "mi mamá me va a matar si no limpio",
        "He will not kill anybody with that paper sword",
    ],
)
def test_a_threat_that_nobody_makes_raises_no_card(sentence: str) -> None:
    """What kills by heat, by work, by laughter or as mothers do is one quiet line at most."""
    assert level_of(sentence) is not Level.NOW


@pytest.mark.parametrize(
    "words",
    [
        "Order of protection",
        "protective order",
        "no-contact order",
        "restraining order on file",
        "orden de protección",
        "Hay orden de alejamiento en el expediente",
        "TRO against the father expires 6/1, court order on file",
    ],
)
def test_an_order_on_file_raises_no_card(words: str) -> None:
    """What a court has ordered is a fact in the file: a quiet line at most, until somebody says that the order is broken."""
    assert level_of(words) is not Level.NOW
    assert level_of(f"{words}. He broke in last night and choked her.") is Level.NOW


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Raper will call the mother",
        "Mrs. Tombs teaches art",
        "Ms. Slaughter is his teacher",
        "The Coffin family moved in",
        "Killian Graves is new here",
        "Moody Blood is in third grade",
        "Tommy Shooter plays the trombone",
        "Luis Armas toca la guitarra",
        "Mr. Molester and Mr. Pistole run the pantry",
    ],
)
def test_a_name_that_sounds_like_danger_raises_nothing(sentence: str) -> None:
    """A surname that is also a word of harm raises nothing, and hides no danger that is said beside it."""
    assert level_of(sentence) is None
    assert level_of(f"{sentence}. She wants to kill herself.") is Level.NOW


@pytest.mark.parametrize(
    "sentence", ["Active Shooter in the building", "Brought Knife to school", "RAPER HAS A GUN", "he has armas"]
)
def test_a_word_of_danger_with_a_capital_is_no_name(sentence: str) -> None:
    """A capital alone makes no name: what may be danger is heard."""
    assert level_of(sentence) is not None


def test_a_word_of_danger_in_what_is_surely_harmless_is_passed_over() -> None:
    """Exact words are not asked about where both models are sure that the sentence around them is harmless."""
    harmless = "The drama class needs a plastic knife for the wedding scene on Thursday, could the parents bring one?"
    assert find(harmless).crisis
    assert level_of(harmless) is None


def test_ordinary_notes_are_read_by_their_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The network does not read what the words alone are sure is harmless, though few words seldom are: rosters have thousands of notes."""
    asked: set[str] = set()

    def counted(text: str, beside: tuple[str, ...] = ()) -> Comprehended:
        asked.add(text)
        return comprehended(text, beside)

    monkeypatch.setattr("matching.danger.model.read", counted)
    for number, note in enumerate(NOTES):
        read(f"{note} {number}")
    assert len(asked) <= len(NOTES) * 3 / 4


@pytest.mark.parametrize("text", ["", "   ", "12345", "?!…", "\n\n", "zzyzx qwv", "a", "王小明"])
def test_what_says_nothing_raises_nothing(text: str) -> None:
    """Blanks, signs, numbers and unknown words raise no card."""
    assert level_of(text) is not Level.NOW


def test_a_clause_of_harmless_words_is_asked_about() -> None:
    """Exact words in a clause of a sentence that is harmless as a whole raise no card, and are not dropped."""
    found = read("suicides at practice again, baseline to baseline, my legs")
    assert found
    assert found.level is Level.ASK


@pytest.mark.parametrize("text", ["shoos", "I need shoos for my son"])
def test_a_slip_that_is_as_near_to_a_harmless_word_is_no_danger(text: str) -> None:
    """A misspelled word raises nothing if it may as well be one without danger."""
    assert read(text) is None


@pytest.mark.parametrize("text", ["dad is deployed overseas and she misses him", "we miss her"])
def test_the_stem_of_a_heading_is_no_danger(text: str) -> None:
    """A heading of lists ("missing") is not heard in other words of its stem."""
    assert read(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "dentist for my daughter, not a man", "swim teacher for my 9 year old, a woman not a man", "tutor for my 10 yo girl, not a man please",
        "dentista para mi hija de 13, que no sea hombre", "consejera para mi hija, solo mujer por favor",
    ],
)  # fmt: skip
def test_who_is_wanted_to_help_is_no_danger(text: str) -> None:
    """Whether a man or a woman is to help a girl reports nothing."""
    assert read(text) is None


@pytest.mark.parametrize("text", ["she is scared of a man, not a man she knows", "a man follows her, not a man from here"])
def test_a_man_who_is_feared_stays_danger(text: str) -> None:
    """Only words for who is to help are left out."""
    assert level_of(text)
