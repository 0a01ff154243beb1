"""Languages and interpreters."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings.problems.words import in_words
from importers.problems import Severity
from importers.values import languages
from importers.values.languages import CODE_OF
from matching.languages import NAMES

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data"
CODES = {
    "English": ("en",),
    "English, Spanish": ("en", "es"),
    "English & Spanish": ("en", "es"),
    "Español": ("es",),
    "Kreyòl": ("ht",),
    "中文": ("zh",),
    "Mandarin": ("zh",),
    "Chinese (Cantonese)": ("yue",),
    "Chinese (Mandarin), Tagalog": ("zh", "tl"),
    "Chinese": ("zh",),
    "ASL": ("ase",),
    "sign language": ("ase",),
    "Haitian Creole": ("ht",),
    "Bengali/Bangla": ("bn",),
    "Hmong; Somali; Arabic": ("hmn", "so", "ar"),
    "es": ("es",),
    "en; spa": ("en", "es"),
    "es-MX": ("es",),
    "English only": ("en",),
    "English; TDD": ("en",),
    "Bilingual (Spanish)": ("en", "es"),
    "One member of the staff speaks Spanish": ("es",),
    "English (Spanish speaking clients are referred to another site)": ("en",),
}


@pytest.mark.parametrize(("written", "codes"), CODES.items())
def test_names_become_codes(written: str, codes: tuple[str, ...]) -> None:
    """A language in English, in its own name or as a code becomes its ISO 639 code, in the order of the cell."""
    value = languages.read(written).value
    assert value is not None
    assert value.codes == codes
    assert value.interpretation is None


@pytest.mark.parametrize(("written", "code"), [("Vietnamse", "vi"), ("Portugese", "pt"), ("Spanich", "es"), ("Hindu", "hi")])
def test_typing_errors_are_mended_and_told(written: str, code: str) -> None:
    """A misspelled name is read as the one it was meant to be, and the coordinator sees it."""
    reading = languages.read(written)
    assert reading.value is not None
    assert reading.value.codes == (code,)
    assert [trouble.severity for trouble in reading.troubles] == [Severity.INFO]


@pytest.mark.parametrize(
    "written", ["Interpreters available", "140 Languages through the language line", "can accommodate any language"]
)
def test_interpreters_are_no_language(written: str) -> None:
    """Interpreters that can be called in are told in words, and no language is made of them."""
    value = languages.read(written).value
    assert value == languages.Languages((), written)


def test_languages_and_interpreters_may_stand_together() -> None:
    """The languages spoken and the interpreters are kept apart."""
    value = languages.read("English, Spanish (translators are available as needed)").value
    assert value is not None
    assert value.codes == ("en", "es")
    assert value.interpretation


def test_bilingual_alone_does_not_say_enough() -> None:
    """ "Bilingual" names no language."""
    reading = languages.read("Bilingual staff")
    assert reading.value is None
    assert reading.troubles[0].severity == Severity.WARNING


@pytest.mark.parametrize(
    "written",
    ["Everything except Russian", "No Spanish", "Arabic spoken until May", "Todos menos ruso", "Russian?", "Formerly Polish",
     "No interpreters", "Spanish, but not on Fridays", "Bilingual until June", "sin intérpretes", "Not Somali"],
)  # fmt: skip
def test_words_that_turn_a_language_round_leave_none(written: str) -> None:
    """A language that is excepted or ended is none that is spoken; the words are kept, and told."""
    reading = languages.read(written)
    assert reading.value is None
    assert reading.kept == written
    assert reading.troubles


@pytest.mark.parametrize(
    ("written", "codes"),
    [("English, Spanish by appointment", ("en", "es")), ("English, no Spanish", ("en",)), ("Spanish-speaking staff at Oak site", ("es",)),
     ("Spanish (Tuesdays)", ("es",)), ("Inglés, español los martes", ("en", "es"))],
)  # fmt: skip
def test_a_condition_is_kept_beside_its_languages(written: str, codes: tuple[str, ...]) -> None:
    """When or where a language is spoken stands in words, and is told."""
    reading = languages.read(written)
    assert reading.value is not None
    assert (reading.value.codes, reading.kept) == (codes, written)
    assert reading.troubles


def test_unknown_names_are_told() -> None:
    """A word that is no language is named, and the others are read."""
    reading = languages.read("English, Klingon")
    assert reading.value is not None
    assert reading.value.codes == ("en",)
    assert "klingon" in in_words(reading.troubles[0])


def test_a_little_of_a_language_counts_and_is_told() -> None:
    """ "Limited Spanish" is Spanish with a remark."""
    reading = languages.read("English, limited Spanish")
    assert reading.value is not None
    assert reading.value.codes == ("en", "es")
    assert reading.troubles[0].severity == Severity.INFO


def test_the_table_is_sound() -> None:
    """Codes are two or three letters, every language has a name, and each name leads back to its code."""
    assert all(re.fullmatch("[a-z]{2,3}", code) for code in NAMES)
    assert all(languages.code(name) == code for code, name in NAMES.items())
    assert set(CODE_OF.values()) == set(NAMES)
    assert languages.name("ht") == "Haitian Creole"
    assert languages.name("qqq") == "qqq"


@pytest.mark.slow
@given(st.text() | st.lists(st.sampled_from(sorted(CODE_OF)) | st.text(max_size=8), max_size=5).map(", ".join))
def test_any_text_is_read(written: str) -> None:
    """Nothing raises, no code is unknown or named twice, and reading again reads the same."""
    reading = languages.read(written)
    assert reading == languages.read(written)
    if reading.value:
        assert set(reading.value.codes) <= set(NAMES)
        assert len(set(reading.value.codes)) == len(reading.value.codes)


def test_the_names_of_a_real_list_are_read() -> None:
    """Of the cells of a real list that hold more than one word for English, few leave all unread, and each of these is told."""
    path = SHARED / "dc-211-icarol-export.csv"
    if not path.exists():
        pytest.skip(f"{path.name} is absent")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        cells = [row["LanguagesOffered"] for row in csv.DictReader(lines) if row["LanguagesOffered"].strip()]
    doubted = [cell for cell in cells if any(t.severity == Severity.WARNING for t in languages.read(cell).troubles)]
    assert len(doubted) <= len(cells) * 0.025
    known = [cell for cell in cells if languages.read(cell).value]
    assert len(known) >= len(cells) * 0.97
