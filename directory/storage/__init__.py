"""Every query: engine, migrations, staging, publishing, match candidates, search, export.

No rule of matching or importing stands here, and nothing else of the service speaks SQL.
"""
