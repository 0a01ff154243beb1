"""Problems by kind: a hundred cells that fail alike are one thing to fix."""

from __future__ import annotations

import pytest

from directory.i18n.catalogs import ENGLISH
from directory.listings.problems.kinds import kinds
from directory.storage.imports.stored_problems import StoredCode
from importers.problem_codes import AgeCode, FileCode, PlaceCode, RowCode, ValueCode
from importers.problems import Problem, Severity


def unknown_zip(line: int, shown: str) -> Problem:
    return Problem(PlaceCode.ZIP_UNKNOWN, {"shown": shown}, line, "ZIP", shown)


def earlier(line: int, words: str) -> Problem:
    return Problem(StoredCode.EARLIER_WORDS, {"words": words}, line, "ZIP", None)


def test_cells_that_fail_alike_are_one_kind() -> None:
    """Problems of one code in one column are one kind, by line; what differs between them is left open, what does not is told."""
    (kind,) = kinds([unknown_zip(9, "00001"), unknown_zip(4, "00002")], ENGLISH)
    assert kind.words == "“…” is not a ZIP code that the post office knows, so it was left out; check it."
    assert [(one.line, one.value) for one in kind.problems] == [(4, "00002"), (9, "00001")]
    assert kinds([unknown_zip(9, "0")], ENGLISH)[0].words.startswith("“0” is not a ZIP code")


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (
            Problem(ValueCode.LANGUAGE_MENDED, {"shown": "spansh", "language": "es"}),
            Problem(ValueCode.LANGUAGE_MENDED, {"shown": "frensh", "language": "fr"}),
            '"…" was read as ….',
        ),
        (
            Problem(AgeCode.AGES_BACKWARDS, {"minimum": 6.0, "maximum": 12.0}),
            Problem(AgeCode.AGES_BACKWARDS, {"minimum": 7.0, "maximum": 12.0}),
            "The ages run backwards; read as ages … to 12.",
        ),
        (
            Problem(PlaceCode.POINT_FAR_FROM_ZIP, {"miles": 90, "zip": "48910"}),
            Problem(PlaceCode.POINT_FAR_FROM_ZIP, {"miles": 1204, "zip": "48910"}),
            "This point is … miles from ZIP 48910, so it was left out. Correct the one or the other.",
        ),
        (
            Problem(FileCode.ROW_TOO_WIDE, {"cells": 7, "width": 6, "more_rows": 40}),
            Problem(FileCode.ROW_TOO_WIDE, {"cells": 7, "width": 6}),
            "This row has 7 cells where the header has 6, so its cells may be under the wrong headers. Check it.",
        ),
    ],
)
def test_any_field_may_differ(first: Problem, second: Problem, words: str) -> None:
    """Whatever differs, a name of a language, an end of a range or a number, a sentence remains."""
    assert kinds([first, second], ENGLISH)[0].words == words


def test_the_worst_and_the_most_frequent_come_first() -> None:
    """Kinds are ordered by severity, then by how many problems they hold."""
    left_out = Problem(RowCode.NAMELESS, line=2, severity=Severity.ERROR)
    note = Problem(FileCode.NOTE_LINE, line=5, severity=Severity.INFO)
    found = kinds([note, unknown_zip(3, "1"), Problem(PlaceCode.NOT_A_STATE, line=3), unknown_zip(4, "2"), left_out], ENGLISH)
    assert [(kind.severity, len(kind.problems)) for kind in found] == [("error", 1), ("warning", 2), ("warning", 1), ("info", 1)]


def test_sentences_of_earlier_versions_are_grouped_too() -> None:
    """Sentences that an earlier version stored are one kind where only quotations, lines, addresses and numbers differ."""
    same, other = "“%s” is not a ZIP code; check it.", "Line 7 carries the same id."
    found = kinds([earlier(3, same % "1"), earlier(4, same % "2"), earlier(9, other)], ENGLISH)
    assert [(kind.words, len(kind.problems)) for kind in found] == [("“…” is not a ZIP code; check it.", 2), (other, 1)]
    assert found[0].problems[0].problem == same % "1"
