"""What letters say: every sentence in short words, in every language."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from directory import letters
from directory.i18n import language_names
from directory.i18n.catalogs import ENGLISH, catalog_of, languages
from directory.letters.reading_level import simple
from directory.mail import letters as mailed_letters

MODULES = (*Path(letters.__file__).parent.glob("*.py"), Path(language_names.__file__), Path(mailed_letters.__file__))
OTHERS = [language for language in languages() if language != ENGLISH]


@cache
def sentences() -> frozenset[str]:
    """Every sentence of a letter that a module says or marks."""
    calls = [
        node
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"say", "marked"}
    ]
    first = [call.args[0] for call in calls if call.args]
    return frozenset(
        node.value for node in first if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value
    )


def test_letters_are_written_in_english_and_spanish() -> None:
    """Both languages of the district's families are there, English first."""
    assert languages()[0] == ENGLISH
    assert "es" in languages()


LONG = 8
"""Words from which on a formula for sentences tells something of one alone."""

MOST_WORDS = 16
FIELD = re.compile(r"\{\w+\}")


def told(sentence: str) -> list[str]:
    """The sentences of a message, each with a name for its fields."""
    return [part for part in re.split(r"(?<=[.?!]) ", FIELD.sub("Oak", sentence)) if part]


@pytest.mark.parametrize("language", languages())
def test_no_sentence_is_hard(language: str) -> None:
    """A hard sentence does not hide among easy ones: each is short, and each long one is at or below 6th grade by itself."""
    said = sentences() if language == ENGLISH else {catalog_of(language).translations.gettext(one) for one in sentences()}
    for sentence in {part for words in said for part in told(words)}:
        count = len(sentence.split())
        assert count <= MOST_WORDS, sentence
        assert count < LONG or simple(language, [sentence], ["Oak"]), sentence


def test_a_hard_sentence_is_found() -> None:
    """What a lawyer might put into a letter does not pass, in either language."""
    assert not simple(
        ENGLISH, ["Participation is contingent upon verification of all eligibility documentation by our personnel."]
    )
    assert not simple("es", ["La participación depende de la verificación de la documentación correspondiente."])


@pytest.mark.parametrize("language", ["so", "", "../../..", "es\n"])
def test_a_language_without_a_catalog_is_english(language: str) -> None:
    """A letter in a language that is not there is in English, and no file is looked for by what was typed."""
    assert catalog_of(language).language == ENGLISH
