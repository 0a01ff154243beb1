"""Provider lists and rosters: reads files into staged records with their problems, and plans the changes.

Nothing here knows a database, a web page or a key; it is entered only through directory/storage/imports and
directory/storage/listings.
"""
