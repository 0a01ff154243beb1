"""The rows that matching reads know what came to be read of a listing since 0021: wheelchairs, a culture of its own, and more."""

from __future__ import annotations

from alembic import op

from directory.storage.migrations.traits import read_again

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    read_again(op.get_bind())
