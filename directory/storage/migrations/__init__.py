"""Migrations, forward only, one a change; each is tested on both databases with data in them.

No model may be imported by a version: it must stay true when the models have moved on.
"""

HEAD = "0019"
"""The version that this program works with, kept here so that a command need not load Alembic to compare."""
