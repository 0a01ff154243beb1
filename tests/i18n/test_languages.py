"""Languages by whatever name or code a form or a roster gives them."""

from __future__ import annotations

import pytest

from directory.i18n.languages import LANGUAGES, language_code
from importers.values import languages
from matching.criteria import language
from matching.verdicts import PASS


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_is_known_by_its_code_and_names(code: str) -> None:
    """Its code, its English name and its own name all mean the same language."""
    language = LANGUAGES[code]
    assert {language_code(words) for words in (code, code.upper(), language.english, language.own)} == {code}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("SPA", "es"),
        ("es-MX", "es"),
        ("espanol", "es"),
        ("Farsi", "fa"),
        ("cld", "cld"),
        ("Chaldean", "cld"),
        ("Assyrian", "syr"),
        ("ksw", "kar"),
        (" Arabic ", "ar"),
        ("Klingon", None),
        ("", None),
    ],
)
def test_other_ways_to_write_a_language(words: str, code: str | None) -> None:
    """Codes of three letters, of a country and names without accents are understood, others are none."""
    assert language_code(words) == code


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_a_list_names_is_what_a_family_speaks(code: str) -> None:
    """A listing that names a language by its English or its own name serves a family that chose it, Karen and Assyrian too."""
    for words in (LANGUAGES[code].english, LANGUAGES[code].own):
        read = languages.read(words).value
        assert read is not None
        assert language(" ".join(read.codes), [code]) == PASS
