"""One module for each kind of value that a cell can hold: each takes text and returns a value and what was wrong with it.

No module here knows a cell's column, except for its heading, or what the rest of its row says. Every word of a cell is in its
value, kept beside it, or known to say nothing: `Reader.account` sees to that. Places and times have rooms of their own beside
this one.
"""

from __future__ import annotations

from importers.values.accounts import READERS, Reader, Reading
from importers.values.doubt import DENIED, DOUBT, ENDED
from importers.values.folded import FoldedCell, folded

__all__ = ["DENIED", "DOUBT", "ENDED", "READERS", "FoldedCell", "Reader", "Reading", "folded"]
