"""Every query: engine, migrations, staging, publishing, match candidates, search, export.

No rule of matching or importing is decided here, and no other package of the service speaks SQL.
"""
