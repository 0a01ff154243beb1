"""Migrations, forward only, one for each change; each is tested on both databases with data in them.

A version may not import models: it must stay valid when the models have changed.
"""

from __future__ import annotations

from pathlib import Path

VERSIONS = tuple(sorted(path.name[:4] for path in (Path(__file__).parent / "versions").glob("[0-9]*.py")))
"""Every version, the oldest first, by the number with which its file begins."""

HEAD = VERSIONS[-1]
"""The version that this program works with, read from the names of files so that a command need not load Alembic to compare."""
