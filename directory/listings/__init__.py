"""A provider's listing as people read and correct it: its words, its form, edits, mergers and duplicates.

Queries do not belong here: storage.listings reads and writes the rows.
"""
