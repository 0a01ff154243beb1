"""Danger in languages that the models do not know, and in words that hide from filters."""

from __future__ import annotations

import pytest

from matching.danger import KINDS, Level, other_words, read
from matching.danger.other_words import in_other_languages, undisguised
from matching.danger.sentences import NONE, all_sentences

_FOREIGN = (
    ("suicide", "il dit qu'il veut se tuer"), ("suicide", "em ấy nói muốn chết"), ("suicide", "ابني يُريد أن يموت"), ("suicide", "她说她不想活了"),
    ("suicide", "mwanangu anasema nataka kufa"), ("suicide", "Li di li vle mouri"), ("suicide", "ऊ मर्न चाहन्छ भन्छ"), ("suicide", "он не хочет жить"),
    ("suicide", "wuxuu yiri inuu dhinto ayuu rabaa"), ("child-abuse", "爸爸每天打我"), ("child-abuse", "baba yake anampiga kila siku"),
    ("sexual-assault", "chú của em ấy đã hiếp dâm em"), ("sexual-assault", "elle a été violée hier"), ("violence", "لديه مسدس في المدرسة"),
    ("self-harm", "elle se coupe les bras"), ("domestic-violence", "chồng tôi đánh tôi"), ("runaway", "ابنتي هربت من البيت"), ("unsafe-tonight", "nou pa gen kote pou n dòmi aswè a"),
    ("starving", "hatuna chakula"), ("suicide", "아이가 죽고 싶대요"), ("suicide", "সে মরতে চায়"), ("runaway", "孩子离家出走了"), ("starving", "детям нечего есть"),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), _FOREIGN)
def test_plain_words_of_other_languages_ask(kind: str, text: str) -> None:
    """A sentence in a language that the models do not know shows at least the quiet line, with its kind, if it names danger."""
    danger = read(f"Needs a coat. {text}")
    assert danger
    assert danger.kind == kind
    assert danger.level in Level


def test_the_table_of_other_languages_keeps_to_the_kinds() -> None:
    """Each kind in the table of other languages is one that the card has words for."""
    assert {kind for kind, _ in other_words._patterns()} <= set(KINDS)


def test_words_of_other_languages_mean_nothing_else_in_english_and_spanish() -> None:
    """No harmless sentence, English or Spanish, holds a word that is danger in another language."""
    assert [one.text for one in all_sentences() if one.kind == NONE and in_other_languages(one.text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "S U I C I D E",
        "s-u-i-c-i-d-e is on his mind",
        "I want 2 d1e",
        "she said she'll k1ll herself",
        "he r4ped me",
        "wants to k*ll himself",
    ],
)
def test_words_that_hide_are_heard(text: str) -> None:
    """A word of danger with spaces, digits or signs among its letters is heard as the word itself."""
    assert read(text)


@pytest.mark.parametrize(
    "text",
    [
        "grade 7, room B12",
        "A1C of 7.1",
        "F1 fan, wants a car club",
        "U S A B C",
        "mail k.lee@4kids.org",
        "$5 a month",
        "size 10 shoes!!",
    ],
)
def test_numbers_and_signs_hide_nothing(text: str) -> None:
    """What only has digits and signs in it stays as it is."""
    assert undisguised(text) in (None, text.replace("U S A B C", "USABC"))
