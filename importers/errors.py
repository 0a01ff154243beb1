"""Why a whole file cannot be imported, in one sentence that says what to do.

ListError
├── FormatError     its bytes are not a table
├── ColumnsError    it is a table, but no column names an agency or a program
└── MapError        the map given with --columns is wrong, or is not for this list
"""

from __future__ import annotations


class ListError(Exception):
    """The root; a problem with one row or cell is a Problem of that row instead."""


class FormatError(ListError):
    """The bytes are not a list: empty, an image, a web page, a damaged workbook."""


class ColumnsError(ListError):
    """The table has nothing that could be a provider."""


class MapError(ListError):
    """The map names a header, a target or a need that does not exist, or is not TOML."""
