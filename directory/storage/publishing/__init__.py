"""The directory as it is written: lists published and undone, corrections by hand, loading, the export, the look-up tables.

What a list means is decided in importers/ and nowhere here.
"""
