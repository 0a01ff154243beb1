"""What each column of a list is, judging by the words of its header and by what its cells hold.

Nothing here reads a cell into a value or knows a record; a wrong guess is corrected with a map (importers/mapfile.py).
"""

from importers.columns.column import READERS, Column, ColumnMark, unread_headers
from importers.columns.guesses import guess

__all__ = ["READERS", "Column", "ColumnMark", "guess", "unread_headers"]
