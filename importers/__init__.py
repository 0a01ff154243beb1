"""Provider lists: bytes in, staged records with their problems out, and the plan of changes.

Nothing here knows a database, a web page or a student; it is entered only through directory/storage/staging.py and
directory/storage/publishing.py.
"""
