"""Migrations, forward only, one for each change; each is tested on both databases with data in them.

A version may not import models: it must stay valid when the models have changed.
"""

HEAD = "0020"
"""The version that this program works with, stored here so that a command need not load Alembic to compare."""
