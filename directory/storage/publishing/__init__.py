"""A plan of changes carried out, and everything that goes with it: undoing, loading, the export, the look-up tables.

What a list means is decided in importers/ and nowhere here.
"""
