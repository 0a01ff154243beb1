"""The rows of listings: read as the flat fields of a list's row, written, journaled, looked up, exported.

What an edit or a list may do is not decided here, and no text for people is written here.
"""
