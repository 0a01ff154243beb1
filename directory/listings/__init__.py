"""A provider's listing as people read and correct it: its words, its form, edits, mergers and duplicates.

No query stands here: rows are read and written by storage.listings.
"""
