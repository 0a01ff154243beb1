"""The rows of listings: read as the flat fields of a list's row, written, journaled, looked up, exported.

Nothing is decided here about what an edit or a list may do, and no words for people are made.
"""
