"""Provider lists and rosters: bytes in, staged records with their problems out, and the plan of changes.

Nothing here knows a database, a web page or a key; it is entered only through directory/storage/imports and
directory/storage/listings.
"""
