"""The text to paste into a message: short, whole, and without the child's name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.letters.composition import letter_content
from directory.letters.text import LONGEST, USUAL, as_text
from tests.letters.making import LINK, SIGNER, asked, provider


@pytest.mark.parametrize(
    ("language", "greeting"), [("en", "Hello! This place may help"), ("es", "¡Hola! Este lugar puede ayudar")]
)
def test_a_text_says_what_a_family_cannot_do_without(language: str, greeting: str) -> None:
    """The place, its number, hours and cost, the link, and whom to ask, in one language."""
    text = as_text(letter_content(asked(language=language)))
    assert text.startswith(greeting)
    for needed in ("Talking Room", "(517) 555-0101 ext. 12", LINK, "Maya Torres", "(517) 555-0160"):
        assert needed in text
    assert len(text) <= USUAL


def test_a_text_names_neither_child_nor_guardian() -> None:
    """Messages are passed on: whoever reads one does not learn whom it is about."""
    text = as_text(letter_content(asked(child="Xochitl", greeted="Quetzalia")))
    assert "Xochitl" not in text
    assert "Quetzalia" not in text


def test_a_text_holds_no_code() -> None:
    """The code works from the paper alone; the text has the link, and the reference number to name on the telephone."""
    content = letter_content(asked())
    assert content.code not in as_text(content)
    assert content.reference in as_text(content)


def test_a_text_gives_the_first_words_of_the_call() -> None:
    """Who speaks no English reads in the text, too, what to say first."""
    assert "When you call, say: I am calling about Talking Room." in as_text(letter_content(asked()))
    assert "Al llamar, diga: “Spanish interpreter, please.”" in as_text(letter_content(asked(language="es")))


def test_a_text_leaves_out_what_is_not_known() -> None:
    """Lines that only say to ask take no room in a message, and a line is told whole."""
    words = as_text(letter_content(asked(provider(spans=(), hours=None, options=(), costs=(), documents=()))))
    assert "Ask" not in words
    assert "…" not in words


def test_without_a_phone_a_text_tells_the_other_way() -> None:
    """The first sentence of how to start takes the number's place."""
    assert "Write to hello@oak.example.org." in as_text(letter_content(asked(provider(phones=(), email="hello@oak.example.org"))))


@settings(max_examples=60)
@given(words=st.text(min_size=1, max_size=600), link=st.text(max_size=2_000))
def test_a_text_is_never_too_long(words: str, link: str) -> None:
    """1,000 letters at most, with the number and the specialist's among them, whatever stands in the listing."""
    listed = provider(service=words, organization=words, hours=words, spans=(), apply=words, wait=words, documents=(words,) * 9)
    signer = replace(SIGNER, name=f"Maya {words}", school=words)
    text = as_text(letter_content(asked(listed, link=link, signer=signer)))
    assert len(text) <= LONGEST
    assert "(517) 555-0101" in text
    assert "(517) 555-0160" in text
