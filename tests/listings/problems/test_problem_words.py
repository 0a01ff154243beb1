"""Problems in words: every code in every language, with its fields as people write them."""

from __future__ import annotations

import ast
import datetime
import re
from functools import cache
from pathlib import Path

import pytest

from directory.i18n.catalogs import ENGLISH, STAFF, languages
from directory.listings.problems import words
from directory.listings.problems.sentences import IN_BROWSER, MORE, PLURALS, SENTENCES
from directory.listings.problems.words import PHRASES, ToldProblem, in_browser, in_words, told, told_of_roster
from directory.storage.imports.stored_problems import StoredCode
from importers import read
from importers.problem_codes import BY_NAME, GROUPS, AgeCode, FileCode, PlaceCode, RosterCode, RowCode, ValueCode
from importers.problems import Problem, Severity
from importers.roster.row import RosterProblem
from tests.i18n.catalog_files import blanks

LISTS = sorted((Path(__file__).parents[2] / "importers" / "lists").iterdir())
FIELD = re.compile(r"\{\w+\}")
TODAY = datetime.date(2026, 3, 9)


@cache
def sentences() -> frozenset[str]:
    """Every sentence and phrase that has words of its own to be translated."""
    found = {*SENTENCES.values(), *IN_BROWSER.values(), *(sentence for pair in MORE.values() for sentence in pair)}
    found |= {sentence for one, several, _ in PLURALS.values() for sentence in (one, several)}
    for node in ast.walk(ast.parse(Path(str(words.__file__)).read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "say":
            found |= {one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return frozenset(sentence for sentence in found if re.search(r"[^\W\d_]", FIELD.sub("", sentence)))


def test_each_code_has_words() -> None:
    """Every code has a sentence, no sentence is without a code, and no two codes share a name."""
    assert len(BY_NAME) == sum(len(group) for group in GROUPS)
    assert {*BY_NAME.values(), *StoredCode} == {*SENTENCES, *PLURALS}


@pytest.mark.parametrize(
    ("problem", "english", "spanish"),
    [
        (
            Problem(AgeCode.AGES_BACKWARDS, {"minimum": 6.0, "maximum": 12.5}),
            "The ages run backwards; read as ages 6 to 12.5.",
            "Las edades están al revés; se leyeron como de 6 a 12.5 años.",
        ),
        (
            Problem(AgeCode.AGES_VAGUE, {"shown": "Teens", "minimum": 13.0, "maximum": None}),
            '"Teens" names no ages; read as ages 13 and up. Write the ages if you know them.',
            '"Teens" no nombra edades; se leyó como de 13 años en adelante. Escriba las edades si las sabe.',
        ),
        (
            Problem(ValueCode.LANGUAGE_MENDED, {"shown": "spansh", "language": "es"}),
            '"spansh" was read as Spanish.',
            '"spansh" se leyó como español.',
        ),
        (
            Problem(ValueCode.DATE_DAY_FIRST, {"shown": "25/12/2023", "day": datetime.date(2023, 12, 25)}),
            '"25/12/2023" has the day before the month; read as 2023-12-25.',
            '"25/12/2023" tiene el día antes del mes; se leyó como 2023-12-25.',
        ),
        (
            Problem(PlaceCode.POINT_FAR_FROM_ZIP, {"miles": 1204, "zip": "48910"}),
            "This point is 1,204 miles from ZIP 48910, so it was left out. Correct the one or the other.",
            "Este punto está a 1,204 millas del código postal 48910, así que no se tomó. Corrija uno de los dos.",
        ),
        (
            Problem(FileCode.COLUMNS_UNREAD, {"count": 1, "headers": "Shoe size"}),
            "Nothing was read from 1 column: Shoe size.",
            "No se leyó nada de 1 columna: Shoe size.",
        ),
        (
            Problem(FileCode.CELL_CUT, {"most": 4000, "more_cells": 1200}),
            "A cell of this row is longer than 4,000 characters: only its beginning was read. 1,200 further cells are like it.",
            "Una celda de esta fila tiene más de 4,000 caracteres: solo se leyó el principio. Hay 1,200 celdas más como esta.",
        ),
    ],
)
def test_a_problem_is_told_in_each_language(problem: Problem, english: str, spanish: str) -> None:
    """The same code and fields make a sentence of each language; numbers and days stay as lists have them."""
    assert (in_words(problem), in_words(problem, "es"), in_words(problem, "xx")) == (english, spanish, english)


def test_a_problem_that_stands_for_others_counts_them() -> None:
    """A problem that stands for further rows says how many, whatever its code."""
    problem = RosterProblem(RosterCode.GRADE_UNKNOWN, {"more_rows": 1}, 7, "Grade")
    assert told_of_roster(problem, ENGLISH).problem == (
        "This is not a grade that is known here. Write PK, K or a number from 1 to 12. 1 further row is like it."
    )


def test_a_page_offers_what_the_command_line_cannot() -> None:
    """Where a row waits for somebody to decide, the command line says what to do to the list, and a page that one can decide."""
    problem = RowCode.LIKE_LINE, {"first_line": 4}
    assert in_words(Problem(*problem)).endswith("or make plain how they differ.")
    assert in_browser(Problem(*problem), ENGLISH).endswith("you decide whether it is the same.")


def test_what_a_cell_says_is_not_a_sentence_of_ours() -> None:
    """Braces and names of fields in a cell are shown as they are."""
    problem = Problem(AgeCode.CELL_NO_AGE, {"shown": "{line} {0} %s"}, 3, "Ages", "{line} {0} %s")
    sentence = '"{line} {0} %s" is not an age and was left out. Correct it in the list.'
    assert told(problem) == ToldProblem(3, "Ages", "{line} {0} %s", sentence, Severity.WARNING)


@pytest.mark.parametrize("file", LISTS, ids=lambda file: str(file.name))
@pytest.mark.slow
def test_the_fields_of_a_problem_are_those_of_its_sentence(file: Path) -> None:
    """Whatever is wrong with a list can be told in each language: no field is missing, and none is idle."""
    found = read.listing(file.read_bytes(), file.name, TODAY)
    for problem in (*found.problems, *(one for record in found.records for one in record.problems)):
        assert all(in_words(problem, language) for language in languages(STAFF))
        sentence = PLURALS[problem.code][0] if problem.code in PLURALS else SENTENCES[problem.code]
        named = blanks(sentence) | {"minimum", "maximum"} if "{ages}" in sentence else blanks(sentence)
        assert problem.fields.keys() - MORE.keys() <= named
        assert blanks(sentence) - PHRASES.keys() <= problem.fields.keys()
