"""Problems as imports store them: codes and fields, and the sentences that earlier versions stored."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from sqlalchemy import Engine, select, update

from directory.listings.problems.words import told
from directory.models import ImportBatch
from directory.storage.engine import reading, writing
from directory.storage.imports.past_imports import import_report
from directory.storage.imports.stored_problems import loaded, stored
from importers.problem_codes import AgeCode, RowCode, ValueCode
from importers.problems import Problem, Severity
from tests.importers.making import record
from tests.storage.publishing import publish_records

PROBLEMS = [
    Problem(AgeCode.AGES_VAGUE, {"shown": "Kids", "minimum": 0.0, "maximum": None}, 2, "Ages", "Kids", Severity.INFO),
    Problem(ValueCode.DATE_DAY_FIRST, {"shown": "25/12/2023", "day": datetime.date(2023, 12, 25)}, 3, "Checked", "25/12/2023"),
    Problem(RowCode.NEED_UNKNOWN, {"near": ("tutoring", "grief")}, 4, "needs", "tutorin"),
    Problem(RowCode.UNREADABLE, line=5, severity=Severity.ERROR),
]


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: str(problem.code))
def test_a_problem_is_loaded_as_it_was_stored(problem: Problem) -> None:
    """Every kind of field comes out as it went in: days as days, several texts in their order, None as None."""
    assert loaded(stored(problem)) == problem


def test_an_import_stores_codes_and_no_sentence(engine: Engine) -> None:
    """The report of an import has its problems with code and fields; nothing of their sentences is in the database."""
    with writing(engine) as session:
        import_id = publish_records(engine, [record(2)]).import_id or 0
        session.execute(update(ImportBatch).values(problems=[stored(problem) for problem in PROBLEMS]))
    with reading(engine) as session:
        assert import_report(session, import_id).problems == PROBLEMS
        assert "names no ages" not in str(session.scalar(select(ImportBatch.problems)))


def test_sentences_of_earlier_versions_are_still_shown(engine: Engine) -> None:
    """An import of before codes has lists that end with a sentence and its severity: they are told as they were."""
    import_id = publish_records(engine, [record(2)]).import_id or 0
    rows = [
        [4, "ZIP", "00001", "“00001” is not a ZIP code that the post office knows.", "warning"],
        [0, None, None, "Odd {file}.", "info"],
    ]
    with writing(engine) as session:
        session.execute(update(ImportBatch).values(problems=rows))
    with reading(engine) as session:
        found = [told(problem) for problem in import_report(session, import_id).problems]
    assert [[one.line, one.column, one.value, one.problem, one.severity] for one in found] == rows


def test_a_severity_of_another_version_is_a_warning() -> None:
    """A stored problem whose severity this version does not know is still loaded, as one worth a look."""
    assert loaded({**stored(PROBLEMS[0]), "severity": "notice"}) == replace(PROBLEMS[0], severity=Severity.WARNING)
