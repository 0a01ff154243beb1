"""Languages by whatever name or code a form or a roster gives them."""

from __future__ import annotations

import pytest

from directory.i18n.languages import LANGUAGES, language_code


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_is_known_by_its_code_and_names(code: str) -> None:
    """Its code, its English name and its own name all mean the same language."""
    language = LANGUAGES[code]
    assert {language_code(words) for words in (code, code.upper(), language.english, language.own)} == {code}


@pytest.mark.parametrize(
    ("words", "code"), [("SPA", "es"), ("es-MX", "es"), ("espanol", "es"), (" Arabic ", "ar"), ("Klingon", None), ("", None)]
)
def test_other_ways_to_write_a_language(words: str, code: str | None) -> None:
    """Codes of three letters, of a country and names without accents are understood, others are none."""
    assert language_code(words) == code
