"""Data from outside: lists of providers and rosters, staged, previewed, published, reviewed and undone.

What a file means is decided in importers/; only this package and those of listings pass on what importers know.
"""
