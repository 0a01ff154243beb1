"""Why a whole file cannot be imported, in one sentence that says what to do; and the problem of a row that cannot be read.

ListError
├── FormatError     its bytes are not a table
├── ColumnsError    it is a table, but no column names an agency or a program
├── SubjectError    it is a list of something else: of students, of people, or one table of several
└── MapError        the map given with --columns is wrong, or is not for this list
"""

from __future__ import annotations

import logging

from importers.problem_codes import RowCode
from importers.problems import Problem, Severity

_log = logging.getLogger(__name__)


class ListError(Exception):
    """The root; a problem with one row or cell is a Problem of that row instead."""


class FormatError(ListError):
    """The bytes are not a list: empty, an image, a web page, a damaged workbook."""


class ColumnsError(ListError):
    """The table has nothing that could be a provider."""


class SubjectError(ListError):
    """The table lists something else than what was asked for; its sentence quotes no cell."""


class MapError(ListError):
    """The map names a header, a target or a need that does not exist, or is not TOML."""


def unreadable(line: int, error: Exception) -> Problem:
    """Return what to tell of a row whose reading raised, and log the kind of error without anything of its cells."""
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    where = f"{frame.tb_frame.f_code.co_filename.rpartition('/')[2]}:{frame.tb_lineno}" if frame else ""
    _log.error("row %d could not be read: %s at %s", line, type(error).__name__, where)
    return Problem(RowCode.UNREADABLE, line=line, severity=Severity.ERROR)
