"""The ages that a row takes: from columns for ages, else from marks, else from the texts about who may come."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from importers.columns import ColumnMark
from importers.fields import Target
from importers.problem_codes import AgeCode
from importers.problems import Trouble
from importers.records import Fields, Value
from importers.rows.findings import Findings, ProblemLog, words
from importers.rows.source_row import SourceRow, plain
from importers.values import ages
from importers.values.age_spans import AgeRange

_ages = lru_cache(maxsize=8192)(ages.read)
_groups = lru_cache(maxsize=8192)(ages.groups_alone)
_in_prose = lru_cache(maxsize=16384)(ages.in_prose)

_BARE_YEARS = re.compile(r"\s*(\d{1,3}(?:\.\d+)?)\s*(?:y|years?|yrs?|a[nñ]os)?\.?(?: old)?\.?\s*", re.IGNORECASE)
_BARE_MONTHS = re.compile(r"\s*(\d{1,4}(?:\.\d+)?)\s*(?:m|mos?|months?|mths?|meses)?\.?\s*", re.IGNORECASE)
_OF_HELPERS = re.compile(r"volunteer|staff|mentor|tutor|employ|work", re.IGNORECASE)  # "minimum age to volunteer: 16"
_OLDEST = 120  # years
_WHO = Target.SERVICE_ELIGIBILITY_DESCRIPTION


def read(row: SourceRow, fields: Fields, marks: Sequence[ColumnMark]) -> Findings:
    """Return the ages of a row; if a cell of ages says more, its words are kept under who may come."""
    log = ProblemLog(row.line)
    found, kept = _from_cells(row, words(fields, _WHO), log)
    who = "\n".join(filter(None, (words(fields, _WHO), *kept)))
    found = (
        found or _from_ends(row, log) or _from_marks(marks) or _from_words(row, who, words(fields, Target.SERVICE_DESCRIPTION))
    )
    said: dict[Target, Value] = {_WHO: "\n".join(kept)} if kept else {}
    if found or row.has("ages", Target.SERVICE_MINIMUM_AGE, Target.SERVICE_MAXIMUM_AGE, "minimum_grade", "maximum_grade", "flag"):
        said[Target.SERVICE_MINIMUM_AGE] = found.minimum if found else None
        said[Target.SERVICE_MAXIMUM_AGE] = found.maximum if found else None
    return log.findings(said)


def _from_cells(row: SourceRow, who: str, log: ProblemLog) -> tuple[AgeRange | None, list[str]]:
    """Return the ages of the first cell that states them, and the words of cells that say more."""
    kept: list[str] = []
    # Ages in years before grades, which include a year more at either end.
    for column, cell in sorted(row.full("ages"), key=lambda given: "age" not in given[0].header.lower()):
        if ages.says_more(cell) and (more := plain(cell)) and more not in "\n".join(filter(None, (who, *kept))):
            kept.append(more)
        if (read := log.value(column, cell, _ages(cell, column.option or column.header))) is not None:
            return read, kept
    return None, kept


def _from_ends(row: SourceRow, log: ProblemLog) -> AgeRange | None:
    """Return the ages from columns for the youngest and the oldest, or for the lowest and the highest grade."""
    return _between(
        row, _years(row, Target.SERVICE_MINIMUM_AGE, log), _years(row, Target.SERVICE_MAXIMUM_AGE, log), log
    ) or _between(row, _grade(row, "minimum_grade", log), _grade(row, "maximum_grade", log), log)


def _from_words(row: SourceRow, who: str, description: str) -> AgeRange | None:
    """Return the ages in the texts of the row: from a phrase that is only an age group, else from prose."""
    groups = (_groups(cell).value for _, cell in row.full(_WHO))
    return (
        next((group for group in groups if group), None)
        or (_in_prose(who).value if who else None)
        or (_in_prose(description).value if description else None)
    )


def _between(row: SourceRow, low: AgeRange | None, high: AgeRange | None, log: ProblemLog) -> AgeRange | None:
    least, most = low.minimum if low else None, high.maximum if high else None
    if least is None and most is None:
        return None
    if least is not None and most is not None and least > most:
        column, cell = next(row.full(Target.SERVICE_MAXIMUM_AGE, "maximum_grade"))
        log.add(column.header.strip(), cell, Trouble(AgeCode.AGES_CROSSED, {"oldest": most, "youngest": least}))
        return None
    return AgeRange(least, most)


def _years(row: SourceRow, target: str, log: ProblemLog) -> AgeRange | None:
    """Return the youngest or oldest age from a column of years, a column of months, or both."""
    cells = list(row.full(target))
    years = next(((column, cell) for column, cell in cells if column.option != "months"), None)
    months = next(
        (n for column, cell in cells if column.option == "months" and (n := _bare(_BARE_MONTHS, cell)) is not None), None
    )
    whole = _bare(_BARE_YEARS, years[1]) if years else None
    if months is not None and (years is None or whole is not None):
        return _of_months(12 * (whole or 0) + months, target)
    if years is None:
        return None
    if whole is not None:
        return AgeRange(whole, whole) if whole < _OLDEST else None
    if _OF_HELPERS.search(years[1]):
        return None
    return log.value(*years, _ages(years[1], "age"))


def _bare(form: re.Pattern[str], cell: str) -> float | None:
    found = form.fullmatch(cell)
    return float(found[1]) if found else None


def _of_months(months: float, target: str) -> AgeRange | None:
    """Return months as years: "60 months" takes a child until the 61st month, "59 months" until the 5th birthday (age 4)."""
    if months >= 12 * _OLDEST:
        return None
    until = (months + 1) / 12
    most = until - 1 if until == int(until) else round(until, 2)
    return AgeRange(round(months / 12, 2), most if target.endswith("maximum_age") else None)


def _grade(row: SourceRow, target: str, log: ProblemLog) -> AgeRange | None:
    for column, cell in row.full(target):
        if (read := log.value(column, cell, _ages(cell, "grade"))) is not None:
            return read
    return None


def _from_marks(marked: Sequence[ColumnMark]) -> AgeRange | None:
    groups = [mark.ages for mark in marked if mark.ages]
    if not groups:
        return None
    ends = [end for _, end in groups]
    return AgeRange(
        float(min(start for start, _ in groups)), None if None in ends else float(max(end for end in ends if end is not None))
    )
