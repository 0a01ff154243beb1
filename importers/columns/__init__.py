"""What each column of a list is, judging by the words of its header and by what its cells hold.

No cell of a row is read into a value here, and no record is known; a wrong guess is corrected with a map (mapfile.py).
"""

from importers.columns.column import READERS, Column, ColumnMark, unread_headers
from importers.columns.guesses import guess

__all__ = ["READERS", "Column", "ColumnMark", "guess", "unread_headers"]
