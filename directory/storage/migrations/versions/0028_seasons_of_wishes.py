"""The rows that matching reads know in which seasons, breaks and months of the year a service runs."""

from __future__ import annotations

from alembic import op

from directory.storage.migrations.traits import read_again

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    read_again(op.get_bind())
