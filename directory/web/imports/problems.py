"""The problems of a list as a file, for correcting the list."""

from __future__ import annotations

from directory.listings.problems.words import told_in_browser
from directory.storage.imports.past_imports import PastImport
from directory.storage.imports.publication import Report
from directory.web.core.request import File
from directory.web.core.sheets import csv_file
from directory.web.imports.words import SEVERITIES

HEADER = ("Line", "Column", "What stands there", "Problem", "What came of it")


def problems_file(name: str, of: PastImport | Report, language: str) -> File:
    """Return a file with one row per problem, by line; problems of the whole list have no line."""
    rows = (
        (one.line or None, (one.column or "").strip(), one.value, one.problem, SEVERITIES[one.severity])
        for one in (told_in_browser(problem, language) for problem in of.problems)
    )
    return csv_file(name, HEADER, rows)
