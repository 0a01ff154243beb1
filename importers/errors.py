"""Why a whole file cannot be taken, told in one sentence that says what to do.

ListError
├── FormatError     its bytes hold no table
├── ColumnsError    it holds a table, but no column that names an agency or a program
└── MapError        the map given with --columns is wrong, or is not for this list
"""

from __future__ import annotations


class ListError(Exception):
    """The root; what is wrong in one row or cell is a Problem of that row instead."""


class FormatError(ListError):
    """The bytes are no list: empty, a picture, a web page, a broken workbook."""


class ColumnsError(ListError):
    """The table says nothing that could be a provider."""


class MapError(ListError):
    """The map names a header, a target or a need that is not there, or is no TOML."""
