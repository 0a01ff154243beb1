"""Provider lists and rosters: reads files into staged records with their problems, and plans the changes.

Nothing here knows a database, a web page or a key; it is entered only through directory/storage/imports,
directory/storage/listings and directory/listings. read.py reads a list, plan/ and roster/ decide what one would do, and the
modules beside them are the vocabulary of all rooms.
"""
